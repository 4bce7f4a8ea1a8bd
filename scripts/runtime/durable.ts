import type { Inngest } from "inngest";
import { stopWhatIsUnderWay, underWay } from "./calls.ts";
import { withVirtualDate } from "./clock.ts";
import { readFunction, unknownOptions } from "./config.ts";
import { context } from "./context.ts";
import { nextCron } from "./cron.ts";
import { milliseconds } from "./duration.ts";
import { NotModelled, SyncRefused } from "./errors.ts";
import { receive } from "./events.ts";
import { intercept } from "./gateway.ts";
import { ulids } from "./ids.ts";
import { SCHEDULED } from "./internal-events.ts";
import { JobQueue } from "./queue.ts";
import { replayRun } from "./replay.ts";
import { makeRequest } from "./request.ts";
import { startRun } from "./schedule.ts";
import { type Sdk, openSdk } from "./sdk.ts";
import { sendSignal } from "./signals.ts";
import { type Job, type World, isLive } from "./state.ts";
import { viewRun, viewTimeline } from "./timeline.ts";
import type { Duration, DurableOptions, EventToSend, Replay, Run, Timeline } from "./types.ts";
import { checkOptions, refuseFakeTimers } from "./usage.ts";
import { problems } from "./validate.ts";

const START = "2026-01-01T00:00:00.000Z";

/**
 * An app that runs on the embedded server. Nothing happens until `run`, `settle` or `advance` is called. Nothing is left
 * running either, so there is nothing to close.
 */
export type App = {
  /**
   * Sends events to this app, as `inngest.send` does.
   *
   * @returns the ids of the events
   * @throws what `inngest.send` throws, for example when the data does not fit the event's schema
   */
  send(events: EventToSend): Promise<{ ids: string[] }>;
  /**
   * Sends a signal to the run that waits for it with `step.waitForSignal`.
   *
   * @returns the id of the run that it resumed, or null
   */
  sendSignal(signal: string, data?: unknown): string | null;
  /**
   * Does everything that is due now. Sleeps, waits, retries and other timers stay.
   *
   * @throws RuntimeStop, NotModelled
   */
  run(): Promise<void>;
  /**
   * Lets time pass until every run has ended or only waits for something from outside: retries, sleeps, debounces,
   * batches, throttled starts all come about. Timeouts of waits and schedules do not count as reasons to let time pass.
   *
   * @throws RuntimeStop, NotModelled
   */
  settle(): Promise<void>;
  /**
   * Lets time pass and does everything that becomes due, in order.
   *
   * @param duration how long, for example `"3d"` or `"1h30m"`
   * @throws RuntimeStop, NotModelled
   */
  advance(duration: Duration): Promise<void>;
  /** The virtual time. */
  now(): Date;
  /**
   * The runs of a function, oldest first.
   *
   * @param functionId without the app's prefix; `<id>-failure` for its `onFailure` handler
   * @throws if the app has no such function
   */
  runsOf(functionId: string): Run[];
  /** Everything that happened, as data. */
  timeline(): Timeline;
  /**
   * Calls the handler of a run from the start once more, with every step memoised. Changes nothing in the run. Shows
   * what the handler does on each replay: side effects outside steps happen again. `Date` is three and a half days later
   * than for the run and for each replay before, so that what reads the clock outside steps asks for other steps or inputs,
   * or ends otherwise.
   *
   * @param runId the run, ended or not
   * @returns what the handler reached and how it ended
   */
  replay(runId: string): Promise<Replay>;
};

/**
 * Registers functions with an embedded Inngest server, in memory, on a virtual clock. Each call makes a fresh app, so each
 * test can have its own, also with the same client and functions.
 *
 * The client stays connected for as long as the process lives: what it sends never leaves the machine. Code under test that
 * calls `inngest.send`, such as a route, reaches the app that was made last.
 *
 * An older app of the same client that is still at work then, as after a test that timed out, stops: its calls reject, and
 * its handlers go no further than to the end of the step that they are in. So tests that share a client do not run
 * concurrently.
 *
 * @param options the client, its functions and how to run them
 * @returns the app
 * @throws SyncRefused if the real server would refuse to register the functions; NotModelled for unknown options;
 * TypeError if the client is none of inngest 4 or the functions are not made with it
 */
export async function durable(options: DurableOptions): Promise<App> {
  const { client, functions } = checkOptions(options);
  stopWhatIsUnderWay(client);
  const world = newWorld(options);
  const sdk = openSdk(client, functions);
  const registered = await work(() => sdk.register(world.clock.now));
  for (const fn of registered) {
    const unknown = unknownOptions(fn);
    if (unknown.length > 0) throw new NotModelled(`function "${fn.id}": the option ${unknown.join(", ")} is not modelled by this runtime`);
  }
  world.functions = registered.map((fn) => readFunction(fn, client.id));
  const refused = world.functions.flatMap(problems);
  if (refused.length > 0) throw new SyncRefused(refused);
  intercept(client, world);
  startSchedules(world);
  return openApp(world, sdk, client);
}

