import { NonRetriableError } from "inngest";
import { expect, it } from "vitest";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("endings", (mode) => {
  it("onFailure runs once after the last attempt, with the error, the original event and the run's id", async () => {
    const client = newClient();
    class Mine extends Error {
      override name = "Mine";
    }
    const fn = client.createFunction(
      {
        id: "f",
        triggers: { event: "go" },
        retries: 1,
        onFailure: async ({ error, event, step, maxAttempts }) =>
          step.run("alert", () => ({
            error: `${error.name}: ${error.message}`,
            own: error instanceof Mine,
            name: event.name,
            original: event.data.event.data,
            run: event.data.run_id,
            fn: event.data.function_id,
            maxAttempts,
          })),
      },
      async ({ step }) => {
        await step.run("bad", () => {
          throw new Mine("broken");
        });
      },
    );
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { id: 7 } });
    await app.run();
    expect(app.runsOf("f-failure")).toEqual([]);
    await app.settle();
    expect(theRun(app, "f-failure").output).toEqual({
      error: "Mine: broken",
      own: false,
      name: "inngest/function.failed",
      original: { id: 7 },
      run: theRun(app, "f").id,
      fn: "shop-f",
      maxAttempts: 2,
    });
  });

  it("onFailure is not called for a cancelled run, nor for another function's failure", async () => {
    const client = newClient();
    const called: string[] = [];
    const onFailure = async () => void called.push("called");
    const sleeper = client.createFunction({ id: "sleeper", triggers: { event: "go" }, cancelOn: [{ event: "stop" }], onFailure }, async ({ step }) => step.sleep("nap", "1d"));
    const failing = client.createFunction({ id: "failing", triggers: { event: "go" }, retries: 0 }, async () => {
      throw new Error("broken");
    });
    const app = await start(client, [sleeper, failing], mode);
    await app.send({ name: "go" });
    await app.run();
    await app.send({ name: "stop" });
    await app.settle();
    expect([theRun(app, "sleeper").status, theRun(app, "failing").status, called]).toEqual(["Cancelled", "Failed", []]);
  });

  it("a run that ends publishes finished, and failed or cancelled, with what other functions need", async () => {
    const client = newClient();
    const ends = client.createFunction({ id: "ends", triggers: { event: "go" }, cancelOn: [{ event: "stop" }] }, async ({ event, step }) => {
      if (event.data.how === "fail") throw new NonRetriableError("no");
      if (event.data.how === "wait") await step.sleep("nap", "1d");
      return event.data.how;
    });
    const seen: unknown[] = [];
    const watch = (kind: string) =>
      client.createFunction({ id: kind, triggers: { event: `inngest/function.${kind}`, if: "event.data.function_id == 'shop-ends'" } }, async ({ event }) => {
        seen.push([kind, event.data.event.data.how, event.data.result ?? event.data.error?.name ?? null]);
      });
    const app = await start(client, [ends, watch("finished"), watch("failed"), watch("cancelled")], mode);
    await app.send(["well", "fail", "wait"].map((how) => ({ name: "go", data: { how } })));
    await app.run();
    await app.send({ name: "stop" });
    await app.run();
    expect(seen.sort()).toEqual([
      ["cancelled", "wait", null],
      ["failed", "fail", "NonRetriableError"],
      ["finished", "fail", "NonRetriableError"],
      ["finished", "wait", null],
      ["finished", "well", "well"],
    ]);
  });

  it("a run started by failed or finished publishes neither", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "inngest/function.finished" } }, async () => "seen");
    const first = client.createFunction({ id: "first", triggers: { event: "go" } }, async () => "done");
    const app = await start(client, [fn, first], mode);
    await app.send({ name: "go" });
    await app.run();
    expect(app.runsOf("f")).toHaveLength(1);
  });
});
