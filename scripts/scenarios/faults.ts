import { isDeepStrictEqual } from "node:util";
import type { StepPlace } from "../runtime/index.ts";
import { type Fault, firstAttempt, type Played } from "./play.ts";
import type { Stories } from "./scenario.ts";
import type { Recorded } from "./services.ts";
import { effectText, type Flaw, runText, sorted } from "./told.ts";

/** What a fault is, in words. */
export const FAULTS = {
  throw: "its first attempt threw before its code ran",
  lose: "the process was lost after its work and before the report",
} as const;

/** Each step of each function that a scenario reaches, once. */
export function placesOf({ attempts }: Played): StepPlace[] {
  return attempts.filter((place, nth) => firstAttempt(attempts, place) === nth).map(({ functionId, stepId }) => ({ functionId, stepId }));
}

/** What is wrong with a broken play. */
type Wrong = Pick<Flaw, "message" | "fix">;

/**
 * Judges a scenario that was played with a fault by the same scenario without it. This is the rule:
 *
 * - Runs: each function's runs end alike, with the same outputs and errors. In which order they end, when, and after how
 *   many attempts may change, because a retry comes later.
 * - Calls of services, each with its arguments and whether it threw: the same.
 *   - "throw" uses up one attempt. Of a step that fails for good in the story itself, one attempt's calls may be missing.
 *   - "lose" may repeat the calls of the lost attempt, and nothing else. Each must be idempotent by key: called again
 *     with the same arguments, it is a read, an upsert, or carries an `idempotencyKey`.
 *   - A run that is cancelled may lack the calls from the broken attempt on, for the cancel can come before its retry.
 * - Events that runs send: the same; a repeated one has the id of the first.
 * - Events that start no run: the same; "lose" may add some, for that is how a repeated event is absorbed.
 *
 * @returns what is wrong, or nothing when the fault was survived
 * @throws {Error} when the scenario did not come by the step that was to be broken
 */
export function faultFlaws(sound: Played, broken: Played, { at, kind }: Fault, stories: Pick<Stories, "reads" | "upserts">): Wrong[] {
  if (broken.stop !== null) return [{ message: broken.stop.message, fix: "let the step be tried again without harm" }];
  const places = at === "every step" ? placesOf(sound) : [at];
  const nths = places.map((place) => injected(broken, place, kind));
  const lost = kind === "lose" ? broken.calls.filter(({ during }) => during !== null && nths.includes(during)) : [];
  const unkeyed = lost.flatMap((call) => unkeyedRepeat(call, broken, stories) ?? []);
  if (unkeyed.length > 0) return unkeyed;

  const spare = places.flatMap((place) => overtakenCalls(sound, place) ?? (kind === "throw" ? spareCalls(sound, place) : []));
  const differences = [runDifference(sound, broken), callDifference(sound, broken, spare, lost), eventDifference(sound, broken), skipDifference(sound, broken, kind)];
  const fix = "keep each side effect in a step of its own, and let nothing outside steps decide what happens";
  return differences.flatMap((message) => (message === null ? [] : [{ message, fix }]));
}

/** The number of the attempt that was broken. */
function injected({ timeline, attempts }: Played, place: StepPlace, kind: Fault["kind"]): number {
  const nth = firstAttempt(attempts, place);
  const begun = attempts[nth];
  const run = timeline.runs.find(({ id }) => id === begun?.runId);
  const attempt = run?.steps.find(({ id }) => id === place.stepId)?.attempts[begun?.attempt ?? 0];
  const really = kind === "lose" ? attempt?.outcome === "lost" : attempt?.error?.name === "InjectedFault";
  if (!really) throw new Error(`the step "${place.stepId}" of "${place.functionId}" was not broken: the scenario does not go the same way twice`);
  return nth;
}

