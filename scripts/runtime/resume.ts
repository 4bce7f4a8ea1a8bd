import { type Memoised, type RequestJob, type RunState, type StepState, type Wait, type World, isLive } from "./state.ts";
import type { SerializedError } from "./types.ts";

/**
 * Memoises a step's result, if it has none yet.
 *
 * @returns whether it was new
 */
export function memoise(world: World, run: RunState, hash: string, result: Memoised, status: StepState["status"]): boolean {
  if (run.memoised.has(hash)) return false;
  run.memoised.set(hash, result);
  run.stack.push(hash);
  run.pending.delete(hash);
  run.stateBytes += JSON.stringify(result).length;
  const step = run.steps.get(hash);
  if (step !== undefined) {
    step.status = status;
    step.endedAt = new Date(world.clock.now);
    if (result.type === "data") step.output = result.data;
    else step.error = result.error;
  }
  return true;
}

/** Adds a request for a run, unless one with this key was added before. */
export function enqueueOnce(world: World, run: RunState, key: string, job: Pick<RequestJob, "step" | "parallelMode" | "coalesceKey">): void {
  if (run.enqueued.has(key) || !isLive(run)) return;
  run.enqueued.add(key);
  world.queue.add({ ...job, kind: "request", at: world.clock.now, score: run.createdAt - run.priority, run, attempt: 0, start: false });
}

/**
 * After a step has its result: asks the handler what comes next. Of parallel steps only the last one does so, unless they
 * race.
 *
 * @param key names the request, so that it is made once
 */
export function discover(world: World, run: RunState, key: string, parallelMode: string | null, coalesceKey: string | null): void {
  const race = parallelMode === "race";
  if (run.pending.size > 0 && !race) return;
  if (run.version >= 2) run.forceStepPlan = false;
  const name = coalesceKey !== null && !race ? `discover ${coalesceKey}` : key;
  enqueueOnce(world, run, name, { step: null, parallelMode, coalesceKey: null });
}

/** A wait is over: memoises its value and goes on with the run. */
export function resume(world: World, wait: Wait, value: { data: unknown } | { error: SerializedError }, timedOut = false): void {
  if (!world.waits.delete(wait) || !isLive(wait.run)) return;
  const result: Memoised = "error" in value ? { type: "error", error: value.error } : { type: "data", data: value.data };
  const status = timedOut ? "timedOut" : result.type === "error" ? "failed" : "completed";
  if (memoise(world, wait.run, wait.hash, result, status)) {
    discover(world, wait.run, `after ${wait.hash}`, wait.parallelMode, wait.coalesceKey);
  }
}
