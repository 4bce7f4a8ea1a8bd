import { config, testRule } from "../test-kit.ts";

testRule("constant-key", {
  "a name that all functions share": ["error 1", config('concurrency: { scope: "account", limit: 1, key: "openai" }')],
  "one within a function, as a suggestion": ["suggestion 1, suggestion 2", `${config('concurrency: { limit: 1, key: "content-sync" }')}\n${config('throttle: { limit: 1, period: "1m", key: "api" }')}`],
  "a value without event": ["error 1, error 2", `${config('concurrency: { limit: 1, key: "data.userId" }')}\n${config('throttle: { limit: 1, period: "1m", key: "user.id" }')}`],
  "names elsewhere": ["error 1, error 2", `${config('singleton: { mode: "skip", key: "global" }')}\n${config('idempotency: "orderId"')}`],
}, {
  "quoted constants and values of the event": `${config(`concurrency: { scope: "account", limit: 1, key: '"openai"' }`)}\n${config('throttle: { limit: 1, period: "1m", key: "event.data.id" }')}\n${config("idempotency: key")}`,
});
