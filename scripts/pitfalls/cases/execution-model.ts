import type { Cases } from "../proof.ts";
import { fails, fragment, order, paid, placed } from "./given.ts";

export const executionModel: Cases = {
  "nested-steps": [
    {
      harm: "the run stays Running, and nothing is sent",
      async play({ start, effects, logs, side }) {
        const app = await start();
        await app.send(placed());
        await app.settle();
        return { status: app.runsOf(side)[0]?.status ?? "none", mails: effects.mails.length, warned: logs.some((line) => line.includes("NESTING_STEPS")) };
      },
      bad: { status: "Running", mails: 0, warned: true },
      good: { status: "Completed", mails: 1, warned: false },
    },
  ],
  "floating-step": [
    {
      harm: "the run is Completed without the mail",
      play: order(({ effects }, run) => ({ status: run.status, mails: effects.mails.length })),
      bad: { status: "Completed", mails: 0 },
      good: { status: "Completed", mails: 1 },
    },
  ],
  "side-effect-outside-step": [
    {
      harm: "the mail goes out twice",
      play: order(({ effects }) => ({ mails: effects.mails.length })),
      bad: { mails: 2 },
      good: { mails: 1 },
    },
  ],
  "send-in-function": [
    {
      harm: "the other function runs twice",
      play: order(({ effects }) => ({ mails: effects.mails.length })),
      bad: { mails: 2 },
      good: { mails: 1 },
    },
  ],
  "non-determinism": [
    {
      harm: "the mailed token is not the saved one",
      play: order(({ effects }) => ({ same: effects.mails[0]?.body === effects.files.get("tokens/o1") })),
      bad: { same: false },
      good: { same: true },
    },
  ],
  "mutated-variable": [
    {
      harm: "the receipt is empty",
      play: order(({ effects }) => ({ body: effects.mails[0]?.body ?? "no mail" })),
      bad: { body: "" },
      good: { body: "c1" },
    },
  ],
  "unstable-step-id": [
    {
      harm: "the finished step runs again",
      // With one request a step it goes on until the run has a thousand steps, so a mail takes its time here.
      async play({ start, effects }) {
        const app = await start({ takes: ({ stepId }) => (stepId.startsWith("mail") ? "10m" : 0) });
        await app.send(placed());
        await app.advance("2h");
        return { again: effects.mails.length > 1 };
      },
      bad: { again: true },
      good: { again: false },
    },
    {
      harm: "one gets two mails, the new one none",
      // The second mail fails once. Before it is tried again, cid is put in front of the list.
      play: fragment(({ effects }) => ({ mails: effects.mails.map(({ to }) => to).sort() }), ({ given, effects }) => {
        effects.files.set("recipients", "ann,bob");
        given("sendEmail", ({ nth }) => {
          if (nth !== 1) return;
          effects.files.set("recipients", "cid,ann,bob");
          throw new Error("busy");
        });
      }),
      bad: { mails: ["ann", "ann", "bob"] },
      good: { mails: ["ann", "bob", "cid"] },
    },
  ],
  "several-side-effects": [
    {
      harm: "the order is made twice",
      play: order(({ effects }) => ({ orders: effects.orders.length, posts: effects.posts.length }), fails("slack.postMessage", 1)),
      bad: { orders: 2, posts: 1 },
      good: { orders: 1, posts: 1 },
    },
  ],
  "unstable-key": [
    {
      harm: "the card is charged twice",
      async play({ start, effects }) {
        const app = await start({ fault: ({ attempt }) => (attempt === 0 ? "lose" : undefined) });
        await app.send(placed());
        await app.settle();
        return { charges: effects.charges.length };
      },
      bad: { charges: 2 },
      good: { charges: 1 },
    },
  ],
  "attempt-branch": [
    {
      harm: "saved to backup, reported as primary",
      play: order(({ effects }) => ({ saved: [...effects.files.keys()], reported: effects.posts }), fails("storage.put", 1)),
      bad: { saved: ["backup/o1"], reported: ["primary"] },
      good: { saved: ["backup/o1"], reported: ["backup"] },
    },
  ],
  "parallel-siblings": [
    {
      harm: "the charge stays although the order fails",
      play: order(({ effects }, run) => ({ status: run.status, charges: effects.charges.length, refunds: effects.refunds.length }), fails("inventory.reserve")),
      bad: { status: "Failed", charges: 1, refunds: 0 },
      good: { status: "Failed", charges: 1, refunds: 1 },
    },
  ],
  "promise-race": [
    {
      harm: "the mail waits for the other event's seven days",
      async play({ start, effects }) {
        const app = await start();
        await app.send(placed());
        await app.run();
        await app.send(paid());
        await app.advance("1d");
        return { mails: effects.mails.map(({ subject }) => subject) };
      },
      bad: { mails: [] },
      good: { mails: ["app/order.paid"] },
    },
    {
      harm: "the mail of the first day waits for the seventh",
      async play({ start, effects }) {
        const app = await start();
        await app.send(placed());
        await app.run();
        await app.advance("1d");
        const first = effects.mails.length;
        await app.advance("6d");
        return { first, all: effects.mails.length };
      },
      bad: { first: 0, all: 2 },
      good: { first: 1, all: 2 },
    },
  ],
  "race-losers": [
    {
      harm: "the report waits for the loser's seven days",
      async play({ start, effects, side }) {
        const app = await start();
        await app.send(placed());
        await app.run();
        // The sender of the right form tells both outcomes by one event.
        await app.send([paid(), { name: "app/order.settled", data: { orderId: "o1", outcome: "paid" } }]);
        await app.advance("1d");
        return { mails: effects.mails.length, posts: effects.posts.length, status: app.runsOf(side)[0]?.status ?? "none" };
      },
      bad: { mails: 1, posts: 0, status: "Running" },
      good: { mails: 1, posts: 1, status: "Completed" },
    },
    {
      harm: "both messages go out",
      // Both services take their time; the mail is the faster one.
      play: fragment(({ effects }) => ({ mails: effects.mails.length, posts: effects.posts.length }), undefined, {
        takes: ({ stepId }) => ({ mail: "1s", slack: "2s" })[stepId] ?? 0,
      }),
      bad: { mails: 1, posts: 1 },
      good: { mails: 1, posts: 0 },
    },
  ],
};
