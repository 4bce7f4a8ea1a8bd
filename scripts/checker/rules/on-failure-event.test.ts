import { testRule } from "../test-kit.ts";

testRule("on-failure-event", {
  "data of the trigger": ["error 2, error 3, error 3", 'inngest.createFunction({ id: "a", triggers: [], onFailure: async ({ event }) => {\n  log(event.data.userId);\n  const { email, name } = event.data;\n} }, async () => null);'],
}, {
  "what the event of a failure has": 'inngest.createFunction({ id: "a", triggers: [], onFailure: async ({ event }) => {\n  log(event.data.event.data.userId, event.data.run_id, event.data.function_id, event.data.error);\n  const { event: original } = event.data;\n} }, async ({ event }) => event.data.userId);',
});
