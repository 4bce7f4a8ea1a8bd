import type { Inngest } from "inngest";
import { describe, expect, it } from "vitest";
import { newClient, start } from "../runtime/test-kit.ts";
import { fencesOf, tableOf } from "./kit.ts";

const lengths = { 秒: 1_000, 分: 60_000 };

/** The most moments that lie in a span of so many milliseconds, both ends included. */
function busiest(moments: number[], span = lengths.分): number {
  return Math.max(...moments.map((from) => moments.filter((at) => from <= at && at <= from + span).length));
}

describe("throttle", () => {
  it.each(tableOf("function-config.md", "throttle"))("%s, against a cap of %s, starts %s on average and %s at most", async (option, cap, average, most, verdict) => {
    const [, limit, count, unit] = /limit: (\d+), period: "(\d+)(s|m)"/.exec(option ?? "") ?? [];
    const [, per, allowed] = /^1 (秒|分) (\d+) 回$/.exec(cap ?? "") ?? [];
    const throttle = { limit: Number(limit), period: `${Number(count)}${unit === "m" ? "m" : "s"}` } as const;
    const span = lengths[per === "秒" ? "秒" : "分"];
    const client = newClient();
    const app = await start(client, client.createFunction({ id: "f", triggers: { event: "go" }, throttle }, async () => null));
    await app.send(Array.from({ length: 220 }, () => ({ name: "go" })));
    await app.settle();
    const at = app.runsOf("f").map(({ startedAt }) => Number(startedAt));
    expect(at).toHaveLength(220);
    const period = Number(count) * (unit === "m" ? lengths.分 : lengths.秒);
    const top = busiest(at, span);
    expect(top).toBe((throttle.limit * span) / period + throttle.limit); // the formula of the text; no row has a burst
    const found = top < Number(allowed) ? "守る" : top === Number(allowed) ? "守る(余りなし)" : "破る";
    expect([(throttle.limit * span) / period, top, found]).toEqual([Number(average), Number(most), verdict]);
  });

  it("a burst adds to the most that start in a second", async () => {
    const client = newClient();
    const app = await start(client, client.createFunction({ id: "f", triggers: { event: "go" }, throttle: { limit: 5, period: "1s", burst: 5 } }, async () => null));
    await app.send(Array.from({ length: 60 }, () => ({ name: "go" })));
    await app.settle();
    expect(busiest(app.runsOf("f").map(({ startedAt }) => Number(startedAt)), lengths.秒)).toBe(5 + 5 + 5);
  });

  it("does nothing for a call after a sleep; a function of its own for the call keeps to it", async () => {
    const calls: number[] = [];
    const at = new Date(Date.UTC(2026, 0, 1, 9)).toISOString();
    const partner = { push: async () => (calls.push(Date.now()), { status: 200, ok: true, headers: new Headers() }) };
    const [{ inngest }, fence] = await fencesOf("patterns.md", ["src/inngest/client.ts", "src/inngest/functions/push-to-partner.ts"], { partner });
    const callsOf = async (...names: string[]) => {
      calls.length = 0;
      const app = await start(inngest as Inngest.Any, names.map((name) => fence[name]) as Parameters<typeof start>[1]);
      await app.send(Array.from({ length: 150 }, (_, n) => ({ name: "app/partner.push.scheduled", data: { orderId: `o${n}`, at } })));
      await app.advance("10h");
      return [calls.length, busiest(calls)];
    };
    expect(await callsOf("pushUnthrottled")).toEqual([150, 150]);
    expect(await callsOf("schedulePush", "pushToPartner")).toEqual([150, 93]);
  });
});
