import { currentFlight } from "./context.ts";
import { serialized } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { type Op, recordOp, stepResult } from "./ops.ts";
import { memoise } from "./resume.ts";
import { type RunState, isLive } from "./state.ts";

/** Halts the SDK: it stops the request without reporting anything more. */
const STALE = 409;

/**
 * The SDK reports steps while their request goes on.
 *
 * @returns the HTTP status. 409 where the request must not go on: the run has ended, or a limit is reached. The server lets the SDK run on until it hands back, which comes to the same.
 */
export function saveCheckpoint(run: RunState, body: unknown): number {
  const flight = currentFlight();
  if (flight === undefined || flight.lost || !isLive(run)) return STALE;
  for (const op of (body as { steps: Op[] }).steps) {
    if (op.op !== "StepRun") continue;
    const result = stepResult(op);
    if (JSON.stringify(result).length > LIMITS.stepOutputBytes) {
      flight.settle({ kind: "failed", error: serialized("step output size is greater than the limit"), final: false });
      return STALE;
    }
    if (run.memoised.size >= LIMITS.stepsPerRun) {
      const message = `The function run exceeded the step limit of ${LIMITS.stepsPerRun} steps.`;
      flight.settle({ kind: "failed", error: { name: "InngestErrFunctionOverflowed", message }, final: true });
      return STALE;
    }
    recordOp(flight.world, run, op);
    memoise(flight.world, run, op.id, result, "completed");
  }
  if (run.stateBytes <= LIMITS.stateBytes) return 200;
  flight.settle({ kind: "failed", error: { name: "InngestErrStateOverflowed", message: "The function run exceeded the state size limit." }, final: true });
  return STALE;
}
