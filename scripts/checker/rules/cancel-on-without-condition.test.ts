import { config, testRule } from "../test-kit.ts";

testRule("cancel-on-without-condition", {
  "an event for all runs": ["error 1", config('cancelOn: [{ event: "a/c" }]')],
  "one of several": ["error 1", config('cancelOn: [{ event: "a/c", match: "data.id" }, { event: "a/d", timeout: "1h" }]')],
}, {
  "a condition": config('cancelOn: [{ event: "a/c", if: "async.data.id == event.data.id" }]'),
  "a function with one run at a time": config('cancelOn: [{ event: "a/c" }], singleton: { mode: "skip" }'),
  "a function that runs by schedule": 'inngest.createFunction({ id: "a", triggers: { cron: "0 0 * * *" }, cancelOn: [{ event: "a/stop" }] }, async ({ step }) => null);',
});
