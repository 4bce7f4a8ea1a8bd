import { expect, it } from "vitest";
import { memoise } from "./resume.ts";
import type { RunState, World } from "./state.ts";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("memoisation", (mode) => {
  it("a step that succeeded is not run again when a later one is tried again", async () => {
    const client = newClient();
    const ran: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("first", () => ran.push("first"));
      await step.run("second", () => {
        if (ran.push("second") < 3) throw new Error("not yet");
      });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(ran).toEqual(["first", "second", "second"]);
    expect(theRun(app, "f").status).toBe("Completed");
  });

  it("code outside steps runs on each request, steps run once", async () => {
    const client = newClient();
    let bodies = 0;
    let steps = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      bodies++;
      await step.run("a", () => ++steps);
      await step.sleep("nap", "1h");
      await step.run("b", () => ++steps);
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect({ bodies, steps, requests: theRun(app, "f").requests }).toEqual(
      mode.checkpointing ? { bodies: 2, steps: 2, requests: 2 } : { bodies: 4, steps: 2, requests: 4 },
    );
  });

  it("a repeated step id gets an index", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const values = [];
      for (const n of [10, 20, 30]) values.push(await step.run("poll", () => n));
      return values;
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").steps.map(({ id }) => id)).toEqual(["poll", "poll:1", "poll:2"]);
    expect(theRun(app, "f").output).toEqual([10, 20, 30]);
  });

  it("a repeated id of a sleep gets an index too", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleep("nap", "1m");
      await step.sleep("nap", "1m");
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").steps.map(({ id }) => id)).toEqual(["nap", "nap:1"]);
  });

  it("a step's output makes a trip through JSON", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const value = await step.run("make", () => ({ at: new Date(0), nan: Number.NaN, gone: undefined }));
      const nothing = await step.run("nothing", () => undefined);
      return { type: typeof value.at, keys: Object.keys(value), nothing };
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").steps[0]?.output).toEqual({ at: "1970-01-01T00:00:00.000Z", nan: null });
    expect(theRun(app, "f").output).toEqual({ type: "string", keys: ["at", "nan"], nothing: null });
  });

  it("a memoised object comes back with its keys sorted", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const value = await step.run("make", () => ({ z: 1, a: { y: 2, b: 3 } }));
      await step.sleep("nap", "1s");
      return JSON.stringify(value);
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").output).toBe('{"a":{"b":3,"y":2},"z":1}');
  });

  it("event data makes a trip through JSON", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ event }) => event.data);
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { at: new Date(0), gone: undefined, map: new Map([[1, 2]]) } });
    await app.run();
    expect(theRun(app, "f").output).toEqual({ at: "1970-01-01T00:00:00.000Z", map: {} });
  });
});

it("a result that is reported twice is memoised once, as it was first", () => {
  const world = { clock: { now: 0 } } as World;
  const run = { memoised: new Map(), stack: [] as string[], steps: new Map(), pending: new Set(), stateBytes: 0 } as unknown as RunState;
  expect(memoise(world, run, "hash", { type: "data", data: 1 }, "completed")).toBe(true);
  expect(memoise(world, run, "hash", { type: "data", data: 2 }, "completed")).toBe(false);
  expect([run.stack, run.memoised.get("hash")]).toEqual([["hash"], { type: "data", data: 1 }]);
});
