import { isTrue } from "./cel.ts";
import { context } from "./context.ts";
import { RuntimeStop } from "./errors.ts";
import { cancelRun } from "./finish.ts";
import { FINISHED, INVOKED } from "./internal-events.ts";
import { EVENT_CHAIN_LENGTH } from "./limits.ts";
import { resume } from "./resume.ts";
import { start } from "./schedule.ts";
import { type RunState, type Wait, type World } from "./state.ts";
import { catches } from "./triggers.ts";
import type { SerializedError, StoredEvent } from "./types.ts";

/**
 * Takes an event in: starts runs of the functions that it triggers, then resumes or cancels the runs that wait for it.
 * An event never resumes or cancels a run that it started itself.
 *
 * @param cause the run that sent it, or null
 */
export function receive(world: World, event: StoredEvent, cause: RunState | null): void {
  const chain = cause === null || (world.advancing && cause.createdAt < world.clock.now) ? 0 : cause.chain + 1;
  const sentIn = context.getStore()?.step ?? null;
  if (chain > EVENT_CHAIN_LENGTH && cause !== null) {
    const { functionId, stepId } = sentIn ?? senderOf(world, cause);
    throw new RuntimeStop("endless-event-loop", functionId, stepId, `the event "${event.name}" is number ${chain} in a row that one run causes for the next`);
  }
  world.events.push({ event, at: world.clock.now, sentBy: cause?.id ?? null, sentIn, chain });
  const waits = [...world.waits];
  const cancels = [...world.cancelTriggers];
  if (event.name === INVOKED) invoke(world, event, chain);
  let matched = event.name.startsWith("inngest/");
  for (const fn of world.functions) {
    if (!catches(fn, event)) continue;
    matched = true;
    start(world, fn, event, chain);
  }
  for (const wait of waits) {
    if (!matches(world, wait, event)) continue;
    matched = true;
    resume(world, wait, resumeValue(wait, event));
  }
  for (const cancel of cancels) {
    if (cancel.event !== event.name || cancel.expires < world.clock.now) continue;
    if (cancel.expression === null || isTrue(cancel.expression, { event: cancel.run.events[0], async: event })) {
      matched = true;
      cancelRun(world, cancel.run, `event ${event.name}`);
    }
  }
  if (!matched) world.unmatched.push(event);
}

/** The step that sent the last event of a chain of events and runs that was sent in a step at all. */
function senderOf(world: World, last: RunState): { functionId: string; stepId: string | null } {
  for (let run: RunState | undefined = last; run !== undefined; ) {
    const { events }: RunState = run;
    const start = world.events.find(({ event }) => event === events[0]);
    if (start?.sentIn) return start.sentIn;
    run = world.runs.get(start?.sentBy ?? "");
  }
  return { functionId: last.fn.id, stepId: null };
}

function matches(world: World, wait: Wait, event: StoredEvent): boolean {
  if (!world.waits.has(wait) || wait.expires < world.clock.now) return false;
  if (wait.kind === "invoke") return event.name === FINISHED && event.data.correlation_id === wait.correlationId;
  if (wait.kind === "signal" || wait.event !== event.name) return false;
  return wait.expression === null || isTrue(wait.expression, { event: wait.run.events[0], async: event });
}

function resumeValue(wait: Wait, event: StoredEvent): { data: unknown } | { error: SerializedError } {
  if (wait.kind !== "invoke") return { data: event };
  if (event.data.error !== undefined) return { error: event.data.error as SerializedError };
  // A cancelled child has neither error nor result; the server then resumes with the event itself.
  return { data: event.data.result === undefined ? event : event.data.result };
}

function invoke(world: World, event: StoredEvent, chain: number): void {
  const { fn_id: slug, correlation_id } = event.data._inngest as { fn_id: string; correlation_id: string };
  const fn = world.functions.find((candidate) => candidate.slug === slug);
  const reason = fn === undefined ? null : start(world, fn, event, chain);
  // The function's idempotency is a rate limit. A run that singleton refuses leaves the other run waiting.
  const limited = reason === "rateLimit" || reason === "idempotency";
  const refused = fn === undefined ? `could not find function with ID: ${slug}` : limited ? "invoked function is rate limited" : null;
  if (refused === null) return;
  const data = { function_id: "", run_id: "", correlation_id, error: { name: "Error", message: refused } };
  world.publish({ id: world.newId(), name: FINISHED, data, ts: world.clock.now, user: {} }, null);
}
