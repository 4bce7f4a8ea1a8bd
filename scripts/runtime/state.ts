import type { Clock } from "./clock.ts";
import type { FunctionConfig } from "./config.ts";
import type { JobQueue, Timed } from "./queue.ts";
import type { Attempt, DurableOptions, RunStatus, SerializedError, Skip, Step, StepAttempt, StoredEvent, Warning } from "./types.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A step while its run goes on. */
export type StepState = Mutable<Omit<Step, "attempts">> & { attempts: Attempt[] };

/** The result that a step's hash stands for, as it is sent to the SDK. */
export type Memoised = { type: "data"; data: unknown } | { type: "error"; error: SerializedError };

/** A run while it goes on, and what remains of it afterwards. */
export type RunState = {
  id: string;
  fn: FunctionConfig;
  status: RunStatus;
  events: StoredEvent[];
  output: unknown;
  error: SerializedError | null;
  cancelledBy: string | null;
  attempts: Attempt[];
  steps: Map<string, StepState>;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  requests: number;
  /** The latest time that the handler was told in a request, and how often it was replayed. */
  seen: number;
  replays: number;
  /** Results by hash, and the hashes in the order of completion. */
  memoised: Map<string, Memoised>;
  stack: string[];
  stateBytes: number;
  /** Parallel steps that were reported together and have no result yet. */
  pending: Set<string>;
  /** Keys of jobs that were enqueued once and never again. */
  enqueued: Set<string>;
  /** Tells the SDK to plan each step instead of running it at once: several steps are under way. */
  forceStepPlan: boolean;
  /** The SDK's execution version; -1 until its first answer. */
  version: number;
  concurrencyKeys: { key: string; limit: number }[];
  throttleKey: string | null;
  singletonKey: string | null;
  priority: number;
  /** How many runs, one causing the other by events, led here. */
  chain: number;
};

/** A run that waits for something to come from outside. */
export type Wait = {
  run: RunState;
  hash: string;
  parallelMode: string | null;
  coalesceKey: string | null;
  expires: number;
} & (
  | { kind: "event"; event: string; expression: string | null }
  /** null: another wait took the signal over. */
  | { kind: "signal"; signal: string | null }
  | { kind: "invoke"; correlationId: string; target: string }
);

/** An event that cancels a run. */
export type CancelTrigger = { run: RunState; event: string; expression: string | null; expires: number };

/** One request to the SDK: it finds the next steps, or runs one that was planned. */
export type RequestJob = Timed & {
  kind: "request";
  run: RunState;
  /** The planned step to run, or null to find the next ones. */
  step: string | null;
  attempt: number;
  parallelMode: string | null;
  coalesceKey: string | null;
  /** Starts the run: throttled, and the run is Scheduled until then. */
  start: boolean;
};

/** Anything else that happens at a time. */
export type TimerJob = Timed & {
  kind: "timer";
  /** "wait" timers and "cron" only pass when the user lets time pass; `settle` does not jump to them. */
  of: "sleep" | "wait" | "cron" | "deadline" | "flow" | "work";
  run: RunState | null;
  fire: () => void | Promise<void>;
  /** Whether nothing will happen at the time any more; then `settle` does not jump to it either. */
  moot?: () => boolean;
};

export type Job = RequestJob | TimerJob;

/** All of the embedded server's state. */
export type World = {
  options: Required<Pick<DurableOptions, "checkpointing" | "safeguards" | "patience">> & Pick<DurableOptions, "takes" | "latency" | "fault" | "infer">;
  clock: Clock;
  /** The user lets a given time pass: what comes back hour by hour is no endless loop. */
  advancing: boolean;
  /** Why nothing is done any more, or null. */
  stopped: Error | null;
  newId: () => string;
  functions: FunctionConfig[];
  runs: Map<string, RunState>;
  queue: JobQueue<Job>;
  waits: Set<Wait>;
  cancelTriggers: Set<CancelTrigger>;
  events: { event: StoredEvent; at: number; sentBy: string | null; sentIn: StepAttempt | null; chain: number }[];
  /** Events that reached nothing. */
  unmatched: StoredEvent[];
  published: { channel: string; topic: string; data: unknown; at: number; sentBy: string | null }[];
  skips: Skip[];
  warnings: Warning[];
  flow: FlowState;
  /** Delivers an event to functions and waits. `cause`: the run that sent it, or null for the user. */
  publish: (event: StoredEvent, cause: RunState | null) => void;
};

/** What flow control remembers, by key. */
export type FlowState = {
  /** Event ids and batch ids that already started a run: function + id -> until when. */
  started: Map<string, number>;
  /** GCRA: the theoretical arrival time of the next start. */
  rateLimit: Map<string, number>;
  throttle: Map<string, number>;
  singleton: Map<string, RunState>;
  debounce: Map<string, Debounced>;
  batch: Map<string, Batched>;
  /** Requests under way, by concurrency key, and what waits for one of them to end. */
  active: Map<string, number>;
  blocked: Map<string, RequestJob[]>;
};

export type Debounced = { event: StoredEvent; at: number; latest: number | null; chain: number };
export type Batched = { events: StoredEvent[]; chain: number };

/** Whether the run has not ended. */
export function isLive(run: RunState): boolean {
  return run.status === "Scheduled" || run.status === "Running";
}
