import { config, testRule } from "../test-kit.ts";

const batch = 'batchEvents: { maxSize: 5, timeout: "5s" }';

testRule("batch-rate-limit", {
  "limits that do not count for batches": ["error 1, error 2", `${config(`${batch}, idempotency: "event.data.id"`)}\n${config(`${batch}, rateLimit: { limit: 1, period: "1m" }`)}`],
  "one that counts for the events outside of batches, as a suggestion": ["suggestion 1", config('batchEvents: { maxSize: 5, timeout: "5s", if: "event.data.free" }, rateLimit: { limit: 1, period: "1m" }')],
}, {
  "what goes with batches": config(`${batch}, throttle: { limit: 1, period: "1m" }, concurrency: 5`),
  "functions without batches": config('idempotency: "event.data.id", rateLimit: { limit: 1, period: "1m" }'),
});
