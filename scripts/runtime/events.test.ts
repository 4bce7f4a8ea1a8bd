import { eventType } from "inngest";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";
import { matchingPatterns } from "./triggers.ts";

inBothModes("events", (mode) => {
  it("start a run of every function that they trigger, once however many triggers match", async () => {
    const client = newClient();
    const make = (id: string, triggers: { event: string; if?: string }[]) => client.createFunction({ id, triggers }, async ({ event }) => event.name);
    const app = await start(
      client,
      [
        make("exact", [{ event: "app/user.created" }]),
        make("slash", [{ event: "app/*" }]),
        make("dot", [{ event: "app/user.*" }]),
        make("twice", [{ event: "app/*" }, { event: "app/user.created" }]),
        make("condition", [{ event: "app/user.created", if: "event.data.age >= 18" }]),
        make("other", [{ event: "app/user.deleted" }]),
      ],
      mode,
    );
    await app.send([{ name: "app/user.created", data: { age: 17 } }, { name: "app/user.created", data: { age: 18 } }]);
    await app.run();
    const counts = ["exact", "slash", "dot", "twice", "condition", "other"].map((id) => app.runsOf(id).length);
    expect(counts).toEqual([2, 2, 2, 2, 1, 0]);
  });

  it("that reach nothing are listed, sent too early and misspelt ones too", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go", if: "event.data.n > 0" }, cancelOn: [{ event: "stop" }] }, async ({ step }) => {
      await step.waitForEvent("w", { event: "come", timeout: "1d", if: "async.data.n == 1" });
      await step.sleep("s", "1d");
    });
    const app = await start(client, fn, mode);
    const send = async (name: string, n: number) => {
      await app.send({ name, data: { n } });
      await app.run();
    };
    const names = () => app.timeline().unmatched.map(({ name, data }) => `${name} ${data.n}`);
    for (const [name, n] of [["gone", 1], ["go", 0], ["come", 1], ["stop", 1]] as const) await send(name, n);
    expect(names()).toEqual(["gone 1", "go 0", "come 1", "stop 1"]);
    for (const [name, n] of [["go", 1], ["come", 2], ["come", 1], ["stop", 2]] as const) await send(name, n);
    expect(names().slice(4)).toEqual(["come 2"]);
    expect(theRun(app, "f").status).toBe("Cancelled");
  });

  it("a future ts delays the start", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send({ name: "go", ts: app.now().getTime() + 3_600_000 });
    await app.run();
    expect(theRun(app, "f").status).toBe("Scheduled");
    await app.advance("1h");
    expect(theRun(app, "f").startedAt).toEqual(new Date("2026-01-01T01:00:00Z"));
  });

  it("an event id starts one run of a function in 24 hours, and send still answers with the id", async () => {
    const client = newClient();
    const make = (id: string) => client.createFunction({ id, triggers: { event: "go" } }, async ({ event }) => event.id);
    const app = await start(client, [make("one"), make("two")], mode);
    expect(await app.send({ name: "go", id: "same" })).toEqual({ ids: ["same"] });
    expect(await app.send({ name: "go", id: "same" })).toEqual({ ids: ["same"] });
    await app.advance("23h");
    await app.send({ name: "go", id: "same" });
    await app.run();
    expect([app.runsOf("one").length, app.runsOf("two").length]).toEqual([1, 1]);
    expect(theRun(app, "one").output).toBe("same");
    expect(app.timeline().skips[0]).toMatchObject({ functionId: "one", reason: "idempotency" });
    await app.advance("1h");
    await app.send({ name: "go", id: "same" });
    await app.run();
    expect(app.runsOf("one").length).toBe(2);
  });

  it("step.sendEvent and inngest.send in a step reach other functions, and resolve with the ids", async () => {
    const client = newClient();
    const got: unknown[] = [];
    const sender = client.createFunction({ id: "sender", triggers: { event: "go" } }, async ({ step }) => {
      const first = await step.sendEvent("send", [{ name: "told", data: { n: 1 }, id: "a" }, { name: "told", data: { n: 2 }, id: "b" }]);
      const second = await step.run("send too", () => client.send({ name: "told", data: { n: 3 }, id: "c" }));
      return [...first.ids, ...second.ids];
    });
    const receiver = client.createFunction({ id: "receiver", triggers: { event: "told" } }, async ({ event }) => got.push(event.data.n));
    const app = await start(client, [sender, receiver], mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "sender").output).toEqual(["a", "b", "c"]);
    expect(got).toEqual([1, 2, 3]);
    expect(app.timeline().events.map(({ sentBy }) => sentBy)).toContain(theRun(app, "sender").id);
  });

  it("a step that sent events is not run again", async () => {
    const client = newClient();
    const sender = client.createFunction({ id: "sender", triggers: { event: "go" } }, async ({ step }) => {
      await step.sendEvent("send", { name: "told" });
      await step.sleep("nap", "1h");
      await client.send({ name: "from body" });
      await step.sleep("nap again", "1h");
    });
    const app = await start(client, sender, mode);
    await app.send({ name: "go" });
    await app.settle();
    const names = app.timeline().events.map(({ event }) => event.name);
    expect(names.filter((name) => name === "told")).toHaveLength(1);
    expect(names.filter((name) => name === "from body")).toHaveLength(2);
  });

  it("payloads made by an event type are checked when they are sent", async () => {
    const client = newClient();
    const go = eventType("go", { schema: z.object({ n: z.number() }) });
    const app = await start(client, client.createFunction({ id: "f", triggers: go }, async ({ event }) => event.data.n), mode);
    const bad = JSON.parse('{"n":"one"}') as { n: number };
    await expect(app.send(go.create(bad))).rejects.toThrow();
    await app.send(go.create({ n: 1 }));
    await app.run();
    expect(theRun(app, "f").output).toBe(1);
  });

  it("the client's own send works outside of runs too, at the virtual time", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ event }) => event.ts);
    const app = await start(client, fn, mode);
    await client.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").output).toBe(Date.UTC(2026, 0, 1));
  });
});

describe("matchingPatterns", () => {
  it("wildcards stand after a slash or a dot", () => {
    expect(matchingPatterns("app/user.created")).toEqual(["app/user.created", "app/*", "app/user.*"]);
    expect(matchingPatterns("api/v1/users")).toEqual(["api/v1/users", "api/*", "api/v1/*"]);
    expect(matchingPatterns("simple")).toEqual(["simple"]);
  });
});
