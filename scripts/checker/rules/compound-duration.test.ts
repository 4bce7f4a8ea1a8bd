import { config, handler, testRule } from "../test-kit.ts";

testRule("compound-duration", {
  "what ms can not read": ["error 2, error 3, error 4, error 5", handler('  await step.sleep("a", "1h30m");\n  await step.waitForEvent("b", { event: "c", timeout: "1 month", match: "data.id" });\n  await step.invoke("c", { function: fn, timeout: "1d12h" });\n  throw new RetryAfterError("x", "soon");')],
  "what the server can not read": ["error 1, error 1", config('rateLimit: { limit: 1, period: "4 hours" }, timeouts: { finish: "1 hour" }')],
  "a batch that is not in seconds": ["error 1", config('batchEvents: { maxSize: 5, timeout: "1 min" }')],
  "a constant, and cancelOn": ["error 2", 'const limit = "2h30m";\n' + config('cancelOn: [{ event: "a/c", match: "data.id", timeout: limit }]')],
}, {
  "what each can read": handler('  await step.sleep("a", "90m");\n  await step.sleep("b", 5000);\n  await step.sleep("c", "2 hours");\n  await step.sleep("d", event.data.wait);\n  await step.waitForEvent("e", { event: "c", timeout: "2030-01-01T00:00:00Z", match: "data.id" });', 'throttle: { limit: 1, period: "1h30m" }, batchEvents: { maxSize: 5, timeout: "60s" }, timeouts: { start: "1d12h" },'),
});
