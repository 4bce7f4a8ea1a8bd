import { expect, it } from "vitest";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("parallel steps", (mode) => {
  it("are planned together, then run one request each, and the handler goes on once when all are done", async () => {
    const client = newClient();
    const ran: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const both = await Promise.all([step.run("a", () => ran.push("a")), step.run("b", () => ran.push("b"))]);
      await step.run("c", () => ran.push("c"));
      return both;
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(ran).toEqual(["a", "b", "c"]);
    // plan, a, b, then the rest: in one request, or c and the end.
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: [1, 2], requests: mode.checkpointing ? 4 : 5 });
  });

  it("each has its own attempts; a sibling that succeeded is not run again", async () => {
    const client = newClient();
    const ran: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) =>
      Promise.all([
        step.run("good", () => ran.push("good")),
        step.run("flaky", () => {
          if (ran.push("flaky") < 4) throw new Error("not yet");
        }),
      ]),
    );
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(ran).toEqual(["good", "flaky", "flaky", "flaky"]);
    expect(theRun(app, "f").steps.map(({ attempts }) => attempts.length)).toEqual([1, 3]);
  });

  it("sleeps and waits run in parallel too", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const [, hit] = await Promise.all([
        step.sleep("nap", "1h"),
        step.waitForEvent("answer", { event: "answer", timeout: "2h" }),
        step.run("work", () => "done"),
      ]);
      return hit?.name;
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    await app.send({ name: "answer" });
    await app.advance("1h");
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: "answer" });
  });

  it("after a parallel section, steps run at once again", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await Promise.all([step.run("a", () => 1), step.run("b", () => 2)]);
      for (const id of ["c", "d", "e"]) await step.run(id, () => id);
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").requests).toBe(mode.checkpointing ? 4 : 7);
  });

  it("a plain Promise.race waits for all; group.parallel goes on with the first, and the run ends with the last", async () => {
    const client = newClient();
    const ran: string[] = [];
    const plain = client.createFunction({ id: "plain", triggers: { event: "go" } }, async ({ step }) => {
      await Promise.race([step.sleep("short", "1m"), step.sleep("long", "1h")]);
      await step.run("next", () => ran.push("plain"));
    });
    const race = client.createFunction({ id: "race", triggers: { event: "go" } }, async ({ step, group }) => {
      await group.parallel(async () => {
        await Promise.race([step.sleep("short", "1m"), step.sleep("long", "1h")]);
        await step.run("next", () => ran.push("race"));
      });
    });
    const app = await start(client, [plain, race], mode);
    await app.send({ name: "go" });
    await app.advance("2m");
    expect(ran).toEqual(["race"]);
    expect(theRun(app, "race").status).toBe("Running");
    await app.advance("1h");
    expect(ran).toEqual(["race", "plain"]);
    expect([theRun(app, "plain").status, theRun(app, "race").status]).toEqual(["Completed", "Completed"]);
  });

  it("with optimizeParallelism: false a plain Promise.race goes on with the first", async () => {
    const client = newClient();
    const ran: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, optimizeParallelism: false }, async ({ step }) => {
      await Promise.race([step.run("a", () => ran.push("a")), step.sleep("nap", "1h")]);
      await step.run("next", () => ran.push("next"));
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(ran).toEqual(["a", "next"]);
  });

  it("with optimizeParallelism: false a step that is under way is not run by the request that a sibling causes", async () => {
    const client = newClient();
    let tries = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, optimizeParallelism: false }, async ({ step }) =>
      Promise.all([
        step.run("slow", () => {
          if (tries++ === 0) throw new Error("not yet");
        }),
        step.run("quick", () => "done"),
      ]),
    );
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(tries).toBe(1);
    await app.settle();
    expect(theRun(app, "f").status).toBe("Completed");
  });

  it("a wait whose condition mentions the event loses its race; one with a literal does not", async () => {
    const client = newClient();
    const ran: string[] = [];
    const make = (id: string, condition: (id: string) => string) =>
      client.createFunction({ id, triggers: { event: "go" } }, async ({ step, group, event }) => {
        const wait = (name: string) => step.waitForEvent(name, { event: name, timeout: "1d", if: condition(event.data.id) });
        await group.parallel(async () => {
          const first = await Promise.race([wait("yes"), wait("no")]);
          await step.run("next", () => ran.push(`${id} ${first?.name}`));
        });
      });
    const literal = make("literal", (id) => `async.data.id == ${JSON.stringify(id)}`);
    const mentions = make("mentions", () => "async.data.id == event.data.id");
    const app = await start(client, [literal, mentions], mode);
    await app.send({ name: "go", data: { id: "a" } });
    await app.run();
    await app.send({ name: "yes", data: { id: "a" } });
    await app.run();
    expect(ran).toEqual(["literal yes"]);
    await app.advance("1d");
    expect(ran).toEqual(["literal yes", "mentions yes"]);
  });
});
