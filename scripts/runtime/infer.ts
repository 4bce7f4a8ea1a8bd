import { jsonCopy } from "./canonical.ts";
import { NotModelled } from "./errors.ts";
import { endAttempt } from "./flight.ts";
import { type Op, idOf, recordOp } from "./ops.ts";
import { discover, memoise } from "./resume.ts";
import type { Memoised, RequestJob, World } from "./state.ts";
import type { InferRequest } from "./types.ts";

/**
 * `step.ai.infer`: the server calls the model. Here the `infer` option answers, in no virtual time. A call that fails is
 * tried again, then its error is the step's, as in the server's handleGeneratorAIGateway.
 *
 * @returns true when it failed and is to be tried again
 * @throws NotModelled without the option; TypeError when it gives a promise
 */
export function infer(world: World, job: RequestJob, op: Op, parallelMode: string | null, coalesceKey: string | null): boolean {
  const { run } = job;
  const place = { functionId: run.fn.id, stepId: idOf(op), runId: run.id };
  const { infer: ask } = world.options;
  if (ask === undefined) {
    throw new NotModelled(`function "${place.functionId}", step "${place.stepId}": step.ai.infer is not modelled without the option infer, which answers for the model`);
  }
  const { attempts } = recordOp(world, run, op);
  attempts.push({ attempt: job.attempt, startedAt: new Date(world.clock.now), endedAt: null, outcome: "running", error: null });
  const result = answer(ask, { ...place, attempt: attempts.length - 1, body: jsonCopy(op.opts?.body) });
  if (result.type === "error") {
    endAttempt(world, attempts, "failed", result.error);
    if (job.attempt + 1 < run.fn.maxAttempts) return true;
  } else endAttempt(world, attempts, "succeeded", null);
  memoise(world, run, op.id, result, result.type === "error" ? "failed" : "completed");
  discover(world, run, `after ${op.id}`, parallelMode, coalesceKey);
  return false;
}

function answer(ask: (request: InferRequest) => unknown, request: InferRequest): Memoised {
  let response: unknown;
  try {
    response = ask(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: "error", error: { name: "AIGatewayError", message: `Error making AI request: ${message}` } };
  }
  if (response instanceof Promise) throw new TypeError(`durable({ infer }): expected the model's response; found a promise for step "${request.stepId}"`);
  return { type: "data", data: jsonCopy(response) };
}
