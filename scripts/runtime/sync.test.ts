import type { Inngest, InngestFunction } from "inngest";
import { expect, it } from "vitest";
import { newClient, start } from "./test-kit.ts";

type Options = Parameters<Inngest.Any["createFunction"]>[0];

/** Options that the compiler refuses, or that come from plain JavaScript. */
function make(options: Record<string, unknown>): { client: Inngest.Any; fn: InngestFunction.Any } {
  const client = newClient();
  return { client, fn: client.createFunction({ id: "f", triggers: { event: "go" }, ...options } as Options, async () => {}) };
}

it.each<[string, Record<string, unknown>]>([
  ["triggers.cron", { triggers: { cron: "@daily" } }],
  ["triggers.jitter", { triggers: { cron: "0 0 * * *", jitter: "6m" } }],
  ["triggers", { triggers: Array.from({ length: 11 }, (_, n) => ({ event: `e${n}` })) }],
  ["triggers", { triggers: [{ event: "a" }, { event: "a" }] }],
  ["triggers", { triggers: { event: "x".repeat(300) } }],
  ["triggers.if", { triggers: { event: "a", if: "event.data.n === 1" } }],
  ["concurrency", { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] }],
  ["concurrency.key", { concurrency: { limit: 1, scope: "env" } }],
  ["concurrency.key", { concurrency: { limit: 1, key: "{{ event.data.n }}" } }],
  ["throttle.period", { throttle: { limit: 1, period: "1 hour" } }],
  ["rateLimit.period", { rateLimit: { limit: 1, period: "25h" } }],
  ["rateLimit.period", { rateLimit: { limit: 1, period: "1 hour" } }],
  ["rateLimit.limit", { rateLimit: { limit: 0, period: "1h" } }],
  ["rateLimit.key", { rateLimit: { limit: 1, period: "1h", key: "openai" } }],
  ["idempotency", { idempotency: "event.data.n ==" }],
  ["debounce.period", { debounce: { period: "500ms" } }],
  ["debounce.period", { debounce: { period: "8d" } }],
  ["debounce.key", { debounce: { period: "1m", key: "cart" } }],
  ["batchEvents.maxSize", { batchEvents: { maxSize: 1, timeout: "10s" } }],
  ["batchEvents.timeout", { batchEvents: { maxSize: 2, timeout: "soon" } }],
  ["batchEvents.key", { batchEvents: { maxSize: 2, timeout: "10s", key: "user" } }],
  ["batchEvents.if", { batchEvents: { maxSize: 2, timeout: "10s", if: "event.data.n = 1" } }],
  ["batchEvents", { batchEvents: { maxSize: 2, timeout: "10s" }, cancelOn: [{ event: "stop" }] }],
  ["batchEvents", { batchEvents: { maxSize: 2, timeout: "10s" }, debounce: { period: "1m" } }],
  ["batchEvents", { batchEvents: { maxSize: 2, timeout: "10s" }, singleton: { mode: "skip" } }],
  ["batchEvents", { batchEvents: { maxSize: 2, timeout: "10s" }, priority: { run: "1" } }],
  ["priority.run", { priority: { run: "event.data.n ?" } }],
  ["cancelOn", { cancelOn: Array.from({ length: 6 }, (_, n) => ({ event: `e${n}` })) }],
  ["cancelOn.if", { cancelOn: [{ event: "stop", if: "async.data.id.startsWith('a')" }] }],
  ["cancelOn.if", { cancelOn: [{ event: "stop", if: "has(async.data.id)" }] }],
  ["cancelOn.if", { cancelOn: [{ event: "stop", if: "async.data.n + 1 == 2" }] }],
])("the server refuses a bad %s and names function and option: %j", async (option, options) => {
  const { client, fn } = make(options);
  await expect(start(client, fn)).rejects.toThrow(`function "f", ${option}: `);
});

it.each<[string, Record<string, unknown>]>([
  ["CRON_TZ in front", { triggers: { cron: "CRON_TZ=Asia/Tokyo 0 9 * * MON-FRI" } }],
  ["the same event with another if", { triggers: [{ event: "a", if: "event.data.n == 1" }, { event: "a", if: "event.data.n == 2" }] }],
  ["no triggers", { triggers: [] }],
  ["a trigger's if with startsWith", { triggers: { event: "a", if: "event.data.s.startsWith('x')" } }],
  ["batchEvents with throttle and concurrency", { batchEvents: { maxSize: 2, timeout: "10s" }, throttle: { limit: 1, period: "1m" }, concurrency: 1 }],
  ["cancelOn.if with in", { cancelOn: [{ event: "stop", if: "async.data.id in ['a', 'b']" }] }],
  ["idempotency with rateLimit", { idempotency: "event.data.n", rateLimit: { limit: 1, period: "30h" } }],
  ["an unquoted constant in concurrency.key", { concurrency: { limit: 1, key: "openai" } }],
  ["a broken throttle.key", { throttle: { limit: 1, period: "1m", key: "{{ event.data.n }}" } }],
  ["a throttle period over 7 days", { throttle: { limit: 1, period: "8d" } }],
  ["an unreadable timeouts.finish", { timeouts: { finish: "1 hour" } }],
  ["a compound cancelOn.timeout", { cancelOn: [{ event: "stop", timeout: "1h30m" }] }],
])("the server accepts %s", async (_name, options) => {
  const { client, fn } = make(options);
  await expect(start(client, fn)).resolves.toBeDefined();
});

it("one bad function refuses the whole app, with all its problems", async () => {
  const client = newClient();
  const bad = client.createFunction({ id: "bad", triggers: [{ cron: "@daily" }, { cron: "0 0 0 * * *" }] }, async () => {});
  const good = client.createFunction({ id: "good", triggers: { event: "go" } }, async () => {});
  await expect(start(client, [good, bad])).rejects.toMatchObject({ name: "SyncRefused", problems: [expect.stringContaining("@daily"), expect.stringContaining("0 0 0")] });
});

it("retries over 20 count as 20, and none given as 4", async () => {
  const seen: (number | undefined)[] = [];
  for (const options of [{}, { retries: 99 }]) {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, ...options } as Options, async ({ maxAttempts }) => void seen.push(maxAttempts));
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.run();
  }
  expect(seen).toEqual([5, 21]);
});
