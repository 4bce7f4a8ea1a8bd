import type { Inngest } from "inngest";
import { describe, expect, it } from "vitest";
import { newClient, start } from "../runtime/test-kit.ts";
import { fencesOf, tableOf } from "./kit.ts";

const MINUTE = 60_000;

/** The most moments that lie in one minute, both ends included. */
function busiestMinute(moments: number[]): number {
  return Math.max(...moments.map((from) => moments.filter((at) => from <= at && at <= from + MINUTE).length));
}

describe("throttle", () => {
  it.each(tableOf("function-config.md", "throttle"))("%s starts %s runs a minute on average, and %s in the busiest", async (option, average, most, cap) => {
    const [, limit, count, unit] = /limit: (\d+), period: "(\d+)(s|m)"/.exec(option ?? "") ?? [];
    const throttle = { limit: Number(limit), period: `${Number(count)}${unit === "m" ? "m" : "s"}` } as const;
    const client = newClient();
    const app = await start(client, client.createFunction({ id: "f", triggers: { event: "go" }, throttle }, async () => null));
    await app.send(Array.from({ length: 220 }, () => ({ name: "go" })));
    await app.settle();
    const at = app.runsOf("f").map(({ startedAt }) => Number(startedAt));
    expect(at).toHaveLength(220);
    const minutes = Number(count) / (unit === "m" ? 1 : 60);
    expect([throttle.limit / minutes, busiestMinute(at), busiestMinute(at) < 100 ? "守る" : "破る"]).toEqual([Number(average), Number(most), cap]);
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
      return [calls.length, busiestMinute(calls)];
    };
    expect(await callsOf("pushUnthrottled")).toEqual([150, 150]);
    expect(await callsOf("schedulePush", "pushToPartner")).toEqual([150, 93]);
  });
});
