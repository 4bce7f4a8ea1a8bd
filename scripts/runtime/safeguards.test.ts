import { describe, expect, it, vi } from "vitest";
import { RuntimeStop } from "./errors.ts";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";
import { unserialisable } from "./unserialisable.ts";

// Short, so that the loops in these tests are found in no time.
vi.mock(import("./limits.ts"), async (original) => ({ ...(await original()), EVENT_CHAIN_LENGTH: 5 }));

inBothModes("safeguards", (mode) => {
  it("an endless loop of events is stopped and named", async () => {
    const client = newClient();
    const ping = client.createFunction({ id: "ping", triggers: { event: "ping" } }, async ({ step }) => step.sendEvent("send", { name: "pong" }));
    const pong = client.createFunction({ id: "pong", triggers: { event: "pong" } }, async ({ step }) => step.sendEvent("send", { name: "ping" }));
    const app = await start(client, [ping, pong], mode);
    await app.send({ name: "ping" });
    await expect(app.run()).rejects.toMatchObject({ name: "RuntimeStop", rule: "endless-event-loop", functionId: expect.stringMatching(/^p[io]ng$/), stepId: "send" });
  });

  it("a function that comes back hour by hour is no endless loop while time is made to pass", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.sleep("nap", "1h");
      await step.sendEvent("again", { name: "go" });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.advance("8h");
    expect(app.runsOf("f")).toHaveLength(9);
    await expect(app.settle()).rejects.toMatchObject({ rule: "endless-event-loop", functionId: "f" });
  });

  it("a sequential step whose id changes between replays is stopped and named", async () => {
    const client = newClient();
    let request = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run(`charge ${++request}`, () => "charged");
      await step.sleep("nap", "1h");
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await expect(app.settle()).rejects.toMatchObject({ rule: "changed-step-id", functionId: "f", stepId: "charge 1" });
  });

  it("a parallel step whose id changes between replays is stopped and named", async () => {
    const client = newClient();
    let request = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const n = ++request;
      await Promise.all([step.run(`a ${n}`, () => "a"), step.run(`b ${n}`, () => "b")]);
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await expect(app.settle()).rejects.toMatchObject({ rule: "changed-step-id", functionId: "f", stepId: "a 1" });
  });

  it("recorded instead of stopped, a step whose id changes runs again, as on the server", async () => {
    const client = newClient();
    let request = 0;
    const charged: number[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const n = Math.min(++request, 2);
      await step.run(`charge ${n}`, () => charged.push(n));
      await step.sleep("nap", "1h");
    });
    const app = await start(client, fn, { ...mode, safeguards: "record" });
    await app.send({ name: "go" });
    await app.settle();
    expect(charged).toEqual([1, 2]);
    expect(app.timeline().warnings).toContainEqual(expect.objectContaining({ rule: "changed-step-id", stepId: "charge 1" }));
  });

  it("an output that JSON cannot carry is stopped and named", async () => {
    const client = newClient();
    const step = client.createFunction({ id: "inStep", triggers: { event: "step" } }, async ({ step }) => step.run("count", () => ({ total: JSON.parse("1") as number, big: 1n })));
    const body = client.createFunction({ id: "inBody", triggers: { event: "body" } }, async () => ({ users: [new Map([[1, 2]])] }));
    const app = await start(client, [step, body], mode);
    await app.send({ name: "step" });
    await expect(app.run()).rejects.toThrow('unserialisable-output: function "inStep", step "count": the output.big is a BigInt');
    await app.send({ name: "body" });
    await expect(app.run()).rejects.toThrow('unserialisable-output: function "inBody": the output.users[0] is a Map');
  });

  it("a step that is not awaited is stopped and named", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      void step.run("floats", () => "never");
      return "done";
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await expect(app.run()).rejects.toMatchObject({ rule: "floating-step", functionId: "f", stepId: "floats" });
  });

  it("an event that is not awaited is stopped and named, and recorded instead it is lost", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async () => {
      void client.send({ name: "floats" });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await expect(app.run()).rejects.toMatchObject({ rule: "floating-send", functionId: "f" });
    const lenient = await start(client, fn, { ...mode, safeguards: "record" });
    await lenient.send({ name: "go" });
    await lenient.run();
    expect(lenient.timeline().events.map(({ event }) => event.name)).not.toContain("floats");
    expect(lenient.timeline().warnings).toMatchObject([{ rule: "floating-send" }]);
  });

  it("a step inside a step is stopped and named, and recorded instead it leaves the run hanging", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.run("outer", () => step.run("inner", () => 1)));
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await expect(app.run()).rejects.toMatchObject({ rule: "nested-step", functionId: "f", stepId: "inner" });
    const lenient = await start(client, fn, { ...mode, safeguards: "record" });
    await lenient.send({ name: "go" });
    await lenient.advance("1d");
    expect(theRun(lenient, "f").status).toBe("Running");
  });

  it("a step that never ends is stopped and named", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.run("stuck", () => new Promise(() => {})));
    const app = await start(client, fn, { ...mode, patience: 50 });
    await app.send({ name: "go" });
    const stopped = await app.run().catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(RuntimeStop);
    expect(stopped).toMatchObject({ rule: "no-answer", functionId: "f", stepId: "stuck" });
  });

  it("a handler that takes its time from step to step is left alone", async () => {
    const client = newClient();
    const slowly = () => new Promise((end) => setTimeout(end, 100));
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      for (let n = 0; n < 6; n++) await step.run(`slow-${n}`, slowly);
    });
    const app = await start(client, fn, { ...mode, patience: 400 });
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").status).toBe("Completed");
  });

  it("tools that are not modelled are refused by name", async () => {
    const client = newClient();
    const infer = client.createFunction({ id: "infer", triggers: { event: "infer" } }, async ({ step }) =>
      step.ai.infer("ask", { model: step.ai.models.openai({ model: "gpt-4o-mini", apiKey: "none" }), body: { messages: [] } }),
    );
    const { fetch } = await import("inngest");
    const fetches = client.createFunction({ id: "fetches", triggers: { event: "fetch" } }, async () => fetch("https://example.com"));
    const app = await start(client, [infer, fetches], mode);
    await app.send({ name: "infer" });
    await expect(app.run()).rejects.toThrow('function "infer", step "ask": step.ai.infer is not modelled');
    await app.send({ name: "fetch" });
    await expect(app.run()).rejects.toThrow("step.fetch is not modelled");
  });
});

describe("unserialisable", () => {
  it("finds what JSON drops, and leaves dates, undefined and shared parts alone", () => {
    const shared = { a: 1 };
    const round: Record<string, unknown> = {};
    round.self = round;
    expect([{ d: new Date() }, { u: undefined }, [shared, shared], "x", null, new Map()].map((value) => unserialisable(value))).toEqual([null, null, null, null, null, null]);
    expect(unserialisable(round)).toBe("the output.self refers to itself");
    expect(unserialisable([1, { f: () => 1 }])).toBe("the output[1].f is a function");
    expect(unserialisable({ s: new Set([1]) })).toBe("the output.s is a Set");
  });
});
