import { config, testRule } from "../test-kit.ts";

testRule("sync-refused", {
  "schedules": ["error 1, error 2, error 3", ['"@daily"', '"0 0 * * * *"', '"TZ=Mars/Base 0 0 * * *"'].map((cron) => `inngest.createFunction({ id: "a", triggers: { cron: ${cron} } }, async () => null);`).join("\n")],
  "numbers": ["error 1, error 2, error 3", `${config("concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }]")}\n${config('debounce: { period: "8d" }')}\n${config('batchEvents: { maxSize: 1, timeout: "5s" }')}`],
  "a limit for all functions without a key": ["error 1", config('concurrency: { scope: "account", limit: 1 }')],
  "what does not go together": ["error 1", config('batchEvents: { maxSize: 5, timeout: "5s" }, singleton: { mode: "skip" }')],
  "a trigger twice": ["error 1", 'inngest.createFunction({ id: "a", triggers: [{ event: "a/b" }, { event: "a/b" }] }, async () => null);'],
  "the trigger of 3": ["error 1", 'inngest.createFunction({ id: "a" }, { cron: "0 0 * * 7" }, async () => null);', { sdk: 3 }],
}, {
  "what the server takes": `${config('concurrency: [{ limit: 1 }, { limit: 2, scope: "env", key: "event.data.id" }], debounce: { period: "7d" }')}\ninngest.createFunction({ id: "b", triggers: [{ cron: "TZ=Asia/Tokyo */5 9-17 * * MON-FRI" }, { event: "a", if: "event.data.x == 1" }, { event: "a" }] }, async () => null);`,
  "a test that shows it": ['inngest.createFunction({ id: "a", triggers: { cron: "@daily" } }, async () => null);', { path: "a.test.ts" }],
});
