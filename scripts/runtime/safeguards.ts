import { RuntimeStop, serialized } from "./errors.ts";
import { type Answer, type Flight, guard } from "./flight.ts";

/** Real milliseconds after which a planned step that the handler did not reach counts as gone. */
const GRACE = 250;

/**
 * Watches a request for a planned step. The SDK itself waits ten real seconds when the handler reaches other steps but
 * not that one; this gives up earlier, with the SDK's own message.
 *
 * @returns a function that ends the watch
 */
export function lostStep(flight: Flight): () => void {
  const wanted = flight.job?.step ?? null;
  if (wanted === null) return () => {};
  let others = 0;
  const watch = setInterval(() => {
    const fresh = [...flight.encounters.values()].filter(({ memoised, hash }) => !memoised && hash !== wanted);
    if (flight.started.has(wanted) || flight.encounters.has(wanted) || fresh.length === 0 || fresh.length !== others) {
      others = fresh.length;
      return;
    }
    clearInterval(watch);
    const planned = flight.run.steps.get(wanted)?.id ?? wanted;
    const found = fresh.map(({ id }) => `"${id}"`).join(", ");
    guard(flight, "changed-step-id", planned, `was planned, but the handler now reaches ${found} instead`);
    flight.settle({ kind: "failed", error: serialized(`Could not find step "${planned}" to run; timed out.`), final: false });
  }, GRACE);
  return () => clearInterval(watch);
}

/** The handler was asked to go through its memoised steps, and did not come by one of them. */
function changedStep(flight: Flight, answer: Answer): void {
  if (answer.kind !== "response" || answer.status >= 300 || flight.job?.step !== null) return;
  const missed = flight.stackAtStart.find((hash) => !flight.encounters.has(hash));
  if (missed === undefined) return;
  const fresh = [...flight.encounters.values()].filter(({ memoised }) => !memoised);
  const found = fresh.length === 0 ? "no step" : fresh.map(({ id }) => `"${id}"`).join(", ");
  const id = flight.run.steps.get(missed)?.id ?? missed;
  guard(flight, "changed-step-id", id, `has a result, but the handler no longer reaches it and reaches ${found} instead`);
}

/** A step was begun and neither awaited nor reported before the handler ended. */
function floatingStep(flight: Flight, answer: Answer): void {
  if (!flight.bodyEnded || answer.kind !== "response" || answer.status >= 300) return;
  for (const { id, hash, memoised } of flight.encounters.values()) {
    if (!memoised && !flight.started.has(hash) && !flight.run.steps.has(hash)) {
      guard(flight, "floating-step", id, "was called without await: the handler ended before it ran");
    }
  }
}

/**
 * Looks at a request that is over.
 *
 * @param answer the answer, or null when there was none in time
 * @returns the answer, or what it is replaced by
 */
export function afterAnswer(flight: Flight, answer: Answer | null): Answer {
  const { run, world } = flight;
  if (answer === null) {
    const step = [...flight.started].map((hash) => run.steps.get(hash)).find((record) => record?.status === "running")?.id ?? null;
    const message = `gave no answer within ${world.options.patience} ms: it waits for something that never comes`;
    world.warnings.push({ rule: "no-answer", functionId: run.fn.id, runId: run.id, stepId: step, message });
    return world.options.safeguards === "stop" ? { kind: "stop", error: new RuntimeStop("no-answer", run.fn.id, step, message) } : { kind: "hangs" };
  }
  const before = world.warnings.length;
  changedStep(flight, answer);
  floatingStep(flight, answer);
  const warning = world.warnings[before];
  if (warning === undefined || world.options.safeguards === "record") return answer;
  return { kind: "stop", error: new RuntimeStop(warning.rule, warning.functionId, warning.stepId, warning.message) };
}
