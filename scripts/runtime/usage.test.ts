import { Inngest as Inngest3 } from "inngest-v3";
import { afterEach, expect, it, vi } from "vitest";
import { durable } from "./index.ts";
import { newClient, theRun } from "./test-kit.ts";
import type { DurableOptions } from "./types.ts";

afterEach(() => vi.useRealTimers());

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
