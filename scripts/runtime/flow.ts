import { evaluate, keyText } from "./cel.ts";
import type { FunctionConfig } from "./config.ts";
import { parseDuration } from "./duration.ts";
import { takeSlot } from "./gcra.ts";
import { LIMITS } from "./limits.ts";
import { type RequestJob, type RunState, type World, isLive } from "./state.ts";
import type { StoredEvent } from "./types.ts";

/**
 * Applies `idempotency` or else `rateLimit`.
 *
 * @returns why no run starts, or null. A key that evaluates to false is not limited.
 */
export function overRate(world: World, fn: FunctionConfig, event: StoredEvent): "idempotency" | "rateLimit" | null {
  const config = fn.idempotency === undefined ? fn.rateLimit : { limit: 1, period: "24h", key: fn.idempotency };
  if (config === undefined) return null;
  const key = config.key === undefined ? "" : evaluate(config.key, { event });
  if (key === false || key === null) return null;
  const text = `${fn.slug} ${typeof key === "object" ? JSON.stringify(key) : String(key)}`;
  const retryAt = takeSlot(
    world.flow.rateLimit, text, world.clock.now, config.limit, parseDuration(config.period) ?? 0, Math.floor(config.limit / 10),
  );
  return retryAt === null ? null : fn.idempotency === undefined ? "rateLimit" : "idempotency";
}

/** The key under which starts are throttled, or null without throttle. A key that cannot be evaluated is one key for all. */
export function throttleKey(fn: FunctionConfig, event: StoredEvent): string | null {
  if (fn.throttle === undefined) return null;
  if (fn.throttle.key === undefined) return fn.slug;
  try {
    return `${fn.slug} ${keyText(fn.throttle.key, { event })}`;
  } catch {
    return `${fn.slug} null`;
  }
}

/** Lets the next run of the singleton in. */
export function leaveSingleton(world: World, run: RunState): void {
  if (run.singletonKey !== null && world.flow.singleton.get(run.singletonKey) === run) world.flow.singleton.delete(run.singletonKey);
}

/** The singleton's key, or null when the run is not limited: no option, or a key that is false or broken. */
export function singletonKey(fn: FunctionConfig, event: StoredEvent): string | null {
  if (fn.singleton === undefined) return null;
  if (fn.singleton.key === undefined) return fn.slug;
  try {
    const key = evaluate(fn.singleton.key, { event });
    return key === false || key === null ? null : `${fn.slug} ${JSON.stringify(key)}`;
  } catch {
    return null;
  }
}

/** The keys of the concurrency limits that a run's requests take part in. */
export function concurrencyKeys(fn: FunctionConfig, event: StoredEvent): RunState["concurrencyKeys"] {
  return fn.concurrency
    .filter(({ limit }) => limit > 0)
    .map(({ limit, scope, key }) => ({
      limit,
      key: `${scope === "fn" ? fn.slug : scope} ${key === undefined ? "" : keyText(key, { event })}`,
    }));
}

/** The run's lead in the queue, in milliseconds. An expression that gives no integer counts as 0. */
export function priority(fn: FunctionConfig, event: StoredEvent): number {
  const value = fn.priority?.run === undefined ? 0n : evaluate(fn.priority.run, { event });
  if (typeof value !== "bigint") return 0;
  return Math.max(Math.min(Number(value), LIMITS.prioritySeconds), -LIMITS.prioritySeconds) * 1_000;
}

/**
 * Takes a place for a request under every concurrency limit of its run.
 *
 * @returns whether there was room; if not, the job waits until a place is free
 */
export function takePlace(world: World, job: RequestJob): boolean {
  const { active, blocked } = world.flow;
  const full = job.run.concurrencyKeys.find(({ key, limit }) => (active.get(key) ?? 0) >= limit);
  if (full === undefined) {
    for (const { key } of job.run.concurrencyKeys) active.set(key, (active.get(key) ?? 0) + 1);
    return true;
  }
  const waiting = blocked.get(full.key);
  if (waiting) waiting.push(job);
  else blocked.set(full.key, [job]);
  // The job does not use the place that it was woken for: the next one may.
  for (const { key, limit } of job.run.concurrencyKeys) {
    if (key !== full.key && (active.get(key) ?? 0) < limit) wakeNext(world, key);
  }
  return false;
}

/** Gives the places back and wakes what waited for them. */
export function leavePlace(world: World, run: RunState): void {
  for (const { key } of run.concurrencyKeys) {
    world.flow.active.set(key, (world.flow.active.get(key) ?? 1) - 1);
    wakeNext(world, key);
  }
}

function wakeNext(world: World, key: string): void {
  const waiting = (world.flow.blocked.get(key) ?? []).filter(({ run }) => isLive(run));
  const first = waiting.reduce<RequestJob | null>((best, job) => (best === null || job.score < best.score ? job : best), null);
  world.flow.blocked.set(key, waiting.filter((job) => job !== first));
  if (first !== null) world.queue.putBack(first);
}