function newWorld(options: DurableOptions): World {
  const clock = { now: new Date(options.now ?? START).getTime() };
  const ulid = ulids();
  const world: World = {
    options: {
      checkpointing: options.checkpointing ?? true,
      safeguards: options.safeguards ?? "stop",
      patience: options.patience ?? 5_000,
      takes: options.takes,
      latency: options.latency,
      fault: options.fault,
      infer: options.infer,
    },
    clock,
    advancing: false,
    stopped: null,
    newId: () => ulid(clock.now),
    functions: [],
    runs: new Map(),
    queue: new JobQueue<Job>(),
    waits: new Set(),
    cancelTriggers: new Set(),
    events: [],
    unmatched: [],
    published: [],
    skips: [],
    warnings: [],
    flow: {
      started: new Map(),
      rateLimit: new Map(),
      throttle: new Map(),
      singleton: new Map(),
      debounce: new Map(),
      batch: new Map(),
      active: new Map(),
      blocked: new Map(),
    },
    publish: (event, cause) => receive(world, event, cause),
  };
  return world;
}

function startSchedules(world: World): void {
  for (const fn of world.functions) {
    for (const { cron } of fn.triggers) {
      if (cron === undefined) continue;
      const next = () => {
        const at = nextCron(cron, world.clock.now);
        if (at !== null) world.queue.add({ kind: "timer", of: "cron", at, score: at, run: null, fire });
      };
      const fire = () => {
        const event = { id: world.newId(), name: SCHEDULED, data: { cron }, ts: world.clock.now, user: {} };
        world.events.push({ event, at: world.clock.now, sentBy: null, sentIn: null, chain: 0 });
        startRun(world, fn, [event], event.id, 0);
        next();
      };
      next();
    }
  }
}

/** Does what is due, as long as something is. */
async function drain(world: World, sdk: Sdk): Promise<void> {
  for (let job = world.queue.take(world.clock.now); job !== undefined; job = world.queue.take(world.clock.now)) {
    if (world.stopped !== null) throw world.stopped;
    if (job.kind === "request") await makeRequest(world, sdk, job);
    else if (job.run === null || isLive(job.run)) await job.fire();
  }
}

async function drainUntil(world: World, sdk: Sdk, end: number): Promise<void> {
  await drain(world, sdk);
  for (let at = world.queue.nextAt(); at !== null && at <= end; at = world.queue.nextAt()) {
    world.clock.now = Math.max(world.clock.now, at);
    await drain(world, sdk);
  }
  world.clock.now = end;
}

/** Whether `settle` lets time pass for the sake of a job. */
function moves(job: Job): boolean {
  if (job.run !== null && !isLive(job.run)) return false;
  if (job.kind === "timer" && job.moot?.()) return false;
  return job.kind === "request" || job.of === "sleep" || job.of === "flow" || job.of === "work";
}

async function work<T>(act: () => Promise<T>): Promise<T> {
  refuseFakeTimers();
  return withVirtualDate(act);
}

function openApp(world: World, sdk: Sdk, client: Inngest.Any): App {
  const call = <T>(act: () => Promise<T>) => underWay(client, world, () => work(act));
  return {
    send: (events) => underWay(client, world, () => context.run({ clock: world.clock, world, flight: null, step: null }, () => client.send(events))),
    sendSignal: (signal, data) => sendSignal(world, signal, data),
    run: () => call(() => drain(world, sdk)),
    settle: () =>
      call(async () => {
        await drain(world, sdk);
        for (let at = world.queue.nextAtOf(moves); at !== null; at = world.queue.nextAtOf(moves)) await drainUntil(world, sdk, at);
      }),
    async advance(duration) {
      const end = world.clock.now + milliseconds(duration);
      world.advancing = true;
      await call(() => drainUntil(world, sdk, end)).finally(() => {
        world.advancing = false;
      });
    },
    now: () => new Date(world.clock.now),
    runsOf(functionId) {
      const known = world.functions.map(({ id }) => id);
      if (!known.includes(functionId)) throw new Error(`no function "${functionId}"; the app has ${known.join(", ")}`);
      return [...world.runs.values()].filter(({ fn }) => fn.id === functionId).map(viewRun);
    },
    timeline: () => viewTimeline(world),
    async replay(runId) {
      const run = world.runs.get(runId);
      if (run === undefined) throw new Error(`no run "${runId}"`);
      return call(() => replayRun(world, sdk, run));
    },
  };
}
