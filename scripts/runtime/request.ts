import { retryAt } from "./backoff.ts";
import { requestClock } from "./clock.ts";
import { type Deferred, deferred } from "./deferred.ts";
import { parseDuration } from "./duration.ts";
import { EndsRun, serialized } from "./errors.ts";
import { cancelRun, endRun } from "./finish.ts";
import { type Answer, type Flight, endAttempt } from "./flight.ts";
import { leavePlace, takePlace } from "./flow.ts";
import { takeSlot } from "./gcra.ts";
import { LIMITS } from "./limits.ts";
import { handleOps } from "./opcodes.ts";
import type { Op } from "./ops.ts";
import { afterAnswer, lostStep } from "./safeguards.ts";
import type { Sdk } from "./sdk.ts";
import { type RequestJob, type World, isLive } from "./state.ts";
import type { SerializedError } from "./types.ts";

/** Makes the request of a job, if its run goes on and limits allow it now; otherwise the job waits or is dropped. */
export async function makeRequest(world: World, sdk: Sdk, job: RequestJob): Promise<void> {
  const { run } = job;
  if (!isLive(run) || !takePlace(world, job)) return;
  const wait = job.start ? throttled(world, job) : null;
  if (wait !== null) {
    leavePlace(world, run);
    world.queue.putBack({ ...job, at: wait });
    return;
  }
  if (run.memoised.size >= LIMITS.stepsPerRun) {
    leavePlace(world, run);
    endRun(world, run, {
      status: "Failed",
      error: { name: "InngestErrFunctionOverflowed", message: `The function run exceeded the step limit of ${LIMITS.stepsPerRun} steps.` },
    });
    return;
  }
  begin(world, job);
  const flight = takeOff(world, job);
  const stopWatching = lostStep(flight);
  void sdk.call(flight, job.step, job.attempt, run.forceStepPlan).then((answer) => flight.settle(answer));
  await goOn(flight, job, stopWatching);
}

function throttled(world: World, job: RequestJob): number | null {
  const { throttle } = job.run.fn;
  if (throttle === undefined || job.run.throttleKey === null || job.attempt > 0) return null;
  const limit = Math.max(throttle.limit, 1);
  const period = parseDuration(throttle.period) ?? 0;
  return takeSlot(world.flow.throttle, job.run.throttleKey, world.clock.now, limit, period, limit + (throttle.burst ?? 0) - 1);
}

function begin(world: World, job: RequestJob): void {
  const { run } = job;
  run.requests++;
  if (run.startedAt === null) {
    run.startedAt = world.clock.now;
    run.status = "Running";
    const finish = run.fn.timeouts?.finish;
    if (finish !== undefined) {
      const at = world.clock.now + (parseDuration(finish) ?? 0);
      world.queue.add({ kind: "timer", of: "deadline", at, score: at, run, fire: () => cancelRun(world, run, "timeouts.finish") });
    }
  }
  if (job.step === null) run.attempts.push({ attempt: job.attempt, startedAt: new Date(world.clock.now), endedAt: null, outcome: "running", error: null });
}

type Paused = { until: number; goOn: () => void };
const pauses = new WeakMap<Flight, Deferred<Paused>>();

function takeOff(world: World, job: RequestJob): Flight {
  const { promise: answer, resolve } = deferred<Answer>();
  const flight: Flight = {
    world,
    run: job.run,
    job,
    clock: requestClock(world.clock, job.run),
    encounters: new Map(),
    started: new Set(),
    bodyEnded: false,
    lost: false,
    settle(given) {
      if (given.kind === "stop") flight.stop ??= given;
      resolve(given);
    },
    answer,
    stop: null,
    stackAtStart: [...job.run.stack],
    pause: (duration) => new Promise((goOn) => pauses.get(flight)?.resolve({ until: world.clock.now + duration, goOn })),
  };
  return flight;
}

