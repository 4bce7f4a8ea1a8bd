import { config, testRule } from "../test-kit.ts";

testRule("sync-refused", {
  "schedules": ["error 1, error 2, error 3", ['"@daily"', '"0 0 * * * *"', '"TZ=Mars/Base 0 0 * * *"'].map((cron) => `inngest.createFunction({ id: "a", triggers: { cron: ${cron} } }, async () => null);`).join("\n")],
  "numbers": ["error 1, error 2, error 3", `${config("concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }]")}\n${config('debounce: { period: "8d" }')}\n${config('batchEvents: { maxSize: 1, timeout: "5s" }')}`],
  "limits that let nothing start, and a wait that the server can not read": ["error 1, error 2, error 3", `${config('rateLimit: { limit: 0, period: "1h" }')}\n${config('batchEvents: { maxSize: 5, timeout: "500ms" }')}\n${config('batchEvents: { maxSize: 5, timeout: "1d" }')}`],
  "a limit for all functions without a key": ["error 1", config('concurrency: { scope: "account", limit: 1 }')],
  "what does not go together": ["error 1, error 2, error 3, error 4", ['singleton: { mode: "skip" }', 'debounce: { period: "1m" }', 'priority: { run: "10" }', 'cancelOn: [{ event: "a/c", match: "data.id" }]'].map((option) => config(`batchEvents: { maxSize: 5, timeout: "5s" }, ${option}`)).join("\n")],
  "a trigger twice": ["error 1", 'inngest.createFunction({ id: "a", triggers: [{ event: "a/b" }, { event: "a/b" }] }, async () => null);'],
  "the trigger of 3": ["error 1", 'inngest.createFunction({ id: "a" }, { cron: "0 0 * * 7" }, async () => null);', { sdk: 3 }],
}, {
  "what the server takes": `${config('concurrency: [{ limit: 1 }, { limit: 2, scope: "env", key: "event.data.id" }], debounce: { period: "7d" }')}\ninngest.createFunction({ id: "b", triggers: [{ cron: "TZ=Asia/Tokyo */5 9-17 * * MON-FRI" }, { event: "a", if: "event.data.x == 1" }, { event: "a" }] }, async () => null);`,
  "batches with what goes together, and with options that are empty": ['throttle: { limit: 1, period: "1m" }, concurrency: 2', "cancelOn: [], priority: {}"].map((option) => config(`batchEvents: { maxSize: 5, timeout: "5s" }, ${option}`)).join("\n"),
  "a test that shows it": ['inngest.createFunction({ id: "a", triggers: { cron: "@daily" } }, async () => null);', { path: "a.test.ts" }],
});
