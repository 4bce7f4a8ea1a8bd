// The types of durable.mjs. Made together with it; do not edit.
/**
 * An embedded Inngest for tests: runs an app's real functions through the SDK's own serve handler, over its HTTP
 * execution protocol, in memory and on a virtual clock.
 *
 *     const app = await durable({ client: inngest, functions: [sendWelcome] });
 *     await app.send({ name: "user/signed.up", data: { userId: "u1" } });
 *     await app.run();          // what is due now
 *     await app.advance("3d");  // three days later
 *     app.runsOf("send-welcome"); // status, output, error, attempts, steps
 *
 * Modelled, after the server's source: memoised steps with indexed ids; JSON between steps; retries of steps and body with
 * the server's backoff; RetryAfterError, NonRetriableError, StepError; parallel steps and group.parallel; sleep, sleepUntil,
 * waitForEvent (if, match), waitForSignal, sendSignal, invoke, sendEvent, inngest.send, ai.infer, realtime.publish; triggers
 * by name, wildcard and CEL; event schemas; event ids; cron with time zones; cancelOn; timeouts; batchEvents, debounce,
 * rateLimit, throttle, idempotency, singleton, priority, concurrency (fn, env, account); onFailure;
 * inngest/function.finished, .failed, .cancelled, .invoked; checkpointing on and off; limits of steps, outputs, state,
 * events; what registration refuses.
 *
 * Modelled otherwise than on the server, on purpose:
 * - No jitter: retries come at the earliest time the server would choose, schedules exactly on time.
 * - Code takes no virtual time unless the `takes` or `latency` option says so. `Date` follows the clock in handlers; in each request it
 *   is at least 1 ms later than what the run saw before, which moves neither the clock nor anything that goes by it.
 *   `setTimeout` and `performance` are real, and checkpointing's maxRuntime counts real time.
 * - rateLimit and throttle spread starts evenly (GCRA) as the server does: rateLimit lets limit/10 + 1 start at once.
 * - A run that reaches 1,000 steps while checkpointing fails at the next step, not when its request is handed back.
 * - A cancelled run's request that is under way ends unheard: the step's code comes to its end, its result is lost, and with
 *   `bufferedSteps` the steps until the next report run too. The server refuses that report with 400, this runtime with 409.
 * - Requests carry no signature and none is checked; a route of the app's own checks as ever.
 *
 * Refused by name: step.fetch, step.ai.infer without the `infer` option, defer, tokens and streams of realtime, metadata,
 * scores, sandboxes, durable endpoints, connect; options that the SDK registers and this does not know.
 *
 * Not modelled and silent: plan limits (concurrency, event size by plan), pausing, replay from the dashboard, sessions,
 * several apps or environments.
 *
 * The client stays changed: its requests are answered in memory, and a middleware that watches was added as the innermost
 * one, which does nothing outside of an app's requests.
 */
import type { Inngest, InngestFunction } from "inngest";
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
    send(events: EventToSend): Promise<{
        ids: string[];
    }>;
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
export declare function durable(options: DurableOptions): Promise<App>;
/** The runtime does not model what was asked for, and does not guess. */
export declare class NotModelled extends Error {
    name: string;
}
/** The real server would refuse to register the app. `problems` has one line for each reason. */
export declare class SyncRefused extends Error {
    readonly problems: readonly string[];
    name: string;
    constructor(problems: readonly string[]);
}
/** A safeguard stopped the work. */
export declare class RuntimeStop extends Error {
    readonly rule: SafeguardRule;
    readonly functionId: string;
    readonly stepId: string | null;
    /** What is wrong, without saying where. */
    readonly reason: string;
    name: string;
    constructor(rule: SafeguardRule, functionId: string, stepId: string | null, 
    /** What is wrong, without saying where. */
    reason: string);
}
/** What the `fault` hook's "throw" throws. */
export declare class InjectedFault extends Error {
    name: string;
}
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
export type SerializedError = {
    name: string;
    message: string;
    stack?: string;
    cause?: unknown;
    data?: unknown;
};
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
export type StepKind = "run" | "sendEvent" | "sendSignal" | "sleep" | "waitForEvent" | "waitForSignal" | "invoke" | "ai.infer" | "ai.wrap" | "realtime.publish" | "experiment";
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
    events: {
        event: StoredEvent;
        at: Date;
        sentBy: string | null;
    }[];
    runs: Run[];
    /** Events that started, resumed and cancelled nothing: nothing listened to the name, or yet, or an `if` was false. */
    unmatched: StoredEvent[];
    /** What `step.realtime.publish` and `client.realtime.publish` published. `sentBy`: the run's id, or null outside of runs. */
    published: {
        channel: string;
        topic: string;
        data: unknown;
        at: Date;
        sentBy: string | null;
    }[];
    skips: Skip[];
    warnings: Warning[];
};
/** What a handler did when it was called with every step memoised. */
export type Replay = {
    /** The steps that it reached, in order. `memoised: false` means that it asked for a step which the run does not have. */
    steps: {
        id: string;
        kind: string;
        memoised: boolean;
        input: unknown;
    }[];
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
export type SafeguardRule = "changed-step-id" | "endless-event-loop" | "floating-send" | "floating-step" | "nested-step" | "no-answer" | "unserialisable-output";
/** A step that something shall happen to. */
export type StepPlace = {
    functionId: string;
    stepId: string;
};
/** An attempt of a step, as the `fault` hook sees it. */
export type StepAttempt = StepPlace & {
    runId: string;
    attempt: number;
};
/** What `step.ai.infer` asks the model. `body`: the request's, with what the model's adapter adds, such as `model`. */
export type InferRequest = StepAttempt & {
    body: unknown;
};
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
    takes?: (place: StepPlace & {
        event: StoredEvent;
    }) => Duration;
    /**
     * How much virtual time passes in a step before its code runs, as with a partner that is slow to act: the step has begun,
     * and what it does comes late, also after its run was cancelled. Comes before what `takes` says.
     */
    latency?: (place: StepPlace & {
        event: StoredEvent;
    }) => Duration;
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
