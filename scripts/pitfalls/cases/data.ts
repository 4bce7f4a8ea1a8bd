import type { Cases } from "../proof.ts";
import { fragment, order, placed } from "./given.ts";

const sync = { name: "shop/sync.requested", data: { storeId: "s1" } };

export const data: Cases = {
  "json-round-trip": [
    {
      harm: "the run fails: a string has no getUTCMonth",
      play: order((_, { status, output, error }) => ({ status, output: (output as number | undefined) ?? null, error: error?.message ?? null })),
      bad: { status: "Failed", output: null, error: "due.getUTCMonth is not a function" },
      good: { status: "Completed", output: 1, error: null },
    },
    {
      harm: "the run fails: the Map has become {}",
      play: fragment(({ logs }, { status }) => ({ status, told: logs.filter((line) => line.includes("在庫")) })),
      bad: { status: "Failed", told: [] },
      good: { status: "Completed", told: ['{"apple":3} 在庫'] },
    },
  ],
  "big-output": [
    {
      harm: "the run fails",
      play: order(
        ({ effects }, { status, error }) => ({ status, error: error?.message ?? null, mails: effects.mails.map(({ subject }) => subject) }),
        ({ effects }) => void effects.files.set("exports/o1", `${"x".repeat(4 * 1024 * 1024)}\n`),
      ),
      // Ten times 4 MB take their time; one way is enough.
      badWithCheckpointing: true,
      bad: { status: "Failed", error: "step output size is greater than the limit", mails: [] },
      good: { status: "Completed", error: null, mails: ["2 行"] },
    },
  ],
  "step-loop": [
    {
      harm: "the run fails after a thousand steps",
      async play({ start, functions, side }) {
        // The thousands of runs that the events start are not what this is about.
        const app = await start({ functions: functions.filter((fn) => fn.id() !== "send-digest") });
        await app.send(sync);
        await app.settle();
        const { events } = app.timeline();
        const run = app.runsOf(side)[0];
        return { status: run?.status ?? "none", error: run?.error?.name ?? null, events: events.filter(({ event }) => event.name === "app/digest.requested").length };
      },
      // With one request a step, a thousand requests carry up to a thousand results each.
      badWithCheckpointing: true,
      bad: { status: "Failed", error: "InngestErrFunctionOverflowed", events: 0 },
      good: { status: "Completed", error: null, events: 2_000 },
    },
  ],
  "too-many-events": [
    {
      harm: "no event is sent, the run fails",
      async play({ start, side }) {
        const app = await start();
        await app.send(sync);
        await app.run();
        const { events } = app.timeline();
        const step = app.runsOf(side)[0]?.steps.find(({ id }) => id.startsWith("fan-out"));
        return { error: step?.attempts[0]?.error?.message ?? null, events: events.filter(({ event }) => event.name === "app/digest.requested").length };
      },
      // The SDK repeats the refused request for a second and a half; one way is enough.
      badWithCheckpointing: true,
      bad: { error: "Inngest API Error: 400 Cannot have more than 5000 events in a batch", events: 0 },
      good: { error: null, events: 6_000 },
    },
  ],
  "stale-event-data": [
    {
      harm: "the mail goes to the address of a week ago",
      async play({ start, effects }) {
        const user = { id: "u1", email: "ann@example.com", plan: "free" as const };
        effects.users.set("u1", user);
        const app = await start();
        await app.send(placed());
        await app.advance("3d");
        effects.users.set("u1", { ...user, email: "ann@new.example" });
        await app.advance("4d");
        return { to: effects.mails.map(({ to }) => to) };
      },
      bad: { to: ["ann@example.com"] },
      good: { to: ["ann@new.example"] },
    },
    {
      harm: "the mail goes to someone who left while it was tried again",
      async play({ start, effects, given }) {
        effects.users.set("u1", { id: "u1", email: "ann@example.com", plan: "free" });
        given("sendEmail", () => {
          if (!effects.users.delete("u1")) return;
          throw new Error("the mail server is down");
        });
        const app = await start();
        await app.send(placed());
        await app.settle();
        return { mails: effects.mails.length };
      },
      bad: { mails: 1 },
      good: { mails: 0 },
    },
  ],
};
