import { describe, expect, it } from "vitest";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("cancellation", (mode) => {
  it("cancelOn cancels the runs that fit its condition, between steps", async () => {
    const client = newClient();
    const ran: number[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop", if: "async.data.id == event.data.id" }] }, async ({ step, event }) => {
      await step.sleep("nap", "1h");
      await step.run("work", () => ran.push(event.data.id));
    });
    const app = await start(client, fn, mode);
    await app.send([{ name: "go", data: { id: 1 } }, { name: "go", data: { id: 2 } }]);
    await app.run();
    await app.send({ name: "stop", data: { id: 1 } });
    await app.settle();
    expect(app.runsOf("f").map(({ status, cancelledBy }) => [status, cancelledBy])).toEqual([["Cancelled", "event stop"], ["Completed", null]]);
    expect(ran).toEqual([2]);
  });

  it("cancelOn with match compares the same path of both events", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop", match: "data.id" }] }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send([{ name: "go", data: { id: 1 } }, { name: "go", data: { id: 2 } }]);
    await app.run();
    await app.send({ name: "stop", data: { id: 2 } });
    await app.settle();
    expect(app.runsOf("f").map(({ status }) => status)).toEqual(["Completed", "Cancelled"]);
  });

  it("cancelOn without a condition cancels every run of the function", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop" }] }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send([{ name: "go" }, { name: "go" }]);
    await app.run();
    await app.send({ name: "stop" });
    await app.run();
    expect(app.runsOf("f").map(({ status }) => status)).toEqual(["Cancelled", "Cancelled"]);
  });

  it("cancelOn with a way to cancel all runs, by the event's own word: the event need not have the other field", async () => {
    const client = newClient();
    const cancelOn = [{ event: "stop", if: "async.data.id == event.data.id || async.data.all == true" }];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send([{ name: "go", data: { id: 1 } }, { name: "go", data: { id: 2 } }, { name: "go", data: { id: 3 } }]);
    await app.run();
    await app.send({ name: "stop", data: { id: 2 } });
    await app.run();
    expect(app.runsOf("f").map(({ status }) => status)).toEqual(["Running", "Cancelled", "Running"]);
    await app.send({ name: "stop", data: { all: true } });
    await app.run();
    expect(app.runsOf("f").map(({ status }) => status)).toEqual(["Cancelled", "Cancelled", "Cancelled"]);
  });

  it("cancelOn.timeout ends the time in which the event cancels", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop", timeout: "30m" }] }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.advance("31m");
    await app.send({ name: "stop" });
    await app.settle();
    expect(theRun(app, "f").status).toBe("Completed");
  });

  it("a compound duration in cancelOn.timeout keeps every run of the function from starting", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop", timeout: "1h30m" }] }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(app.runsOf("f")).toEqual([]);
    expect(app.timeline().skips).toMatchObject([{ functionId: "f", reason: "cancelOn" }]);
  });

  it("a run that two entries of cancelOn cancel at once is cancelled, and told so, once", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop" }, { event: "stop", if: "async.data.id == 1" }] }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    await app.send({ name: "stop", data: { id: 1 } });
    await app.settle();
    const told = app.timeline().events.filter(({ event }) => event.name === "inngest/function.cancelled");
    expect([theRun(app, "f").status, told.length]).toEqual(["Cancelled", 1]);
  });

  it("an event does not cancel the run that it starts", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "go", match: "data.id" }] }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { id: 1 } });
    await app.run();
    await app.send({ name: "go", data: { id: 1 } });
    await app.settle();
    expect(app.runsOf("f").map(({ status }) => status)).toEqual(["Cancelled", "Completed"]);
  });

  it("timeouts.start cancels a run that has not started by then", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, timeouts: { start: "10m" }, throttle: { limit: 1, period: "1h" } }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send([{ name: "go" }, { name: "go" }]);
    await app.advance("2h");
    expect(app.runsOf("f").map(({ status, cancelledBy }) => [status, cancelledBy])).toEqual([["Completed", null], ["Cancelled", "timeouts.start"]]);
  });

  it("timeouts.start does not cancel a run that has started, however long it goes on", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, timeouts: { start: "10m" } }, async ({ step }) => step.sleep("nap", "1h"));
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").status).toBe("Completed");
  });

  it("timeouts.finish cancels a run that has not ended by then, counted from its start", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, timeouts: { finish: "1h30m" } }, async ({ step, event }) => step.sleep("nap", event.data.nap));
    const app = await start(client, fn, mode);
    await app.send([{ name: "go", data: { nap: "89m" } }, { name: "go", data: { nap: "91m" } }]);
    await app.advance("1d");
    expect(app.runsOf("f").map(({ status, cancelledBy }) => [status, cancelledBy])).toEqual([["Completed", null], ["Cancelled", "timeouts.finish"]]);
  });

  it("an unreadable timeout leaves the run Scheduled for ever", async () => {
    const client = newClient();
    const timeouts = JSON.parse('{"finish":"1 hour"}') as { finish: "1h" };
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, timeouts }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.advance("10d");
    expect(theRun(app, "f").status).toBe("Scheduled");
  });

  it("a step under way when its run is cancelled comes to its end, after inngest/function.cancelled; no further step begins", async () => {
    const client = newClient();
    const did: [string, number][] = [];
    const does = (what: string) => () => void did.push([what, (app.now().getTime() - began) / 1_000]);
    const order = client.createFunction({ id: "order", triggers: { event: "go" }, cancelOn: [{ event: "stop", if: "async.data.id == event.data.id" }] }, async ({ step }) => {
      await step.run("charge", does("charge"));
      await step.run("ship", does("ship"));
    });
    const undo = client.createFunction({ id: "undo", triggers: { event: "inngest/function.cancelled" } }, async ({ step }) => step.run("refund", does("refund")));
    const app = await start(client, [order, undo], { ...mode, latency: ({ stepId }) => (stepId === "charge" ? "10s" : 0) });
    const began = app.now().getTime();
    await app.send({ name: "go", data: { id: 1 } });
    await app.advance("5s");
    await app.send({ name: "stop", data: { id: 1 } });
    await app.settle();
    await app.advance("1h");
    expect(did).toEqual([["refund", 5], ["charge", 10]]);
    const run = theRun(app, "order");
    expect([run.status, run.requests, run.steps.map(({ id, output }) => [id, output])]).toEqual(["Cancelled", 1, [["charge", undefined]]]);
  });

  it("a step that fails after its run was cancelled is not tried again", async () => {
    const client = newClient();
    let tries = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, timeouts: { finish: "5s" } }, async ({ step }) =>
      step.run("work", () => {
        tries++;
        throw new Error("no");
      }),
    );
    const app = await start(client, fn, { ...mode, latency: () => "10s" });
    await app.send({ name: "go" });
    await app.settle();
    await app.advance("1h");
    expect([tries, theRun(app, "f").status]).toEqual([1, "Cancelled"]);
  });
});

// As the Dev Server does: steps "a" of 5 s, "b" and "c" of 1 s, a cancel after 3 s.
describe("a cancel with steps that are reported together", () => {
  it.each([[1, "a"], [2, "ab"], [3, "abc"]])("bufferedSteps %i: of a, b, c, d these run, though the cancel comes during a: %s", async (bufferedSteps, expected) => {
    const client = newClient();
    const ran: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, timeouts: { finish: "3s" }, checkpointing: { bufferedSteps } }, async ({ step }) => {
      for (const id of ["a", "b", "c", "d"]) await step.run(id, () => void ran.push(id));
    });
    const app = await start(client, fn, { takes: ({ stepId }) => (stepId === "a" ? "5s" : "1s") });
    await app.send({ name: "go" });
    await app.advance("1h");
    expect([ran.join(""), theRun(app, "f").status]).toEqual([expected, "Cancelled"]);
  });
});