function unkeyedRepeat(lost: Recorded, { calls, attempts }: Played, { reads, upserts }: Pick<Stories, "reads" | "upserts">): Wrong | null {
  if (reads.includes(lost.service)) return null;
  const at = attempts[lost.during ?? -1];
  const isRepeat = ({ service, during }: Recorded) => {
    const other = during === lost.during ? undefined : attempts[during ?? -1];
    return service === lost.service && other?.runId === at?.runId && other?.stepId === at?.stepId;
  };
  const repeats = calls.filter(isRepeat);
  if (repeats.length === 0) return null;
  if (!repeats.some(({ args }) => isDeepStrictEqual(args, lost.args))) {
    const [first, again] = [lost, repeats[0] ?? lost].map(effectText);
    return { message: `expected the same call again; found ${first}, then ${again}`, fix: "make arguments and keys from what stays the same: the event's data, earlier steps' results, the run's id" };
  }
  const key = (lost.args[0] as { idempotencyKey?: unknown } | undefined)?.idempotencyKey;
  if (upserts.includes(lost.service) || (typeof key === "string" && key !== "")) return null;
  return {
    message: `${effectText(lost)} was called twice, and nothing tells that it is the same: expected an idempotencyKey`,
    fix: "pass an idempotencyKey made from what stays the same; a service that only reads, or upserts by its argument, is named as such in the example's stories",
  };
}

function runDifference(sound: Played, broken: Played): string | null {
  const texts = ({ told }: Played) => Object.entries(told.runs).flatMap(([id, runs]) => runs.map((run) => `${id} ${runText({ ...run, output: sorted(run.output) })}`));
  const { missing, extra } = compare(texts(sound), texts(broken));
  return difference(missing, extra);
}

function callDifference(sound: Played, broken: Played, spare: Recorded[], lost: Recorded[]): string | null {
  const text = (call: Recorded) => `${effectText(call)}${call.failed ? " that threw" : ""}`;
  const { missing, extra } = compare(sound.calls.map(text), broken.calls.map(text));
  return difference(compare(spare.map(text), missing).extra, compare(lost.map(text), extra).extra);
}

/** What may be missing after a throw: the calls of one attempt of a step that fails for good in the story itself. */
function spareCalls({ timeline, attempts, calls }: Played, place: StepPlace): Recorded[] {
  const nth = firstAttempt(attempts, place);
  const run = timeline.runs.find(({ id }) => id === attempts[nth]?.runId);
  const failsForGood = run?.steps.find(({ id }) => id === place.stepId)?.attempts.every(({ outcome }) => outcome === "failed") ?? false;
  return failsForGood ? calls.filter(({ during }) => during === nth) : [];
}

/** What may be missing of a run that is cancelled: its calls from the broken attempt on; null for other runs. */
function overtakenCalls({ timeline, attempts, calls }: Played, place: StepPlace): Recorded[] | null {
  const nth = firstAttempt(attempts, place);
  const run = timeline.runs.find(({ id }) => id === attempts[nth]?.runId);
  if (run?.status !== "Cancelled") return null;
  return calls.filter(({ during }) => during !== null && during >= nth && attempts[during]?.runId === run.id);
}

function eventDifference(sound: Played, broken: Played): string | null {
  const { missing, extra } = compare(distinctEvents(sound), distinctEvents(broken));
  return difference(missing, extra);
}

/** Events that runs sent, each id once. Ids are left out: those that nobody gave are new each time. */
function distinctEvents({ timeline, named }: Played): string[] {
  const ids = new Set<string>();
  return timeline.events.flatMap(({ event, sentBy }) => {
    if (sentBy === null || event.name.startsWith("inngest/") || ids.has(event.id)) return [];
    ids.add(event.id);
    return [`event ${event.name} ${JSON.stringify(sorted(named(event.data)))}`];
  });
}

function skipDifference(sound: Played, broken: Played, kind: Fault["kind"]): string | null {
  const texts = ({ told }: Played) => Object.entries(told.skips ?? {}).flatMap(([id, reasons]) => reasons.map((reason) => `event that starts no run of ${id} (${reason})`));
  const { missing, extra } = compare(texts(sound), texts(broken));
  return difference(missing, kind === "lose" ? [] : extra);
}

/** What one list has more of than the other, whatever their order. */
function compare(wanted: string[], found: string[]): { missing: string[]; extra: string[] } {
  const extra = [...found];
  const missing = wanted.filter((text) => {
    const at = extra.indexOf(text);
    if (at >= 0) extra.splice(at, 1);
    return at < 0;
  });
  return { missing, extra };
}

function difference(missing: string[], extra: string[]): string | null {
  if (missing.length + extra.length === 0) return null;
  const list = (texts: string[]) => (texts.length === 0 ? "nothing else" : `${texts.slice(0, 3).join(", ")}${texts.length > 3 ? ` and ${texts.length - 3} more` : ""}`);
  return `compared with the sound story expected ${list(missing)}; found ${list(extra)}`;
}
