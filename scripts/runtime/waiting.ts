import { syntaxProblem } from "./cel.ts";
import { parseDuration, parseTimeout } from "./duration.ts";
import { EndsRun } from "./errors.ts";
import { INVOKED } from "./internal-events.ts";
import { LIMITS } from "./limits.ts";
import { type Op, recordOp } from "./ops.ts";
import { discover, memoise, resume } from "./resume.ts";
import type { RunState, Wait, World } from "./state.ts";

const YEAR = 365 * 86_400_000;

/** @returns false when the step already waits */
function firstTime(world: World, run: RunState, op: Op): boolean {
  const key = `wait ${op.id}`;
  if (run.enqueued.has(key) || run.memoised.has(op.id)) return false;
  run.enqueued.add(key);
  recordOp(world, run, op).status = "waiting";
  return true;
}

function tooLong(message: string): EndsRun {
  return new EndsRun({ name: "InngestErrTimeoutTooLong", message });
}

/** A duration, or a time. An unreadable or empty text is no time at all. */
function sleepUntil(text: string, now: number): number {
  if (text.length >= 10 && !Number.isNaN(Date.parse(text))) return Math.max(now, Date.parse(text));
  return now + (parseDuration(text) ?? 0);
}

export function sleep(world: World, run: RunState, op: Op, parallelMode: string | null, coalesceKey: string | null): void {
  if (!firstTime(world, run, op)) return;
  const at = sleepUntil(op.name ?? "", world.clock.now);
  if (at > world.clock.now + LIMITS.waitMs) throw tooLong(`The sleep "${op.name}" ends more than one year in the future; sleeps may last at most one year.`);
  const fire = () => {
    if (memoise(world, run, op.id, { type: "data", data: null }, "completed")) discover(world, run, `after ${op.id}`, parallelMode, coalesceKey);
  };
  world.queue.add({ kind: "timer", of: "sleep", at, score: run.createdAt, run, fire });
}

function addWait(world: World, wait: Wait): void {
  world.waits.add(wait);
  const fire = () => {
    const error = { name: "InngestInvokeTimeoutError", message: "Timed out waiting for invoked function to complete" };
    resume(world, wait, wait.kind === "invoke" ? { error } : { data: null }, true);
  };
  world.queue.add({ kind: "timer", of: "wait", at: wait.expires, score: wait.run.createdAt, run: wait.run, fire });
}

export function waitForEvent(world: World, run: RunState, op: Op, parallelMode: string | null, coalesceKey: string | null): void {
  const { if: expression, timeout = "" } = op.opts ?? {};
  const wrong = expression === undefined ? null : syntaxProblem(expression);
  if (wrong !== null) throw new EndsRun({ name: "InvalidExpression", message: "Wait for event If expression failed to compile" });
  // An unreadable timeout reaches the server as "" and expires at once.
  const expires = timeout === "" ? world.clock.now : (parseTimeout(timeout, world.clock.now) ?? world.clock.now);
  if (expires > world.clock.now + LIMITS.waitMs) {
    throw tooLong(`The wait-for-event timeout "${timeout}" expires more than one year in the future; timeouts may last at most one year.`);
  }
  if (!firstTime(world, run, op)) return;
  // Writing the event's values into the expression makes the server forget that the wait is part of a race.
  const mode = expression?.includes("event.") ? null : parallelMode;
  addWait(world, { kind: "event", run, hash: op.id, parallelMode: mode, coalesceKey, expires, event: op.name ?? "", expression: expression ?? null });
}

export function waitForSignal(world: World, run: RunState, op: Op, parallelMode: string | null, coalesceKey: string | null): void {
  const { signal = "", timeout = "", conflict } = op.opts ?? {};
  if (!firstTime(world, run, op)) return;
  const other = [...world.waits].find((wait) => wait.kind === "signal" && wait.signal === signal);
  if (other?.kind === "signal") {
    if (conflict !== "replace") throw new EndsRun({ name: "Error", message: "Signal conflict; signal wait already exists for another run" });
    other.signal = null;
  }
  const expires = timeout === "" ? world.clock.now + YEAR : (parseTimeout(timeout, world.clock.now) ?? world.clock.now + YEAR);
  addWait(world, { kind: "signal", run, hash: op.id, parallelMode, coalesceKey, expires, signal });
}

export function invokeFunction(world: World, run: RunState, op: Op, parallelMode: string | null, coalesceKey: string | null): void {
  const { function_id: target = "", timeout = "", payload } = op.opts ?? {};
  if (!firstTime(world, run, op)) return;
  const expires = timeout === "" ? world.clock.now + YEAR : (parseTimeout(timeout, world.clock.now) ?? world.clock.now + YEAR);
  const correlationId = `${run.id}.${op.id}`;
  addWait(world, { kind: "invoke", run, hash: op.id, parallelMode, coalesceKey, expires, correlationId, target });
  world.publish(
    {
      id: world.newId(),
      name: INVOKED,
      data: { ...payload?.data, _inngest: { fn_id: target, correlation_id: correlationId, expire: expires, name: op.displayName ?? "", source_fn_id: run.fn.slug } },
      ts: world.clock.now,
      user: {},
      ...(payload?.v === undefined ? {} : { v: payload.v }),
    },
    run,
  );
}
