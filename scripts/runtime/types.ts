import type { Inngest, InngestFunction } from "inngest";

/**
 * A length of time: milliseconds, or numbers with the units w d h m s ms, as in `"90m"`, `"1.5h"`, `"1h30m"`, `"3d"`.
 * Words such as `"1 hour"` are refused.
 */
export type Duration = number | string;

/** An event as it is stored and as handlers see it. `ts` is in milliseconds since 1970. */
export type StoredEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  user: Record<string, unknown>;
  v?: string;
  meta?: Record<string, unknown>;
};

/** What to send: the payload of `inngest.send`. */
export type EventToSend = Parameters<Inngest.Any["send"]>[0];

/** An error as it travels: only these fields survive. */
export type SerializedError = { name: string; message: string; stack?: string; cause?: unknown; data?: unknown };

export type RunStatus = "Scheduled" | "Running" | "Completed" | "Failed" | "Cancelled";

/** How one try of a step, or of the function's body, ended. "lost" = the process died before it could report. */
export type Attempt = {
  /** Counts from 0, as `attempt` in the handler. */
  attempt: number;
  startedAt: Date;
  endedAt: Date | null;
  outcome: "running" | "succeeded" | "failed" | "lost";
  error: SerializedError | null;
};

export type StepKind =
  | "run"
  | "sendEvent"
  | "sendSignal"
  | "sleep"
  | "waitForEvent"
  | "waitForSignal"
  | "invoke"
  | "ai.infer"
  | "ai.wrap"
  | "realtime.publish"
  | "experiment";

export type Step = {
  /** The id in the code; a repeated id gets its index: `"poll"`, `"poll:1"`, ... */
  readonly id: string;
  /** SHA-1 of the id, the key under which the result is memoised. */
  readonly hash: string;
  readonly kind: StepKind;
  readonly status: "planned" | "running" | "waiting" | "completed" | "failed" | "timedOut";
  /** Tries of the step's own code, or of `step.ai.infer`'s call. Empty for sleeps, waits and invocations. */
  readonly attempts: readonly Attempt[];
  /** Arguments of `step.run(id, fn, ...input)`, or the options of a sleep, wait or invocation. */
  readonly input: unknown;
  /** The memoised value after its JSON round trip; undefined until there is one. */
  readonly output: unknown;
  readonly error: SerializedError | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};

export type Run = {
  readonly id: string;
  /** The function's id without the app's prefix; `<id>-failure` for an `onFailure` handler. */
  readonly functionId: string;
  readonly status: RunStatus;
  /** The events that started the run; more than one only for a batch. */
  readonly events: readonly StoredEvent[];
  readonly output: unknown;
  readonly error: SerializedError | null;
  /** Why a run was cancelled. */
  readonly cancelledBy: string | null;
  /** Tries of the function's body that ended it or threw. One without retries. */
  readonly attempts: readonly Attempt[];
  /** In the order in which they were first reported. */
  readonly steps: readonly Step[];
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** How many requests the function's handler received for this run. */
  readonly requests: number;
};

/** Why an event did not become a run of a function. */
export type Skip = {
  readonly functionId: string;
  readonly eventId: string;
  readonly reason: "rateLimit" | "idempotency" | "singleton" | "cancelOn";
  readonly message: string;
  readonly at: Date;
};

/** Everything that happened, as plain data in the order in which it happened. */
export type Timeline = {
  events: { event: StoredEvent; at: Date; sentBy: string | null }[];
  runs: Run[];
  /** Events that started, resumed and cancelled nothing: nothing listened to the name, or yet, or an `if` was false. */
  unmatched: StoredEvent[];
  /** What `step.realtime.publish` and `client.realtime.publish` published. `sentBy`: the run's id, or null outside of runs. */
  published: { channel: string; topic: string; data: unknown; at: Date; sentBy: string | null }[];
  skips: Skip[];
  warnings: Warning[];
};

/** What a handler did when it was called with every step memoised. */
export type Replay = {
  /** The steps that it reached, in order. `memoised: false` means that it asked for a step which the run does not have. */
  steps: { id: string; kind: string; memoised: boolean; input: unknown }[];
  output: unknown;
  error: SerializedError | null;
};

/** What a safeguard found. */
export type Warning = {
  rule: SafeguardRule;
  functionId: string;
  runId: string | null;
  stepId: string | null;
  message: string;
};

export type SafeguardRule =
  | "changed-step-id"
  | "endless-event-loop"
  | "floating-send"
  | "floating-step"
  | "nested-step"
  | "no-answer"
  | "unserialisable-output";

/** A step that something shall happen to. */
export type StepPlace = { functionId: string; stepId: string };

/** An attempt of a step, as the `fault` hook sees it. */
export type StepAttempt = StepPlace & { runId: string; attempt: number };

/** What `step.ai.infer` asks the model. `body`: the request's, with what the model's adapter adds, such as `model`. */
export type InferRequest = StepAttempt & { body: unknown };

export type DurableOptions = {
  /** The app's own client, in dev or cloud mode. Its outgoing requests are answered in memory from now on. */
  client: Inngest.Like;
  /** What the app passes to `serve`. */
  functions: readonly InngestFunction.Like[];
  /** Where the virtual clock starts. Default 2026-01-01T00:00:00Z. */
  now?: Date | string;
  /** false: one request a step, whatever the client says. Default true: as the client and the functions say. */
  checkpointing?: boolean;
  /**
   * How long a step's code, or with `stepId` "" the body of a function, takes in virtual time. The code itself runs at
   * the start of that time. Without it everything takes no time, and concurrency limits never bind. `event` is the run's,
   * of a batch the first: for work that takes longer for one tenant.
   */
  takes?: (place: StepPlace & { event: StoredEvent }) => Duration;
  /**
   * How much virtual time passes in a step before its code runs, as with a partner that is slow to act: the step has begun,
   * and what it does comes late, also after its run was cancelled. Comes before what `takes` says.
   */
  latency?: (place: StepPlace & { event: StoredEvent }) => Duration;
  /**
   * Breaks an attempt of a step. "throw": the attempt throws before its code runs. "lose": the process dies after the
   * step's code has run, whatever came of it, and before that is reported. Asked for each attempt of each step.
   */
  fault?: (attempt: StepAttempt) => "throw" | "lose" | undefined;
  /**
   * Answers `step.ai.infer` for the model: returns the body of the response, or throws for an answer that is not 2xx. Asked
   * for each attempt of each such step. Without it such steps are refused.
   */
  infer?: (request: InferRequest) => unknown;
  /**
   * "stop" (default): a broken rule rejects the call with `RuntimeStop`. "record": go on as the server would, and
   * only list it in `timeline().warnings`.
   */
  safeguards?: "stop" | "record";
  /** Real milliseconds in which a handler reaches no step and gives no answer until its request is given up. Default 5000. */
  patience?: number;
};
