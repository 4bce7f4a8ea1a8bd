import { config, handler, testRule } from "../test-kit.ts";

testRule("cel-syntax", {
  "JavaScript": ["error 1, error 2", `${config('cancelOn: [{ event: "a/c", if: "async.data.id === event.data.id" }]')}\n${config(`priority: { run: "event.data.plan === 'pro' ? 1 : 0" }`)}`],
  "templates of other languages": ["error 1, error 2", `${config('throttle: { limit: 1, period: "1m", key: "{{event.data.id}}" }')}\n${config(`rateLimit: { limit: 1, period: "1m", key: "event.data.name.toLowerCase()" }`)}`],
  "placeholders in the quotes of a plain string": ["error 1, error 1, error 3", `${config(`cancelOn: [{ event: "a/c", if: "async.data.id == '{{ event.data.id }}'" }], concurrency: { limit: 2, key: "'\${event.data.id}'" }`)}\n${handler(`  await step.waitForEvent("a", { event: "b", timeout: "1d", if: "async.data.id == '\${event.data.id}'" });`)}`],
  "names that are not there": ["error 2", handler('  await step.waitForEvent("a", { event: "b", timeout: "1d", if: "async.data.id == data.id" });')],
  "what cancelOn does not allow": ["error 1", config(`cancelOn: [{ event: "a/c", if: "async.data.id.startsWith(event.data.id)" }]`)],
  "a value without quotes, as a suggestion": ["suggestion 2", handler('  await step.waitForEvent("a", { event: "b", timeout: "1d", if: `async.data.id == ${event.data.id}` });')],
}, {
  "a number or a boolean without quotes": 'type Context = { runId: number };\n' + handler('  await step.waitForEvent("a", { event: "b", timeout: "1d", if: `async.data.runId == ${context.runId} && async.data.isOwn == ${job.isOwn}` });'),
  "CEL": `${config(`cancelOn: [{ event: "a/c", if: "async.data.id == event.data.id && async.data.n > 1" }]`)}\n${config(`priority: { run: "event.data.plan == 'pro' ? 120 : 0" }`)}\n${config(`rateLimit: { limit: 1, period: "1m", key: "event.data.a + '-' + event.data.b" }`)}`,
  "values in quotes and in JSON": handler('  await step.waitForEvent("a", { event: "b", timeout: "1d", if: `async.data.id == "${id}" && async.data.x == ${JSON.stringify(x)}` });'),
  "braces and dollars that are no placeholder": config(`cancelOn: [{ event: "a/c", if: "async.data.price == '$5 {net}' && async.data.x == 1" }]`),
  "what is put together elsewhere": config("idempotency: makeKey()"),
});
