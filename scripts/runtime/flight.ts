import { createHash } from "node:crypto";
import type { Clock } from "./clock.ts";
import { RuntimeStop } from "./errors.ts";
import type { RequestJob, RunState, StepState, World } from "./state.ts";
import type { Attempt, SafeguardRule, SerializedError, StepKind } from "./types.ts";

/** What the SDK answered, or what became of the request instead. */
export type Answer =
  | { kind: "response"; status: number; body: unknown; noRetry: boolean; retryAfter: string | null; version: number }
  | { kind: "lost" }
  | { kind: "failed"; error: SerializedError; final: boolean }
  | { kind: "hangs" }
  | { kind: "stop"; error: Error };

/** A step that the handler reached in this request. */
export type Encounter = { id: string; hash: string; kind: string; memoised: boolean; input: unknown };

/** One request to the SDK that is under way. */
export type Flight = {
  world: World;
  run: RunState;
  /** null for a replay, which changes nothing. */
  job: RequestJob | null;
  /** The time that the handler sees. */
  clock: Readonly<Clock>;
  /** The steps that had a result when the request was made. */
  stackAtStart: readonly string[];
  encounters: Map<string, Encounter>;
  /** Steps whose code began in this request. */
  started: Set<string>;
  /** The handler returned or threw. */
  bodyEnded: boolean;
  /** The process died: nothing that the SDK still reports arrives. */
  lost: boolean;
  /** Ends the request with this answer, whatever the SDK says later. */
  settle: (answer: Answer) => void;
  answer: Promise<Answer>;
  /** Why the whole call ends, also when it is found after the answer. */
  stop: (Answer & { kind: "stop" }) | null;
  /** Lets virtual time pass within the request. */
  pause: (duration: number) => Promise<void>;
};

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** The id with its index, found by the hash: the SDK gives the n-th repetition of `poll` the id `poll:n`. */
export function indexedId(flight: Flight, id: string, hash: string): string {
  if (sha1(id) === hash) return id;
  const seen = [...flight.encounters.values()].filter((other) => other.id === id || other.id.startsWith(`${id}:`)).length;
  for (const index of [seen, ...Array(flight.encounters.size + 2).keys()]) if (sha1(`${id}:${index}`) === hash) return `${id}:${index}`;
  return id;
}

/** Reports what a safeguard found: ends the request with `RuntimeStop`, or only writes it down. */
export function guard(flight: Flight, rule: SafeguardRule, stepId: string | null, message: string): void {
  const { world, run } = flight;
  world.warnings.push({ rule, functionId: run.fn.id, runId: run.id, stepId, message });
  if (world.options.safeguards === "stop") flight.settle({ kind: "stop", error: new RuntimeStop(rule, run.fn.id, stepId, message) });
}

const KINDS: Record<string, StepKind> = { "group.experiment": "experiment", unknown: "sendSignal" };

/** The step's record, made when it is first seen. */
export function recordOf(world: World, run: RunState, hash: string, id: string, kind: string, input: unknown): StepState {
  const known = run.steps.get(hash);
  if (known !== undefined) return known;
  const step: StepState = {
    id,
    hash,
    kind: KINDS[kind] ?? (kind as StepKind),
    status: "planned",
    attempts: [],
    input,
    output: undefined,
    error: null,
    startedAt: new Date(world.clock.now),
    endedAt: null,
  };
  run.steps.set(hash, step);
  return step;
}

/** Writes down how the last attempt ended. */
export function endAttempt(world: World, attempts: Attempt[], outcome: Attempt["outcome"], error: SerializedError | null): void {
  const last = attempts.at(-1);
  if (last === undefined || last.outcome !== "running") return;
  last.outcome = outcome;
  last.error = error;
  last.endedAt = new Date(world.clock.now);
}
