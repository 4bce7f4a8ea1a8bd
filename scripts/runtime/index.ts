/**
 * An embedded Inngest for tests: runs an app's real functions through the SDK's own serve handler, over its HTTP
 * execution protocol, in memory and on a virtual clock.
 *
 *     const app = await durable({ client: inngest, functions: [sendWelcome] });
 *     await app.send({ name: "user/signed.up", data: { userId: "u1" } });
 *     await app.run();          // what is due now
 *     await app.advance("3d");  // three days later
 *     app.runsOf("send-welcome"); // status, output, error, attempts, steps
 *
 * Modelled, after the server's source: memoised steps with indexed ids; JSON between steps; retries of steps and body with
 * the server's backoff; RetryAfterError, NonRetriableError, StepError; parallel steps and group.parallel; sleep, sleepUntil,
 * waitForEvent (if, match), waitForSignal, sendSignal, invoke, sendEvent, inngest.send, ai.infer, realtime.publish; triggers
 * by name, wildcard and CEL; event schemas; event ids; cron with time zones; cancelOn; timeouts; batchEvents, debounce,
 * rateLimit, throttle, idempotency, singleton, priority, concurrency (fn, env, account); onFailure;
 * inngest/function.finished, .failed, .cancelled, .invoked; checkpointing on and off; limits of steps, outputs, state,
 * events; what registration refuses.
 *
 * Modelled otherwise than on the server, on purpose:
 * - No jitter: retries come at the earliest time the server would choose, schedules exactly on time.
 * - Code takes no virtual time unless the `takes` or `latency` option says so. `Date` follows the clock in handlers; in each request it
 *   is at least 1 ms later than what the run saw before, which moves neither the clock nor anything that goes by it.
 *   `setTimeout` and `performance` are real, and checkpointing's maxRuntime counts real time.
 * - rateLimit and throttle spread starts evenly (GCRA) as the server does: rateLimit lets limit/10 + 1 start at once.
 * - A run that reaches 1,000 steps while checkpointing fails at the next step, not when its request is handed back.
 * - A cancelled run's request that is under way ends unheard: the step's code comes to its end, its result is lost, and with
 *   `bufferedSteps` the steps until the next report run too. The server refuses that report with 400, this runtime with 409.
 * - Requests carry no signature and none is checked; a route of the app's own checks as ever.
 *
 * Refused by name: step.fetch, step.ai.infer without the `infer` option, defer, tokens and streams of realtime, metadata,
 * scores, sandboxes, durable endpoints, connect; options that the SDK registers and this does not know.
 *
 * Not modelled and silent: plan limits (concurrency, event size by plan), pausing, replay from the dashboard, sessions,
 * several apps or environments.
 *
 * The client stays changed: its requests are answered in memory, and a middleware that watches was added as the innermost
 * one, which does nothing outside of an app's requests.
 */
export { type App, durable } from "./durable.ts";
export { InjectedFault, NotModelled, RuntimeStop, SyncRefused } from "./errors.ts";
export type * from "./types.ts";
