import { describe, expect, it } from "vitest";
import { takeSlot } from "./gcra.ts";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";
import type { App } from "./index.ts";

const minutes = (app: App, id: string) => app.runsOf(id).map(({ startedAt }) => (startedAt === null ? null : (startedAt.getTime() - Date.UTC(2026, 0, 1)) / 60_000));
const many = (count: number, data: (n: number) => Record<string, unknown> = (n) => ({ n })) => Array.from({ length: count }, (_, n) => ({ name: "go", data: data(n) }));

inBothModes("flow control", (mode) => {
  it("batchEvents starts one run when the batch is full", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, batchEvents: { maxSize: 3, timeout: "10s" } }, async ({ events }) => events.map((event) => event.data.n));
    const app = await start(client, fn, mode);
    await app.send(many(7));
    await app.run();
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([[0, 1, 2], [3, 4, 5]]);
  });

  it("no time passes for the timeout of a batch that was full", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, batchEvents: { maxSize: 3, timeout: "10s" } }, async ({ events }) => events.length);
    const app = await start(client, fn, mode);
    const began = app.now();
    await app.send(many(3));
    await app.settle();
    expect(theRun(app, "f").output).toBe(3);
    expect(app.now()).toEqual(began);
  });

  it("batchEvents starts what there is when the time is up", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, batchEvents: { maxSize: 3, timeout: "10s" } }, async ({ events }) => events.length);
    const app = await start(client, fn, mode);
    await app.send(many(2));
    await app.advance("9s");
    expect(app.runsOf("f")).toEqual([]);
    await app.advance("1s");
    expect(theRun(app, "f").output).toBe(2);
  });

  it("batchEvents.key makes a batch for each value; what does not fit batchEvents.if runs alone", async () => {
    const client = newClient();
    const fn = client.createFunction(
      { id: "f", triggers: { event: "go" }, batchEvents: { maxSize: 2, timeout: "10s", key: "event.data.user", if: "event.data.urgent != true" } },
      async ({ events }) => events.map((event) => event.data.n),
    );
    const app = await start(client, fn, mode);
    await app.send(many(5, (n) => ({ n, user: n % 2 === 0 ? "a" : "b", urgent: n === 0 })));
    await app.settle();
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([[0], [1, 3], [2, 4]]);
  });

  it("debounce runs once, with the last event, when there was none for the period", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, debounce: { period: "1m", key: "event.data.user" } }, async ({ event }) => event.data.n);
    const app = await start(client, fn, mode);
    for (const n of [1, 2, 3]) {
      await app.send([{ name: "go", data: { n, user: "a" } }, { name: "go", data: { n: 10 * n, user: "b" } }]);
      await app.advance("50s");
    }
    expect(app.runsOf("f")).toEqual([]);
    await app.advance("10s");
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([3, 30]);
  });

  it("debounce keeps the event with the latest ts, also when an older one comes in later", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, debounce: { period: "1m" } }, async ({ event }) => event.data.n);
    const app = await start(client, fn, mode);
    const now = app.now().getTime();
    await app.send({ name: "go", data: { n: "new" }, ts: now });
    await app.send({ name: "go", data: { n: "old" }, ts: now - 5_000 });
    await app.settle();
    expect(theRun(app, "f").output).toBe("new");
  });

  it("debounce.timeout runs in the end although events keep coming", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, debounce: { period: "1m", timeout: "2m" } }, async ({ event }) => event.data.n);
    const app = await start(client, fn, mode);
    for (const n of [1, 2, 3, 4]) {
      await app.send({ name: "go", data: { n } });
      await app.advance("50s");
    }
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([3]);
  });

  it("rateLimit drops what is over the limit", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, rateLimit: { limit: 1, period: "1h", key: "event.data.user" } }, async () => "ran");
    const app = await start(client, fn, mode);
    const send = () => app.send([{ name: "go", data: { user: "a" } }, { name: "go", data: { user: "b" } }]);
    await send();
    await send();
    await app.advance("1h");
    expect(app.runsOf("f")).toHaveLength(2);
    expect(app.timeline().skips.map(({ reason }) => reason)).toEqual(["rateLimit", "rateLimit"]);
    await send();
    await app.run();
    expect(app.runsOf("f")).toHaveLength(4);
  });

  it("rateLimit lets a tenth of the limit, and one, start at once", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, rateLimit: { limit: 20, period: "1h" } }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send(many(9));
    await app.run();
    expect(app.runsOf("f")).toHaveLength(3);
    await app.advance("3m");
    await app.send(many(9));
    await app.run();
    expect(app.runsOf("f")).toHaveLength(4);
  });

  it("a key of rateLimit, idempotency or singleton that is missing limits nothing", async () => {
    const client = newClient();
    const limits = [{ rateLimit: { limit: 1, period: "1h", key: "event.data.gone" } as const }, { idempotency: "event.data.gone" }, { singleton: { mode: "skip", key: "event.data.gone" } as const }];
    const fns = limits.map((limit, n) => client.createFunction({ id: `f${n}`, triggers: { event: "go" }, ...limit }, async () => "ran"));
    const app = await start(client, fns, mode);
    await app.send(many(2));
    await app.run();
    expect(fns.map((_, n) => app.runsOf(`f${n}`).length)).toEqual([2, 2, 2]);
  });

  it("idempotency starts one run for a key in 24 hours, and wins over rateLimit", async () => {
    const client = newClient();
    const fn = client.createFunction(
      { id: "f", triggers: { event: "go" }, idempotency: "event.data.cart", rateLimit: { limit: 1, period: "1s" } },
      async ({ event }) => event.data.cart,
    );
    const app = await start(client, fn, mode);
    await app.send([{ name: "go", data: { cart: "a" } }, { name: "go", data: { cart: "b" } }]);
    await app.advance("23h");
    await app.send({ name: "go", data: { cart: "a" } });
    await app.advance("1h");
    expect(app.runsOf("f").map(({ output }) => output)).toEqual(["a", "b"]);
    await app.send({ name: "go", data: { cart: "a" } });
    await app.run();
    expect(app.runsOf("f")).toHaveLength(3);
  });

  it("throttle starts what is over the limit later, evenly", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, throttle: { limit: 2, period: "10m" } }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send(many(5));
    await app.run();
    expect(minutes(app, "f")).toEqual([0, 0, null, null, null]);
    await app.settle();
    expect(minutes(app, "f")).toEqual([0, 0, 5, 10, 15]);
  });

  it("throttle.burst lets more start at once; throttle.key counts each value; a retry is not throttled", async () => {
    const client = newClient();
    let tries = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, throttle: { limit: 1, period: "1h", burst: 1, key: "event.data.user" } }, async ({ event }) => {
      if (event.data.n === 0 && tries++ === 0) throw new Error("once");
    });
    const app = await start(client, fn, mode);
    await app.send(many(4, (n) => ({ n, user: n === 3 ? "b" : "a" })));
    await app.advance("1m");
    expect(app.runsOf("f").map(({ status }) => status)).toEqual(["Completed", "Completed", "Scheduled", "Completed"]);
    await app.settle();
    expect(minutes(app, "f")).toEqual([0, 0, 60, 0]);
  });

  it("an unquoted constant key is accepted and is one key for all; a broken throttle.key too", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, throttle: { limit: 1, period: "1h", key: "openai" } }, async () => "ran");
    const broken = client.createFunction({ id: "broken", triggers: { event: "go" }, throttle: { limit: 1, period: "1h", key: "{{ event.data.n }}" } }, async () => "ran");
    const app = await start(client, [fn, broken], mode);
    await app.send(many(2));
    await app.settle();
    expect([minutes(app, "f"), minutes(app, "broken")]).toEqual([[0, 60], [0, 60]]);
  });

  it("singleton skip starts no second run while one goes on", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, singleton: { mode: "skip", key: "event.data.user" } }, async ({ step, event }) => {
      await step.sleep("nap", "1h");
      return event.data.n;
    });
    const app = await start(client, fn, mode);
    await app.send(many(3, (n) => ({ n, user: n === 2 ? "b" : "a" })));
    await app.settle();
    expect(app.runsOf("f").map(({ output }) => output)).toEqual([0, 2]);
    await app.send({ name: "go", data: { n: 9, user: "a" } });
    await app.settle();
    expect(app.runsOf("f")).toHaveLength(3);
  });

  it("singleton cancel cancels the run that goes on", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, singleton: { mode: "cancel" } }, async ({ step, event }) => {
      await step.sleep("nap", "1h");
      return event.data.n;
    });
    const app = await start(client, fn, mode);
    await app.send(many(2));
    await app.settle();
    expect(app.runsOf("f").map(({ status, output }) => [status, output])).toEqual([["Cancelled", undefined], ["Completed", 1]]);
  });

  it("priority lets a run go before runs that came up to so many seconds earlier", async () => {
    const client = newClient();
    const order: number[] = [];
    const fn = client.createFunction(
      { id: "f", triggers: { event: "go" }, concurrency: 1, priority: { run: "event.data.plan == 'pro' ? 120 : 0" } },
      async ({ event }) => void order.push(event.data.n),
    );
    const app = await start(client, fn, { ...mode, takes: () => "1m" });
    for (const [n, plan] of [[0, "free"], [1, "free"], [2, "free"], [3, "pro"]] as const) {
      await app.send({ name: "go", data: { n, plan } });
      await app.advance("10s");
    }
    await app.settle();
    expect(order).toEqual([0, 3, 1, 2]);
  });

  it("priority is a lead of at most 12 hours", async () => {
    const client = newClient();
    const order: number[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: 1, priority: { run: "event.data.n == 2 ? 100000 : 0" } }, async ({ event }) => void order.push(event.data.n));
    const app = await start(client, fn, { ...mode, takes: () => "20h" });
    for (const n of [0, 1, 2]) {
      await app.send({ name: "go", data: { n } });
      await app.advance(n === 1 ? "13h" : "1s");
    }
    await app.settle();
    expect(order).toEqual([0, 1, 2]);
  });

  it("concurrency limits how many requests are under way", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: 2 }, async ({ step }) => step.run("work", () => "done"));
    const app = await start(client, fn, { ...mode, takes: ({ stepId }) => (stepId === "work" ? "10m" : 0) });
    await app.send(many(5));
    await app.settle();
    expect(app.runsOf("f").map(({ steps }) => ((steps[0]?.startedAt.getTime() ?? 0) - Date.UTC(2026, 0, 1)) / 60_000)).toEqual([0, 0, 10, 10, 20]);
    expect(app.now()).toEqual(new Date("2026-01-01T00:30:00Z"));
  });

  it("concurrency.key limits each value; scope env counts over functions", async () => {
    const client = newClient();
    const keyed = client.createFunction({ id: "keyed", triggers: { event: "go" }, concurrency: { limit: 1, key: "event.data.user" } }, async () => "ran");
    const shared = ["one", "two"].map((id) =>
      client.createFunction({ id, triggers: { event: "both" }, concurrency: { limit: 1, key: '"openai"', scope: "env" } }, async () => "ran"),
    );
    const app = await start(client, [keyed, ...shared], { ...mode, takes: () => "10m" });
    await app.send(many(4, (n) => ({ user: n === 3 ? "b" : "a" })));
    await app.settle();
    expect(minutes(app, "keyed")).toEqual([0, 10, 20, 0]);
    await app.send({ name: "both" });
    await app.settle();
    expect([...minutes(app, "one"), ...minutes(app, "two")]).toEqual([30, 40]);
  });

  it("both limits of two must have room", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.user" }] }, async () => "ran");
    const app = await start(client, fn, { ...mode, takes: () => "10m" });
    await app.send(many(5, (n) => ({ user: n < 3 ? "a" : "b" })));
    await app.settle();
    expect(minutes(app, "f")).toEqual([0, 10, 20, 0, 10]);
    await app.send(many(3, (n) => ({ user: `u${n}` })));
    await app.settle();
    expect(minutes(app, "f").slice(5)).toEqual([30, 30, 40]);
  });

  it("a sleeping run takes no place: concurrency 1 does not keep runs from interleaving", async () => {
    const client = newClient();
    const order: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: 1 }, async ({ step, event }) => {
      await step.run("before", () => order.push(`before ${event.data.n}`));
      await step.sleep("nap", "1h");
      await step.run("after", () => order.push(`after ${event.data.n}`));
    });
    const app = await start(client, fn, { ...mode, takes: () => "1m" });
    await app.send(many(2));
    await app.settle();
    expect(order).toEqual(["before 0", "before 1", "after 0", "after 1"]);
  });
});

describe("takeSlot", () => {
  it("allows burst + 1 at once, then one each interval", () => {
    const arrivals = new Map<string, number>();
    const take = (now: number) => takeSlot(arrivals, "k", now, 4, 1_000, 1);
    expect([take(0), take(0), take(0), take(250), take(260), take(10_000), take(10_000), take(10_000)]).toEqual([null, null, 250, null, 500, null, null, 10_250]);
  });

  it("adds up fractions of a millisecond to whole ones", () => {
    const arrivals = new Map<string, number>();
    const began = Date.UTC(2026, 0, 1);
    const starts: number[] = [];
    for (let now = began; starts.length < 93; ) {
      const next = takeSlot(arrivals, "k", now, 3, 2_000, 2);
      if (next === null) starts.push(now - began);
      else now = next;
    }
    expect([...starts.slice(0, 6), starts.at(-1)]).toEqual([0, 0, 0, 667, 1_334, 2_000, 60_000]);
  });
});
