import { EndsRun, NotModelled } from "./errors.ts";
import { endRun } from "./finish.ts";
import { endAttempt } from "./flight.ts";
import { infer } from "./infer.ts";
import { LIMITS } from "./limits.ts";
import { type Op, idOf, recordOp, stepResult } from "./ops.ts";
import { discover, enqueueOnce, memoise } from "./resume.ts";
import type { RequestJob, RunState, World } from "./state.ts";
import { invokeFunction, sleep, waitForEvent, waitForSignal } from "./waiting.ts";

const OTHER_TOOLS: Record<string, string> = {
  Gateway: "step.fetch",
  DeferAdd: "defer",
  DeferAbort: "defer().abort",
};

/** Ops of steps whose result does not come with the answer. */
const LATER = new Set(["AIGateway", "StepPlanned", "Sleep", "WaitForEvent", "WaitForSignal", "InvokeFunction"]);

/** Steps that are reported together and get results one by one; one request for what follows is made for all of them. */
function coalesce(run: RunState, ops: readonly Op[]): string | null {
  if (run.version < 2 || ops.length < 2 || !ops.some((op) => LATER.has(op.op))) return null;
  for (const op of ops) if (!run.memoised.has(op.id)) run.pending.add(op.id);
  return ops.map((op) => op.id).sort().join(" ");
}

/**
 * Does what the SDK asks for in an answer.
 *
 * @returns true when a step failed and its request is to be made again
 */
export function handleOps(world: World, job: RequestJob, ops: readonly Op[]): boolean {
  const { run } = job;
  if (ops.length > LIMITS.stepsPerRun) {
    throw new EndsRun({ name: "InngestErrFunctionOverflowed", message: `The function run exceeded the step limit of ${LIMITS.stepsPerRun} steps.` });
  }
  if (ops.length > 1) run.forceStepPlan = true;
  const coalesceKey = coalesce(run, ops);
  const inOrder = [...ops.filter((op) => op.op === "WaitForEvent"), ...ops.filter((op) => op.op !== "WaitForEvent")];
  return inOrder.map((op) => handleOp(world, job, op, coalesceKey)).some(Boolean);
}

function handleOp(world: World, job: RequestJob, op: Op, coalesceKey: string | null): boolean {
  const { run } = job;
  const mode = op.opts?.parallelMode ?? null;
  switch (op.op) {
    case "StepRun": {
      const result = stepResult(op);
      if (run.stateBytes + JSON.stringify(result).length > LIMITS.stateBytes) {
        throw new EndsRun({ name: "InngestErrStateOverflowed", message: "The function run exceeded the state size limit." });
      }
      recordOp(world, run, op);
      memoise(world, run, op.id, result, "completed");
      discover(world, run, `after ${op.id}`, mode, job.coalesceKey);
      return false;
    }
    case "StepError":
    case "StepFailed": {
      const step = recordOp(world, run, op);
      const result = stepResult(op);
      if (result.type === "error") endAttempt(world, step.attempts, "failed", result.error);
      if (op.op === "StepError" && job.attempt + 1 < run.fn.maxAttempts) return true;
      memoise(world, run, op.id, result, "failed");
      discover(world, run, `after ${op.id}`, job.parallelMode, job.coalesceKey);
      return false;
    }
    case "StepPlanned":
      recordOp(world, run, op);
      enqueueOnce(world, run, `plan ${op.id}`, { step: op.id, parallelMode: mode, coalesceKey });
      return false;
    case "Sleep":
      sleep(world, run, op, mode, coalesceKey);
      return false;
    case "WaitForEvent":
      waitForEvent(world, run, op, mode, coalesceKey);
      return false;
    case "WaitForSignal":
      waitForSignal(world, run, op, mode, coalesceKey);
      return false;
    case "InvokeFunction":
      invokeFunction(world, run, op, mode, coalesceKey);
      return false;
    case "AIGateway":
      return infer(world, job, op, mode, coalesceKey);
    case "RunComplete":
      endRun(world, run, { status: "Completed", output: op.data ?? null });
      return false;
    default:
      throw new NotModelled(`function "${run.fn.id}", step "${idOf(op)}": ${OTHER_TOOLS[op.op] ?? `the opcode ${op.op}`} is not modelled by this runtime`);
  }
}
