import { testRule } from "../test-kit.ts";

testRule("spread-event-type", {
  "an event type in a trigger": ["error 1", 'inngest.createFunction({ id: "a", triggers: [{ ...orderPlaced, if: "event.data.total > 1" }] }, async () => null);'],
}, {
  "the event type itself": 'inngest.createFunction({ id: "a", triggers: [orderPlaced, { event: orderPlaced, if: "event.data.total > 1" }] }, async () => null);',
  "a plain object": 'const daily = { cron: "0 0 * * *" };\ninngest.createFunction({ id: "a", triggers: [{ ...daily, jitter: "1m" }] }, async () => null);',
});
