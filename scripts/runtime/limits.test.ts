import { Inngest, Middleware } from "inngest";
import { describe, expect, it, vi } from "vitest";
import { newClient, silent, start, theRun } from "./test-kit.ts";

// Small enough to be reached in no time; the first test looks at the real ones.
vi.mock(import("./limits.ts"), async (original) => {
  const real = await original();
  return { ...real, LIMITS: { ...real.LIMITS, stepsPerRun: 20, stepOutputBytes: 4_000, requestBodyBytes: 4_000, stateBytes: 32_000 } as never };
});

const OVERFLOW = { status: "Failed", error: { name: "InngestErrFunctionOverflowed" } };

describe("limits", () => {
  it("are those of the server", async () => {
    const { LIMITS } = await vi.importActual<typeof import("./limits.ts")>("./limits.ts");
    expect(LIMITS).toMatchObject({ eventsPerRequest: 5_000, stepsPerRun: 1_000, stepOutputBytes: 4_194_304, requestBodyBytes: 4_194_304, stateBytes: 33_554_432 });
  });

  it("a loop of steps without end stops at the limit and fails the run", async () => {
    const client = newClient();
    let ran = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      for (;;) await step.run("again", () => ++ran);
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject(OVERFLOW);
    expect(ran).toBe(21);
  });

  it("no request is made for a run that has as many steps as allowed", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      for (let i = 0; i < 19; i++) await step.run(`s${i}`, () => i);
      await step.sleep("nap", "1s");
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ ...OVERFLOW, requests: 1 });
  });

  it("more parallel steps than allowed fail the run at once", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await Promise.all(Array.from({ length: 21 }, (_, i) => step.run(`s${i}`, () => i)));
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ ...OVERFLOW, requests: 1 });
  });

  it.each([true, false])("a step's output of more than the limit fails the attempt (checkpointing %s)", async (checkpointing) => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 0 }, async ({ step }) => {
      await step.run("big", () => "x".repeat(4_300));
    });
    const app = await start(client, fn, { checkpointing });
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { message: "step output size is greater than the limit" } });
  });

  it.each([true, false])("more state than allowed fails the run, more than fits a request does not (checkpointing %s)", async (checkpointing) => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step, event }) => {
      const sizes = [];
      const part = "x".repeat(3_900);
      for (let i = 0; i < event.data.parts; i++) sizes.push((await step.run(`part${i}`, () => part)).length);
      await step.sleep("nap", "1s");
      return sizes;
    });
    const app = await start(client, fn, { checkpointing });
    await app.send([{ name: "go", data: { parts: 2 } }, { name: "go", data: { parts: 9 } }]);
    await app.settle();
    const [small, large] = app.runsOf("f");
    expect(small?.output).toEqual([3_900, 3_900]);
    expect(large).toMatchObject({ status: "Failed", error: { name: "InngestErrStateOverflowed" } });
  });

  it("state that does not fit a request is left out of it, for the SDK to fetch", async () => {
    const sizes: number[] = [];
    class Sizes extends Middleware.BaseMiddleware {
      readonly id = "sizes";
      override async wrapRequest({ next, requestInfo }: Middleware.WrapRequestArgs) {
        sizes.push(JSON.stringify(await requestInfo.body()).length);
        return next();
      }
    }
    const client = new Inngest({ id: "shop", logger: silent, middleware: [Sizes] });
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const parts = [];
      for (const id of ["a", "b", "c"]) parts.push((await step.run(id, () => id.repeat(2_000))).length);
      await step.sleep("nap", "1s");
      return parts;
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").output).toEqual([2_000, 2_000, 2_000]);
    expect(Math.max(...sizes)).toBeLessThan(4_000);
    expect(sizes.length).toBe(2);
  });

  it("more than 5,000 events in one request, and events of Inngest's own names, are refused", async () => {
    const client = newClient();
    const app = await start(client, client.createFunction({ id: "f" }, async () => {}));
    // The SDK tries five times, in real time: so both at once.
    const [many, reserved] = await Promise.allSettled([
      app.send(Array.from({ length: 5_001 }, () => ({ name: "go" }))),
      app.send({ name: "inngest/function.finished" }),
    ]);
    expect(many).toMatchObject({ reason: { message: expect.stringContaining("Cannot have more than 5000 events") } });
    expect(reserved).toMatchObject({ reason: { message: expect.stringContaining("reserved for internal usage") } });
    expect(app.timeline().events).toEqual([]);
  });

  it("a sleep or a wait of more than a year fails the run", async () => {
    const client = newClient();
    const sleeps = client.createFunction({ id: "sleeps", triggers: { event: "go" } }, async ({ step }) => step.sleep("long", "367d"));
    const waits = client.createFunction({ id: "waits", triggers: { event: "go" } }, async ({ step }) => step.waitForEvent("long", { event: "x", timeout: "367d" }));
    const app = await start(client, [sleeps, waits]);
    await app.send({ name: "go" });
    await app.run();
    for (const [id, message] of [
      ["sleeps", 'The sleep "52w3d" ends more than one year in the future; sleeps may last at most one year.'],
      ["waits", 'The wait-for-event timeout "52w3d" expires more than one year in the future; timeouts may last at most one year.'],
    ] as const) {
      expect(theRun(app, id)).toMatchObject({ status: "Failed", error: { name: "InngestErrTimeoutTooLong", message } });
    }
  });

  it("a run that the server fails is reported with an error named Error, whose message holds the server's as JSON", async () => {
    const client = newClient();
    const seen: unknown[] = [];
    const options = { id: "f", triggers: { event: "go" }, onFailure: async ({ error, event }: { error: Error; event: { data: { error: unknown } } }) => void seen.push(error.name, JSON.parse(error.message), event.data.error) };
    const fn = client.createFunction(options, async ({ step }) => step.waitForEvent("w", { event: "x", timeout: "1h", if: "a ==" }));
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.run();
    const message = "Wait for event If expression failed to compile";
    expect(theRun(app, "f").error).toEqual({ name: "InvalidExpression", message });
    const inside = { error: { error: `InvalidExpression: ${message}`, name: "InvalidExpression", message } };
    expect(seen).toEqual(["Error", inside, { error: "InvalidExpression", name: "Error", message: JSON.stringify(inside) }]);
  });
});
