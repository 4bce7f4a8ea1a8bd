import type { Inngest } from "inngest";
import { Inngest as Inngest3 } from "inngest-v3";
import { afterEach, describe, expect, it, vi } from "vitest";
import { deferred } from "./deferred.ts";
import { durable } from "./index.ts";
import { newClient, start, theRun } from "./test-kit.ts";
import type { DurableOptions } from "./types.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const client = newClient();
const ship = client.createFunction({ id: "ship", triggers: { event: "shop/placed" } }, async ({ event }) => ({ id: event.data.id, at: new Date().toISOString() }));
const old = new Inngest3({ id: "old" });
const other = newClient().createFunction({ id: "other", triggers: { event: "shop/placed" } }, async () => {});

it.each<[string, unknown, string]>([
  ["no client", { functions: [] }, "durable({ client }): expected the client, new Inngest({ id }); found undefined"],
  ["a client of inngest 3", { client: old, functions: [] }, 'durable({ client }): expected a client of inngest 4; an object with the id "old" is of an older version'],
  ["no functions", { client }, "durable({ functions }): expected an array; found undefined"],
  ["a function that is not there", { client, functions: [ship, undefined] }, "durable({ functions }): expected functions made by inngest.createFunction; functions[1] is undefined"],
  ["another client's function", { client, functions: [other] }, "durable({ client }): expected the client that functions[0] is made with"],
])("%s is refused plainly", async (_, options, message) => {
  await expect(durable(options as DurableOptions)).rejects.toThrow(message);
});

it("two apps with one client keep their events apart, in any order", async () => {
  const one = await durable({ client, functions: [ship] });
  const two = await durable({ client, functions: [ship] });
  await Promise.all([one.send({ name: "shop/placed", data: { id: "a" } }), two.send({ name: "shop/placed", data: { id: "b" } })]);
  await Promise.all([two.run(), one.run()]);
  expect([one, two].map((app) => theRun(app, "ship").output)).toMatchObject([{ id: "a" }, { id: "b" }]);
});

it("code under test that sends reaches the app that was made last", async () => {
  const one = await durable({ client, functions: [ship] });
  const two = await durable({ client, functions: [ship] });
  await client.send({ name: "shop/placed", data: { id: "c" } });
  await two.run();
  expect([one.runsOf("ship").length, two.runsOf("ship").length]).toEqual([0, 1]);
});

describe("an app that is at work when the next one of its client is made, as after a test that timed out", () => {
  it.each([true, false])("goes no further than to the end of the step that it is in (checkpointing: %s)", async (checkpointing) => {
    const [begun, end] = [deferred<void>(), deferred<void>()];
    const seen: string[] = [];
    const slow = client.createFunction({ id: "slow", triggers: { event: "go" } }, async ({ step, event }) => {
      await step.run("a", async () => {
        seen.push(`${event.data.n}a`);
        begun.resolve();
        await end.promise;
      });
      seen.push(`${event.data.n} between`);
      await step.run("b", () => seen.push(`${event.data.n}b`));
    });
    const old = await durable({ client, functions: [slow], checkpointing });
    await old.send([1, 2].map((n) => ({ name: "go", data: { n } })));
    const settling = old.settle();
    await begun.promise;

    const next = await durable({ client, functions: [slow], checkpointing });
    end.resolve();
    await expect(settling).rejects.toThrow("This app has stopped: durable() made another one with the same client");
    await expect(old.send({ name: "go" })).rejects.toThrow("This app has stopped");
    expect(seen).toEqual(["1a"]);

    await next.send({ name: "go", data: { n: 3 } });
    await next.settle();
    expect(theRun(next, "slow").status).toBe("Completed");
    expect(old.runsOf("slow").map(({ status }) => status)).toEqual(["Running", "Scheduled"]);
  });

  const overtaken = async (nextClient: Inngest.Any, steps: string[]) => {
    const [begun, end] = [deferred<void>(), deferred<void>()];
    const seen: string[] = [];
    const wait = client.createFunction({ id: "wait", triggers: { event: "go" } }, async ({ step }) => {
      seen.push("run");
      begun.resolve();
      await end.promise;
      for (const id of steps) await step.run(id, () => seen.push(id));
    });
    const app = await durable({ client, functions: [wait] });
    await app.send([{ name: "go" }, { name: "go" }]);
    const settling = app.settle().then(() => "settled", () => "rejected");
    await begun.promise;
    await durable({ client: nextClient, functions: [] });
    end.resolve();
    return { settling: await settling, seen };
  };

  it.each([[[]], [["a"]]])("begins no other step and no other run (steps to come: %j)", async (steps) => {
    expect(await overtaken(client, steps)).toEqual({ settling: "rejected", seen: ["run"] });
  });

  it("goes on when the next one has another client", async () => {
    expect(await overtaken(newClient(), ["a"])).toEqual({ settling: "settled", seen: ["run", "a", "run", "a"] });
  });
});

it("fake timers are refused, because the SDK waits for real ones", async () => {
  const app = await durable({ client, functions: [ship] });
  vi.useFakeTimers();
  const message = "Fake timers are on";
  await expect(app.run()).rejects.toThrow(message);
  await expect(app.settle()).rejects.toThrow(message);
  await expect(app.advance("1d")).rejects.toThrow(message);
  await expect(durable({ client, functions: [ship] })).rejects.toThrow(message);
});

it("a fake date stays the test's, and the functions see the virtual time", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2020-02-02T00:00:00Z") });
  const app = await durable({ client, functions: [ship], now: "2026-07-01T00:00:00Z" });
  await app.send({ name: "shop/placed", data: { id: "d" } });
  await app.run();
  expect(theRun(app, "ship").output).toEqual({ id: "d", at: "2026-07-01T00:00:00.000Z" });
  expect(new Date().getUTCFullYear()).toBe(2020);
});

it.each(["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"])("works while %s is blank, as where tests shall not send", async (name) => {
  vi.stubEnv("INNGEST_DEV", "0");
  vi.stubEnv(name, "");
  const client = newClient();
  const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
    await step.sendEvent("on", { name: "on" });
    await client.send({ name: "more" });
  });
  const app = await start(client, fn);
  await app.send({ name: "go" });
  await app.run();
  await app.send({ name: "after" });
  expect(app.timeline().events.map(({ event }) => event.name)).toEqual(["go", "on", "more", "inngest/function.finished", "after"]);
});
