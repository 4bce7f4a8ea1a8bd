import { leaveSingleton } from "./flow.ts";
import { CANCELLED, FAILED, FINISHED, INVOKED } from "./internal-events.ts";
import { type RunState, type World, isLive } from "./state.ts";
import type { SerializedError, StoredEvent } from "./types.ts";

/** How a run ends. */
export type Ending =
  | { status: "Completed"; output: unknown }
  | { status: "Failed"; error: SerializedError; by?: "server" }
  | { status: "Cancelled"; by: string };

/**
 * Ends a run: forgets its waits, frees its singleton, and publishes `inngest/function.finished`, and `.failed` or
 * `.cancelled`. A run that has ended stays as it is.
 */
export function endRun(world: World, run: RunState, ending: Ending): void {
  if (!isLive(run)) return;
  run.status = ending.status;
  run.endedAt = world.clock.now;
  if (ending.status === "Completed") run.output = ending.output;
  if (ending.status === "Failed") run.error = ending.error;
  if (ending.status === "Cancelled") run.cancelledBy = ending.by;
  for (const wait of world.waits) if (wait.run === run) world.waits.delete(wait);
  for (const trigger of world.cancelTriggers) if (trigger.run === run) world.cancelTriggers.delete(trigger);
  leaveSingleton(world, run);
  for (const event of lifecycleEvents(world, run, ending)) world.publish(event, run);
}

/** Cancels a run. `onFailure` is not called. */
export function cancelRun(world: World, run: RunState, by: string): void {
  endRun(world, run, { status: "Cancelled", by });
}

/** The id that links an invoked run to the step that waits for it. */
export function correlationId(event: StoredEvent): string | null {
  const invocation = event.data._inngest as { correlation_id?: string } | undefined;
  return event.name === INVOKED ? (invocation?.correlation_id ?? null) : null;
}

function lifecycleEvents(world: World, run: RunState, ending: Ending): StoredEvent[] {
  const fresh: StoredEvent[] = [];
  for (const [index, event] of run.events.entries()) {
    if (event.name === FAILED || event.name === FINISHED) continue;
    const correlation = correlationId(event);
    if (correlation === null && index > 0) continue;
    const data = {
      function_id: run.fn.slug,
      run_id: run.id,
      event,
      events: run.events,
      ...(ending.status === "Completed" ? { result: ending.output } : {}),
      ...(ending.status === "Failed" ? { error: ending.by === "server" ? asReported(ending.error) : ending.error } : {}),
      ...(correlation === null ? {} : { correlation_id: correlation }),
      _inngest: { status: ending.status },
    };
    const publish = (name: string, id: string) => fresh.push({ id, name, data, ts: world.clock.now, user: {} });
    publish(FINISHED, world.newId());
    if (ending.status === "Failed") publish(FAILED, run.id);
    if (ending.status === "Cancelled") publish(CANCELLED, run.id);
  }
  return fresh;
}

/** An error of the server's own, as its events report it: the name is under `error`, and the message holds it all as JSON. */
function asReported({ name, message }: SerializedError): Record<string, string> {
  return { error: name, name: "Error", message: JSON.stringify({ error: { error: `${name}: ${message}`, name, message } }) };
}