/** Waits for the answer, or until the request lets virtual time pass; then a timer takes it up again. */
async function goOn(flight: Flight, job: RequestJob, stopWatching: () => void): Promise<void> {
  const next = deferred<Paused>();
  pauses.set(flight, next);
  let timer: NodeJS.Timeout | undefined;
  const noAnswer = new Promise<"no answer">((resolve) => {
    // A handler that goes from step to step is only slow, as on a busy machine.
    const wait = () => {
      const reached = flight.encounters.size + flight.started.size;
      timer = setTimeout(() => (flight.encounters.size + flight.started.size > reached ? wait() : resolve("no answer")), flight.world.options.patience);
    };
    wait();
  });
  const outcome = await Promise.race([flight.answer, next.promise, noAnswer]);
  clearTimeout(timer);
  if (outcome !== "no answer" && "until" in outcome) {
    const fire = () => {
      outcome.goOn();
      return goOn(flight, job, stopWatching);
    };
    flight.world.queue.add({ kind: "timer", of: "work", at: outcome.until, score: outcome.until, run: null, fire });
    return;
  }
  stopWatching();
  leavePlace(flight.world, flight.run);
  // What nobody awaits shows up one turn later, and the gateway looks at what it sends in the turn after that.
  for (let turn = 0; flight.bodyEnded && turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  land(flight, job, flight.stop ?? afterAnswer(flight, outcome === "no answer" ? null : outcome));
}

function land(flight: Flight, job: RequestJob, answer: Answer): void {
  const { world, run } = flight;
  if (answer.kind === "stop") throw answer.error;
  if (!isLive(run) || answer.kind === "hangs") return;
  if (answer.kind === "lost") {
    endAttempt(world, run.attempts, "lost", null);
    again(world, job, serialized("the process was lost"), null);
    return;
  }
  if (answer.kind === "failed") {
    bodyFailed(world, job, answer.error, answer.final, null);
    return;
  }
  run.version = answer.version;
  if (answer.status === 206) return steps(world, job, answer);
  if (answer.status === 200) {
    endAttempt(world, run.attempts, "succeeded", null);
    endRun(world, run, { status: "Completed", output: answer.body });
    return;
  }
  bodyFailed(world, job, serialized(answer.body), answer.noRetry, answer.retryAfter);
}

function steps(world: World, job: RequestJob, answer: Answer & { kind: "response" }): void {
  const { run } = job;
  try {
    const ops = [answer.body].flat() as Op[];
    const last = ops.at(-1)?.op === "RunComplete";
    if (last) endAttempt(world, run.attempts, "succeeded", null);
    else if (job.step === null) run.attempts.pop();
    const tooLarge = ops.find((op) => op.op === "StepRun" && JSON.stringify(op.data ?? null).length > LIMITS.stepOutputBytes);
    if (tooLarge) again(world, job, serialized("step output size is greater than the limit"), null);
    else if (handleOps(world, job, ops)) retry(world, job, answer.retryAfter);
  } catch (error) {
    if (!(error instanceof EndsRun)) throw error;
    endRun(world, run, { status: "Failed", error: error.error, by: "server" });
  }
}

function bodyFailed(world: World, job: RequestJob, error: SerializedError, final: boolean, retryAfter: string | null): void {
  endAttempt(world, job.run.attempts, "failed", error);
  if (final) endRun(world, job.run, { status: "Failed", error });
  else again(world, job, error, retryAfter);
}

/** Makes the request again later, or ends the run when it was the last attempt. */
function again(world: World, job: RequestJob, error: SerializedError, retryAfter: string | null): void {
  if (job.attempt + 1 >= job.run.fn.maxAttempts) endRun(world, job.run, { status: "Failed", error });
  else retry(world, job, retryAfter);
}

function retry(world: World, job: RequestJob, retryAfter: string | null): void {
  const at = retryAt(job.attempt, world.clock.now, retryAfter);
  world.queue.add({ ...job, at, score: at, attempt: job.attempt + 1, start: false });
}
