import { config, testRule } from "../test-kit.ts";

testRule("constant-key", {
  "a name that all functions share": ["error 1", config('concurrency: { scope: "account", limit: 1, key: "openai" }')],
  "one within a function, as a suggestion": ["suggestion 1", config('concurrency: { limit: 1, key: "content-sync" }')],
  "names elsewhere": ["error 1, error 2, error 3", `${config('throttle: { limit: 1, period: "1m", key: "api" }')}\n${config('singleton: { mode: "skip", key: "global" }')}\n${config('idempotency: "orderId"')}`],
}, {
  "quoted constants and values of the event": `${config(`concurrency: { scope: "account", limit: 1, key: '"openai"' }`)}\n${config('throttle: { limit: 1, period: "1m", key: "event.data.id" }')}\n${config("idempotency: key")}`,
});
