import { describe, expect, it } from "vitest";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("waiting", (mode) => {
  it("step.sleep lasts as long as it says, and takes no real time", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleep("nap", "3d");
      return "awake";
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    await app.advance("2d");
    await app.advance("23h");
    expect(theRun(app, "f").status).toBe("Running");
    await app.advance("1h");
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: "awake", endedAt: new Date("2026-01-04T00:00:00Z") });
  });

  it("step.sleepUntil ends at its time, and at once when the time is past", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleepUntil("past", "2025-12-31T00:00:00Z");
      await step.sleepUntil("then", new Date("2026-01-02T12:00:00Z"));
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").steps.map(({ status }) => status)).toEqual(["completed", "waiting"]);
    await app.settle();
    expect(theRun(app, "f").endedAt).toEqual(new Date("2026-01-02T12:00:00Z"));
  });

  it("a compound duration in step.sleep or waitForEvent is no time at all", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleep("nap", "1h30m");
      return step.waitForEvent("w", { event: "x", timeout: "1h30m" });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: null });
  });

  it("step.waitForEvent resolves with the event that fits match", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) =>
      step.waitForEvent("w", { event: "answer", timeout: "1d", match: "data.id" }),
    );
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { id: 7 } });
    await app.run();
    await app.send([{ name: "answer", data: { id: 8 } }, { name: "other", data: { id: 7 } }]);
    await app.run();
    expect(theRun(app, "f").status).toBe("Running");
    await app.send({ name: "answer", data: { id: 7, yes: true }, id: "the-answer" });
    await app.run();
    expect(theRun(app, "f").output).toMatchObject({ name: "answer", id: "the-answer", data: { id: 7, yes: true } });
  });

  it("step.waitForEvent resolves with the event that fits if", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) =>
      step.waitForEvent("w", { event: "answer", timeout: "1d", if: "event.data.id == async.data.id && async.data.n > 3" }),
    );
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { id: 7 } });
    await app.run();
    await app.send([{ name: "answer", data: { id: 7, n: 3 } }, { name: "answer", data: { id: 7, n: 4 } }]);
    await app.run();
    expect(theRun(app, "f").output).toMatchObject({ data: { id: 7, n: 4 } });
  });

  it("step.waitForEvent resolves with null on timeout", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) =>
      (await step.waitForEvent("w", { event: "answer", timeout: "1d" })) === null ? "timed out" : "hit",
    );
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").status).toBe("Running");
    await app.advance("1d");
    expect(theRun(app, "f")).toMatchObject({ output: "timed out", steps: [{ status: "timedOut" }] });
    await app.send({ name: "answer" });
    await app.run();
    expect(theRun(app, "f").output).toBe("timed out");
  });

  it("an event that came before the wait does not count", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.waitForEvent("w", { event: "answer", timeout: "1d" }));
    const app = await start(client, fn, mode);
    await app.send([{ name: "go" }, { name: "answer" }]);
    await app.run();
    expect(theRun(app, "f").status).toBe("Running");
  });

  it("a wait without condition takes anybody's event", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step, event }) => {
      const hit = await step.waitForEvent("w", { event: "answer", timeout: "1d" });
      return [event.data.id, hit?.data.id];
    });
    const app = await start(client, fn, mode);
    await app.send([{ name: "go", data: { id: 1 } }, { name: "go", data: { id: 2 } }]);
    await app.run();
    await app.send({ name: "answer", data: { id: 2 } });
    await app.run();
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([[1, 2], [2, 2]]);
  });

  it("an expression with an error fails the run at once", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.waitForEvent("w", { event: "a", timeout: "1d", if: "async.data.id === 1" }));
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { name: "InvalidExpression" } });
  });

  it("step.waitForSignal resolves with a signal sent from outside, from a step or by the client, or with null", async () => {
    const client = newClient();
    const waiter = client.createFunction({ id: "waiter", triggers: { event: "go" } }, async ({ step, event }) =>
      step.waitForSignal("w", { signal: `s/${event.data.id}`, timeout: "1d", onConflict: "fail" }),
    );
    const sender = client.createFunction({ id: "sender", triggers: { event: "send" } }, async ({ step }) => [
      await step.sendSignal("s", { signal: "s/1", data: { by: "step" } }),
      await step.sendSignal("nobody", { signal: "s/9" }),
    ]);
    const app = await start(client, [waiter, sender], mode);
    await app.send([1, 2, 3, 4].map((id) => ({ name: "go", data: { id } })));
    await app.run();
    await app.send({ name: "send" });
    await app.run();
    expect(app.sendSignal("s/2", { by: "test" })).toBe(app.runsOf("waiter")[1]?.id);
    expect(await client.sendSignal({ signal: "s/3", data: { by: "client" } })).toEqual({ runId: app.runsOf("waiter")[2]?.id });
    expect(app.sendSignal("s/9")).toBeNull();
    await app.advance("1d");
    expect(app.runsOf("waiter").map(({ output }) => output)).toEqual([
      { signal: "s/1", data: { by: "step" } },
      { signal: "s/2", data: { by: "test" } },
      { signal: "s/3", data: { by: "client" } },
      null,
    ]);
    expect(theRun(app, "sender").output).toEqual([{ runId: app.runsOf("waiter")[0]?.id }, {}]);
  });

  it("a second wait for a signal fails, or replaces the first", async () => {
    const client = newClient();
    const make = (id: string, onConflict: "fail" | "replace") =>
      client.createFunction({ id, triggers: { event: "go" } }, async ({ step }) => step.waitForSignal("w", { signal: id, timeout: "1d", onConflict }));
    const app = await start(client, [make("fails", "fail"), make("replaces", "replace")], mode);
    await app.send([{ name: "go" }, { name: "go" }]);
    await app.run();
    expect(app.runsOf("fails").map(({ status }) => status)).toEqual(["Running", "Failed"]);
    expect(app.sendSignal("replaces", 1)).toBe(app.runsOf("replaces")[1]?.id);
    await app.advance("1d");
    expect(app.runsOf("replaces").map(({ output }) => output)).toEqual([null, { signal: "replaces", data: 1 }]);
  });
});

describe("the virtual clock", () => {
  it("Date in handlers follows it, Date outside does not", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const before = await step.run("before", () => Date.now());
      await step.sleep("nap", "1d");
      const date = new Date();
      return [before, date.toISOString(), date instanceof Date, new Date(0).getTime(), Date.UTC(1970, 0, 1)];
    });
    const app = await start(client, fn, { now: "2030-05-05T00:00:00Z" });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").output).toEqual([Date.UTC(2030, 4, 5), "2030-05-06T00:00:00.000Z", true, 0, 0]);
    expect(app.now()).toEqual(new Date("2030-05-06T00:00:00Z"));
    expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000);
  });

  it("run does what is due now, settle lets time pass but not over a wait's timeout, advance goes on by a duration", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleep("nap", "1h");
      await step.waitForEvent("w", { event: "x", timeout: "1d" });
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.run();
    expect(app.now().toISOString()).toBe("2026-01-01T00:00:00.000Z");
    await app.settle();
    expect(app.now().toISOString()).toBe("2026-01-01T01:00:00.000Z");
    await app.advance("1h30m");
    expect(app.now().toISOString()).toBe("2026-01-01T02:30:00.000Z");
    await expect(app.advance("soon")).rejects.toThrow('"soon" is not a duration');
  });
});
