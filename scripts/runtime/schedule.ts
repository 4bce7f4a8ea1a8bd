import { isTrue, keyText } from "./cel.ts";
import type { FunctionConfig } from "./config.ts";
import { parseDuration, parseTimeout } from "./duration.ts";
import { cancelRun } from "./finish.ts";
import { concurrencyKeys, overRate, priority, singletonKey, throttleKey } from "./flow.ts";
import { LIMITS } from "./limits.ts";
import type { RunState, World } from "./state.ts";
import type { Skip, StoredEvent } from "./types.ts";

function skip(world: World, fn: FunctionConfig, event: StoredEvent, reason: Skip["reason"], message: string): Skip["reason"] {
  world.skips.push({ functionId: fn.id, eventId: event.id, reason, message, at: new Date(world.clock.now) });
  return reason;
}

/**
 * A function caught an event: batches, limits or debounces it, or starts a run.
 *
 * @param chain how many runs, one causing the other by events, led to the event
 * @returns why no run starts from it, or null
 */
export function start(world: World, fn: FunctionConfig, event: StoredEvent, chain: number): Skip["reason"] | null {
  const batch = fn.batchEvents;
  if (batch !== undefined && (batch.if === undefined || isTrue(batch.if, { event }))) {
    addToBatch(world, fn, event, batch, chain);
    return null;
  }
  const limited = overRate(world, fn, event);
  if (limited !== null) return skip(world, fn, event, limited, `over the limit of ${limited}`);
  if (fn.debounce === undefined) return startRun(world, fn, [event], event.id, chain);
  debounce(world, fn, event, fn.debounce, chain);
  return null;
}

type Batch = NonNullable<FunctionConfig["batchEvents"]>;
type Debounce = NonNullable<FunctionConfig["debounce"]>;

function addToBatch(world: World, fn: FunctionConfig, event: StoredEvent, config: Batch, chain: number): void {
  const key = `${fn.slug} ${config.key === undefined ? "" : keyText(config.key, { event })}`;
  const open = world.flow.batch.get(key);
  const batch = open ?? { events: [], chain };
  batch.events.push(event);
  batch.chain = Math.max(batch.chain, chain);
  const moot = () => world.flow.batch.get(key) !== batch;
  const close = () => {
    if (moot()) return;
    world.flow.batch.delete(key);
    startRun(world, fn, batch.events, null, batch.chain);
  };
  if (open === undefined) {
    world.flow.batch.set(key, batch);
    const at = world.clock.now + (parseDuration(config.timeout) ?? 0);
    world.queue.add({ kind: "timer", of: "flow", at, score: at, run: null, fire: close, moot });
  }
  if (batch.events.length >= config.maxSize) close();
}

function debounce(world: World, fn: FunctionConfig, event: StoredEvent, { key, period, timeout }: Debounce, chain: number): void {
  const name = `${fn.slug} ${key ? keyText(key, { event }) : ""}`;
  const now = world.clock.now;
  const open = world.flow.debounce.get(name);
  if (open !== undefined && open.event.ts > event.ts) return;
  const latest = open?.latest ?? (timeout === undefined ? null : now + (parseDuration(timeout) ?? 0));
  const at = Math.min(now + (parseDuration(period) ?? 0), latest ?? Number.POSITIVE_INFINITY);
  const next = { event, at, latest, chain };
  world.flow.debounce.set(name, next);
  const fire = () => {
    if (world.flow.debounce.get(name) !== next) return;
    world.flow.debounce.delete(name);
    startRun(world, fn, [next.event], null, next.chain);
  };
  world.queue.add({ kind: "timer", of: "flow", at, score: at, run: null, fire });
}

/**
 * Starts a run, unless its id already started one within 24 hours or a singleton is in the way.
 *
 * @param id the event's id, by which a second run is refused; null for batches and debounced events
 * @returns why no run starts, or null
 */
export function startRun(world: World, fn: FunctionConfig, events: StoredEvent[], id: string | null, chain: number): Skip["reason"] | null {
  const event = events[0];
  if (event === undefined) return null;
  const now = world.clock.now;
  const single = singletonKey(fn, event);
  const holder = single === null ? undefined : world.flow.singleton.get(single);
  if (holder !== undefined && fn.singleton?.mode === "cancel") cancelRun(world, holder, "singleton");
  else if (holder !== undefined) return skip(world, fn, event, "singleton", `run ${holder.id} is still going on`);
  if (id !== null) {
    const key = `${fn.slug} ${id}`;
    if ((world.flow.started.get(key) ?? Number.NEGATIVE_INFINITY) > now) {
      return skip(world, fn, event, "idempotency", `event id "${id}" already started a run within 24 hours`);
    }
    world.flow.started.set(key, now + LIMITS.idempotencyMs);
  }
  const run = newRun(world, fn, events, chain);
  if (!addCancelTriggers(world, run)) {
    return skip(world, fn, event, "cancelOn", "a timeout of cancelOn is not a duration: the server logs an error and starts no run");
  }
  world.runs.set(run.id, run);
  if (single !== null) {
    run.singletonKey = single;
    world.flow.singleton.set(single, run);
  }
  if (!addStartTimeout(world, run)) return null;
  const at = events.length === 1 ? Math.max(now, event.ts) : now;
  world.queue.add({
    kind: "request", at, score: run.createdAt - run.priority, run, step: null, attempt: 0, parallelMode: null, coalesceKey: null, start: true,
  });
  return null;
}

function newRun(world: World, fn: FunctionConfig, events: StoredEvent[], chain: number): RunState {
  const event = events[0] as StoredEvent;
  return {
    id: world.newId(),
    fn,
    status: "Scheduled",
    events,
    output: undefined,
    error: null,
    cancelledBy: null,
    attempts: [],
    steps: new Map(),
    createdAt: world.clock.now,
    startedAt: null,
    endedAt: null,
    requests: 0,
    seen: Number.NEGATIVE_INFINITY,
    replays: 0,
    memoised: new Map(),
    stack: [],
    stateBytes: 0,
    pending: new Set(),
    enqueued: new Set(),
    forceStepPlan: false,
    version: -1,
    concurrencyKeys: concurrencyKeys(fn, event),
    throttleKey: throttleKey(fn, event),
    singletonKey: null,
    priority: priority(fn, event),
    chain,
  };
}

/** @returns false when a timeout is broken: then no run of the function ever starts. Batches cannot be cancelled. */
function addCancelTriggers(world: World, run: RunState): boolean {
  for (const { event: name, if: expression, timeout } of run.fn.cancel) {
    const expires = timeout === undefined ? world.clock.now + LIMITS.cancelOnMs : parseTimeout(timeout, world.clock.now);
    if (expires === null) return false;
    world.cancelTriggers.add({ run, event: name, expression: expression ?? null, expires });
  }
  return true;
}

/** @returns false when `timeouts` is broken: then the run stays Scheduled for ever. */
function addStartTimeout(world: World, run: RunState): boolean {
  const { start: startTimeout, finish } = run.fn.timeouts ?? {};
  for (const text of [startTimeout, finish]) if (text !== undefined && parseDuration(text) === null) return false;
  if (startTimeout === undefined) return true;
  const at = world.clock.now + (parseDuration(startTimeout) ?? 0);
  const fire = () => {
    if (run.startedAt === null) cancelRun(world, run, "timeouts.start");
  };
  world.queue.add({ kind: "timer", of: "deadline", at, score: at, run, fire });
  return true;
}
