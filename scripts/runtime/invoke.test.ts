import { StepError, invoke, referenceFunction } from "inngest";
import { expect, it } from "vitest";
import { z } from "zod";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("step.invoke", (mode) => {
  it("resolves with the other function's output", async () => {
    const client = newClient();
    const child = client.createFunction({ id: "child", triggers: invoke(z.object({ n: z.number() })) }, async ({ event, step }) => {
      await step.sleep("nap", "1h");
      return { squared: event.data.n ** 2, at: new Date(0) };
    });
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => step.invoke("ask", { function: child, data: { n: 7 } }));
    const app = await start(client, [parent, child], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "parent")).toMatchObject({ status: "Completed", output: { squared: 49, at: "1970-01-01T00:00:00.000Z" } });
    expect(theRun(app, "child").events[0]).toMatchObject({ name: "inngest/function.invoked", data: { n: 7, _inngest: {} } });
  });

  it("resolves each invocation with its own run's output", async () => {
    const client = newClient();
    const child = client.createFunction({ id: "child", triggers: invoke(z.object({ n: z.number() })) }, async ({ event, step }) => {
      await step.sleep("nap", `${event.data.n}h`);
      return event.data.n;
    });
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) =>
      Promise.all([step.invoke("long", { function: child, data: { n: 2 } }), step.invoke("short", { function: child, data: { n: 1 } })]),
    );
    const app = await start(client, [parent, child], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "parent").output).toEqual([2, 1]);
  });

  it("throws a StepError when the other function fails", async () => {
    const client = newClient();
    const child = client.createFunction({ id: "child", retries: 0 }, async () => {
      throw new TypeError("broken");
    });
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => {
      try {
        await step.invoke("ask", { function: child });
      } catch (error) {
        return error instanceof StepError ? `${error.name}: ${error.message}` : "not a StepError";
      }
    });
    const app = await start(client, [parent, child], mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "parent").output).toBe("TypeError: broken");
  });

  it("rejects on timeout, and the other function goes on", async () => {
    const client = newClient();
    const child = client.createFunction({ id: "child" }, async ({ step }) => step.sleep("nap", "1d"));
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) =>
      step.invoke("ask", { function: child, timeout: "1h" }).catch((error: Error) => error.name),
    );
    const app = await start(client, [parent, child], mode);
    await app.send({ name: "go" });
    await app.advance("1h");
    expect(theRun(app, "parent")).toMatchObject({ output: "InngestInvokeTimeoutError", steps: [{ status: "timedOut" }] });
    expect(theRun(app, "child").status).toBe("Running");
    await app.advance("1d");
    expect(theRun(app, "child").status).toBe("Completed");
  });

  it("an unreadable timeout is a year", async () => {
    const client = newClient();
    const child = client.createFunction({ id: "child" }, async ({ step }) => step.sleep("nap", "360d"));
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => {
      await step.invoke("ask", { function: child, timeout: "1h30m" });
      return "waited";
    });
    const app = await start(client, [parent, child], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "parent").output).toBe("waited");
  });

  it("of a function that the app does not have fails", async () => {
    const client = newClient();
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) =>
      step.invoke("ask", { function: referenceFunction({ functionId: "gone" }), data: {} }),
    );
    const app = await start(client, parent, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "parent").error?.message).toBe("could not find function with ID: shop-gone");
  });

  it.each([
    ["rateLimit", { rateLimit: { limit: 1, period: "1h" } }],
    ["idempotency", { idempotency: '"once"' }],
  ] as const)("of a function over its %s fails", async (_, limit) => {
    const client = newClient();
    const child = client.createFunction({ id: "child", ...limit }, async () => "ran");
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => {
      await step.invoke("first", { function: child });
      await step.invoke("second", { function: child });
    });
    const app = await start(client, [parent, child], mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "parent").error?.message).toBe("invoked function is rate limited");
  });
});
