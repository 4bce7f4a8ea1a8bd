import { describe, expect, it } from "vitest";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

const EACH_STEP = { checkpointing: false };
const STARTS = Date.UTC(2026, 0, 1);

describe("what the handler sees of the clock", () => {
  it("is later in each request than in the run's request before", async () => {
    const client = newClient();
    const seen: number[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      seen.push(Date.now() - STARTS);
      await step.run("a", () => "a");
      await step.run("b", () => "b");
    });
    const app = await start(client, fn, EACH_STEP);
    await app.send({ name: "go" });
    await app.run();
    expect(seen).toEqual([0, 1, 2]);
  });

  it("is later than what a step's code saw, also when that took time", async () => {
    const client = newClient();
    const seen: number[] = [];
    const see = () => seen.push(new Date().getTime() - STARTS);
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      see();
      await step.run("a", see);
      see();
      await step.sleep("no time", "0s");
      see();
    });
    const app = await start(client, fn, { takes: ({ stepId }) => (stepId === "a" ? 10 : 0) });
    await app.send({ name: "go" });
    await app.settle();
    expect(seen).toEqual([0, 0, 10, 11, 11, 11]);
  });

  it("of a step and of a body is what takes says of the run's event", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.run("a", () => "done"));
    const app = await start(client, fn, { takes: ({ stepId, event }) => (event.data.tenant === "slow" ? (stepId === "a" ? "10m" : "1m") : 0) });
    await app.send(["slow", "quick"].map((tenant) => ({ name: "go", data: { tenant } })));
    await app.settle();
    expect(app.runsOf("f").map(({ endedAt }) => (endedAt?.getTime() ?? 0) - STARTS)).toEqual([660_000, 0]);
  });

  it("stays the same within a request, and with another run", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => [Date.now(), await step.run("a", () => Date.now()), Date.now()]);
    const app = await start(client, fn);
    await app.send([{ name: "go" }, { name: "go" }]);
    await app.run();
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([Array(3).fill(STARTS), Array(3).fill(STARTS)]);
  });

  it("moves neither the virtual clock nor a sleep, a retry or an event", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      Date.now();
      await step.run("a", () => "a");
      await step.sendEvent("send", [{ name: "sent" }, { name: "sent", ts: Date.now() }]);
      const woken = await step.run("b", () => "b").then(() => step.sleep("nap", "1h")).then(() => Date.now());
      return woken - STARTS;
    });
    const app = await start(client, fn, { ...EACH_STEP, fault: ({ stepId, attempt }) => (stepId === "b" && attempt === 0 ? "throw" : undefined) });
    await app.send({ name: "go" });
    await app.settle();
    const retried = 15_000 + 3_600_000;
    expect(theRun(app, "f").output).toBe(retried);
    expect(app.now().getTime() - STARTS).toBe(retried);
    expect(app.timeline().events.filter(({ event }) => event.name === "sent").map(({ event }) => event.ts - STARTS)).toEqual([0, 0]);
  });
});

describe("a clock that is read outside of steps", () => {
  const inTheId = () => {
    const client = newClient();
    const fn = client.createFunction({ id: "notify", triggers: { event: "go" } }, async ({ event, step }) => step.run(`send-${event.data.id}-${Date.now()}`, () => "sent"));
    return { client, fn };
  };

  it("in a step's id stops the run that gets one request a step, naming function and step", async () => {
    const { client, fn } = inTheId();
    const app = await start(client, fn, EACH_STEP);
    await app.send({ name: "go", data: { id: "o1" } });
    await expect(app.run()).rejects.toMatchObject({ name: "RuntimeStop", rule: "changed-step-id", functionId: "notify", stepId: `send-o1-${STARTS}` });
  });

  it("in the id of parallel steps stops the run with checkpointing too: they are planned first", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const now = Date.now();
      await Promise.all([step.run(`a ${now}`, () => "a"), step.run(`b ${now}`, () => "b")]);
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await expect(app.run()).rejects.toMatchObject({ rule: "changed-step-id", functionId: "f", stepId: `a ${STARTS}` });
  });

  it("hides in a run of one request, and shows in its replay: in the id, the input, the branch and the output", async () => {
    const { client, fn } = inTheId();
    const others = [
      client.createFunction({ id: "input", triggers: { event: "go" } }, async ({ step }) => step.run("send", (at: number) => typeof at, Date.now())),
      client.createFunction({ id: "branch", triggers: { event: "go" } }, async ({ step }) => step.run(new Date().getUTCHours() < 9 ? "early" : "late", () => "x")),
      client.createFunction({ id: "output", triggers: { event: "go" } }, async () => new Date().toISOString()),
    ];
    const app = await start(client, [fn, ...others]);
    await app.send({ name: "go", data: { id: "o1" } });
    await app.run();
    const replay = (id: string) => app.replay(theRun(app, id).id);
    expect((await replay("notify")).steps).toMatchObject([{ id: expect.not.stringMatching(String(STARTS)), memoised: false }]);
    expect(theRun(app, "input").steps[0]?.input).toEqual([STARTS]);
    expect((await replay("input")).steps[0]).toMatchObject({ memoised: true, input: [expect.not.closeTo(STARTS)] });
    expect((await replay("branch")).steps).toMatchObject([{ id: "late", memoised: false }]);
    expect((await replay("output")).output).not.toBe(theRun(app, "output").output);
  });
});

inBothModes("replays", (mode) => {
  it("see a later time than the run and than each other, and leave the run's own time alone", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleep("nap", "1h");
      return Date.now() - STARTS;
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    await app.replay(theRun(app, "f").id);
    await app.settle();
    expect(theRun(app, "f").output).toBe(3_600_000);
    expect(app.now().getTime() - STARTS).toBe(3_600_000);
    const outputs = [await app.replay(theRun(app, "f").id), await app.replay(theRun(app, "f").id)].map(({ output }) => Number(output) / 3_600_000);
    expect(outputs).toEqual([1 + 2 * 84, 1 + 3 * 84]);
  });
});
