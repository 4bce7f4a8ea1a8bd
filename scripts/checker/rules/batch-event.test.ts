import { handler, testRule } from "../test-kit.ts";

testRule("batch-event", {
  "event alone": ["error 2", handler('  await step.run("a", () => f(event.data));', 'batchEvents: { maxSize: 10, timeout: "5s" },')],
}, {
  "events": handler('  await step.run("a", () => f(events.map((e) => e.data), event.name));', 'batchEvents: { maxSize: 10, timeout: "5s" },'),
  "a function without batches": handler('  await step.run("a", () => f(event.data));'),
});
