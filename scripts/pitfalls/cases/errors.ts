import type { Cases } from "../proof.ts";
import { cancelled, fails, order, placed } from "./given.ts";

const order1 = { id: "o1", userId: "u1", total: 1_200, status: "open" as const };

export const errors: Cases = {
  "instanceof-step-error": [
    {
      harm: "the customer is not told, the run fails",
      play: order(({ effects }, run) => ({ status: run.status, mails: effects.mails.length }), undefined, placed("o1", { total: 100_001 })),
      bad: { status: "Failed", mails: 0 },
      good: { status: "Completed", mails: 1 },
    },
  ],
  "rewrapped-error": [
    {
      harm: "the body is tried five times, for minutes",
      play: order((_, run) => ({ status: run.status, tries: run.attempts.length }), fails("inventory.reserve")),
      bad: { status: "Failed", tries: 5 },
      good: { status: "Failed", tries: 1 },
    },
  ],
  "swallowed-error": [
    {
      harm: "the run is Completed without the mail",
      play: order(({ effects }, run) => ({ status: run.status, mails: effects.mails.length }), fails("sendEmail", 1)),
      bad: { status: "Completed", mails: 0 },
      good: { status: "Completed", mails: 1 },
    },
  ],
  "catch-all-non-retriable": [
    {
      harm: "a short outage fails the run",
      async play(scene) {
        scene.effects.orders.push({ ...order1 });
        fails("db.orders.find", 1)(scene);
        const app = await scene.start();
        await app.send(cancelled());
        await app.settle();
        return { status: app.runsOf(scene.side)[0]?.status ?? "none" };
      },
      bad: { status: "Failed" },
      good: { status: "Completed" },
    },
  ],
  "retry-after-unit": [
    {
      harm: "all tries are used up within seconds",
      // The partner is busy for two minutes, and says so in seconds.
      async play(scene) {
        const app = await scene.start();
        const free = app.now().getTime() + 120_000;
        scene.given("partner.push", () => {
          const busy = Date.now() < free;
          return () => (busy ? new Response(null, { status: 429, headers: { "retry-after": "120" } }) : new Response(null));
        });
        await app.send(placed());
        await app.settle();
        return { status: app.runsOf(scene.side)[0]?.status ?? "none", calls: scene.called("partner.push") };
      },
      bad: { status: "Failed", calls: 5 },
      good: { status: "Completed", calls: 2 },
    },
  ],
  "invoke-timeout": [
    {
      harm: "the mail goes out twice",
      async play({ start, effects, side }) {
        const app = await start();
        await app.send(placed());
        await app.advance("3h");
        return { mails: effects.mails.length, child: app.runsOf(`${side}-slow`)[0]?.status ?? "none" };
      },
      bad: { mails: 2, child: "Completed" },
      good: { mails: 1, child: "Cancelled" },
    },
  ],
  "on-failure-event": [
    {
      harm: "the alert names the internal event, and no order",
      play: order(({ effects }) => ({ posts: effects.posts }), fails("inventory.reserve")),
      bad: { posts: ["inngest/function.failed undefined"] },
      good: { posts: ["app/order.placed o1"] },
    },
  ],
  "on-failure-not-called": [
    {
      harm: "the order stays open after it was cancelled",
      async play({ start, effects, side }) {
        effects.orders.push({ ...order1 });
        const app = await start();
        await app.send(placed());
        await app.run();
        await app.send(cancelled());
        await app.settle();
        return { run: app.runsOf(side)[0]?.status ?? "none", order: effects.orders[0]?.status ?? "none" };
      },
      bad: { run: "Cancelled", order: "open" },
      good: { run: "Cancelled", order: "cancelled" },
    },
  ],
  "undo-while-running": [
    {
      harm: "the charge comes about after the refund, and stays",
      async play({ start, effects }) {
        const app = await start({ latency: ({ stepId }) => (stepId === "charge" ? "10s" : 0) });
        await app.send(placed());
        await app.advance("5s");
        await app.send(cancelled());
        await app.settle();
        await app.advance("1h");
        return { charges: effects.charges.length, refunds: effects.refunds.length };
      },
      bad: { charges: 1, refunds: 0 },
      good: { charges: 1, refunds: 1 },
    },
  ],
};
