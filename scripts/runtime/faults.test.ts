import { NonRetriableError } from "inngest";
import { expect, it } from "vitest";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";
import type { StepAttempt } from "./types.ts";

inBothModes("faults", (mode) => {
  const build = (effects: string[]) => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const a = await step.run("a", () => effects.push("a"));
      const [b, c] = await Promise.all([step.run("b", () => effects.push("b")), step.run("c", () => effects.push("c"))]);
      await step.sleep("nap", "1h");
      const d = await step.run("d", () => effects.push("d"));
      return [a, b, c, d].length;
    });
    return { client, fn };
  };
  const first = (stepId: string, fault: "throw" | "lose") => (attempt: StepAttempt) => (attempt.stepId === stepId && attempt.attempt === 0 ? fault : undefined);

  it.each(["a", "b", "c", "d"])("throw: the first attempt of %s throws before its code runs; the run survives with each effect once", async (stepId) => {
    const effects: string[] = [];
    const { client, fn } = build(effects);
    const app = await start(client, fn, { ...mode, fault: first(stepId, "throw") });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: 4 });
    expect([...effects].sort()).toEqual(["a", "b", "c", "d"]);
    const step = theRun(app, "f").steps.find(({ id }) => id === stepId);
    expect(step?.attempts.map(({ outcome }) => outcome)).toEqual(["failed", "succeeded"]);
    expect(step?.attempts[0]?.error?.name).toBe("InjectedFault");
  });

  it.each(["a", "b", "c", "d"])("lose: the process dies after the work of %s and before its report; only that effect happens twice", async (stepId) => {
    const effects: string[] = [];
    const { client, fn } = build(effects);
    const app = await start(client, fn, { ...mode, fault: first(stepId, "lose") });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: 4 });
    expect([...effects].sort()).toEqual(["a", "b", "c", "d", stepId].sort());
    expect(theRun(app, "f").steps.find(({ id }) => id === stepId)?.attempts.map(({ outcome }) => outcome)).toEqual(["lost", "succeeded"]);
  });

  it.each([[1, "abcc"], [2, "abcc"], [3, "abcabc"]])("a process that dies with a buffer of %i steps takes the unreported ones with it: %s", async (bufferedSteps, expected) => {
    const effects: string[] = [];
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, checkpointing: { bufferedSteps } }, async ({ step }) => {
      for (const id of ["a", "b", "c"]) await step.run(id, () => effects.push(id));
    });
    const app = await start(client, fn, { ...mode, fault: first("c", "lose") });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").status).toBe("Completed");
    expect(effects.join("")).toBe(mode.checkpointing ? expected : "abcc");
  });

  it("lose: an attempt that failed is lost too, and with it that it must not be tried again", async () => {
    const client = newClient();
    let tries = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("a", () => {
        tries++;
        throw new NonRetriableError("no");
      });
    });
    const app = await start(client, fn, { ...mode, fault: first("a", "lose") });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { name: "NonRetriableError" } });
    expect(tries).toBe(2);
  });

  it("a process that is lost at every attempt fails the run", async () => {
    const effects: string[] = [];
    const { client, fn } = build(effects);
    const app = await start(client, fn, { ...mode, fault: ({ stepId }) => (stepId === "a" ? "lose" : undefined) });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { message: "the process was lost" } });
    expect(effects).toEqual(["a", "a", "a", "a", "a"]);
  });

  it("replay calls the handler with every step memoised, twice alike, and runs no step", async () => {
    const effects: string[] = [];
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step, event }) => {
      const a = await step.run("a", (n: number) => effects.push(`a${n}`), event.data.n);
      await Promise.all([step.run("b", () => effects.push("b")), step.waitForEvent("w", { event: "x", timeout: "1h" })]);
      await step.sleep("nap", "1h");
      effects.push("body");
      return a;
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { n: 7 } });
    await app.advance("3h");
    const run = theRun(app, "f");
    expect(effects).toEqual(["a7", "b", "body"]);
    const replays = [await app.replay(run.id), await app.replay(run.id)];
    expect(replays[0]).toEqual(replays[1]);
    expect(replays[0]).toMatchObject({ output: 1, error: null });
    expect(replays[0]?.steps.map(({ id, memoised }) => [id, memoised])).toEqual([["a", true], ["b", true], ["w", true], ["nap", true]]);
    expect(replays[0]?.steps[0]?.input).toEqual([7]);
    expect(effects).toEqual(["a7", "b", "body", "body", "body"]);
    expect(theRun(app, "f")).toEqual(run);
  });

  it("replay shows a step that the run does not have", async () => {
    const client = newClient();
    let request = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.run(`s${++request > (mode.checkpointing ? 1 : 2) ? 2 : 1}`, () => 1));
    const app = await start(client, fn, { ...mode, safeguards: "record" });
    await app.send({ name: "go" });
    await app.run();
    const { steps } = await app.replay(theRun(app, "f").id);
    expect(steps.at(-1)?.memoised).toBe(false);
  });
});
