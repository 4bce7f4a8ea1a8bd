import { contains, type Effect, type RunExpectation, type Scenario } from "./scenario.ts";
import type { Recorded } from "./services.ts";
import { inMilliseconds, lengthOf } from "./time.ts";

/** A side effect of a story that was played: a call that took effect, or all calls alike that threw. */
export type ToldEffect = { service: string; args: unknown[]; fails: number; during: number | null };
export type ToldRun = { status: string; output: unknown; error: { name: string; message: string } | null };

/** A story as an engine played it. */
export type Told = {
  effects: ToldEffect[];
  /** By function, in the order in which they started. */
  runs: Record<string, ToldRun[]>;
  /** By step, milliseconds since the beginning; only the embedded engine knows. */
  attemptsAt?: Record<string, number[]>;
  skips?: Record<string, string[]>;
};

/** Something about a story that is not as it should be, and where in the example. */
export type Flaw = {
  rule: "story" | "fault" | "replay" | "stopped" | "outside" | "idle";
  functionId: string | null;
  stepId: string | null;
  message: string;
  fix: string;
};

/**
 * Folds calls into effects: calls that threw are told once, where they first did, with their number.
 *
 * @param names by run id, what stands for it in texts
 */
export function tellEffects(calls: Recorded[], names: Map<string, string>): ToldEffect[] {
  const effects: ToldEffect[] = [];
  const failing = new Map<string, ToldEffect>();
  for (const { service, args, failed, during } of nameCalls(calls, names)) {
    const effect = { service, args, fails: failed ? 1 : 0, during };
    const key = effectText(effect);
    const known = failing.get(key);
    if (failed && known) known.fails++;
    else effects.push(effect);
    if (failed && !known) failing.set(key, effect);
  }
  return effects;
}

/** What stands for each run in texts: `<function-id>`, `<function-id 2>`, ... */
export function runNames(runs: readonly { id: string; functionId: string }[]): Map<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    runs.map(({ id, functionId }) => {
      const nth = (seen.get(functionId) ?? 0) + 1;
      seen.set(functionId, nth);
      return [id, nth === 1 ? `<${functionId}>` : `<${functionId} ${nth}>`];
    }),
  );
}

/** Calls with the runs in their arguments named. */
export function nameCalls(calls: Recorded[], names: Map<string, string>): Recorded[] {
  return calls.map((call) => ({ ...call, args: nameRuns(call.args, names) as unknown[] }));
}

/** A copy of a value as JSON, with the ids of runs replaced by what stands for them. */
export function nameRuns(value: unknown, names: Map<string, string>): unknown {
  let text = JSON.stringify(value) ?? "null";
  for (const [id, name] of names) text = text.replaceAll(id, name);
  return JSON.parse(text) as unknown;
}

/** An effect in one line. */
export function effectText({ service, args }: Pick<ToldEffect, "service" | "args">): string {
  return `${service}(${args.map((arg) => JSON.stringify(sorted(arg))).join(", ")})`;
}

/** What differs between what a scenario expects and what was told. `stepOf` finds the step of an effect. */
export function differences(scenario: Scenario, told: Told, stepOf: (during: number | null) => Pick<Flaw, "functionId" | "stepId">): Flaw[] {
  const { expect } = scenario;
  const fix = "mend the example, or its story in scripts/scenarios/stories if the example is right";
  const flaw = (place: Pick<Flaw, "functionId" | "stepId">, message: string): Flaw => ({ rule: "story", ...place, message, fix });
  const flaws: Flaw[] = [];

  const mismatch = expect.anyOrder ? unordered(expect.effects, told.effects) : inOrder(expect.effects, told.effects);
  if (mismatch !== null) flaws.push(flaw(stepOf(mismatch.found?.during ?? null), `expected ${mismatch.expected}; found ${mismatch.found ? toldText(mismatch.found) : "no further effect"}`));

  for (const functionId of new Set([...Object.keys(expect.runs), ...Object.keys(told.runs)])) {
    const wanted = expect.runs[functionId] ?? [];
    const found = told.runs[functionId] ?? [];
    const texts = (items: string[]) => (items.length === 0 ? "no run" : items.join(", "));
    const same = wanted.length === found.length && (expect.anyOrder ? pairs(wanted, found, fits) : wanted.every((run, i) => fits(run, found[i])));
    if (!same) flaws.push(flaw({ functionId, stepId: null }, `expected ${texts(wanted.map(wantedText))}; found ${texts(found.map(runText))}`));
  }
  for (const [stepId, times] of Object.entries(told.attemptsAt === undefined ? {} : (expect.attemptsAt ?? {}))) {
    const wanted = times.map((time) => lengthOf(inMilliseconds(time))).join(", ");
    const found = told.attemptsAt?.[stepId]?.map(lengthOf).join(", ") ?? "none";
    if (wanted !== found) flaws.push(flaw({ functionId: null, stepId }, `expected attempts at ${wanted}; found ${found}`));
  }
  for (const functionId of told.skips === undefined ? [] : new Set([...Object.keys(expect.skips ?? {}), ...Object.keys(told.skips)])) {
    const [wanted, found] = [expect.skips?.[functionId] ?? [], told.skips?.[functionId] ?? []];
    if (wanted.join() !== found.join()) flaws.push(flaw({ functionId, stepId: null }, `expected events that start no run: ${wanted.join(", ") || "none"}; found ${found.join(", ") || "none"}`));
  }
  return flaws;
}

/** A run in a few words. */
export function runText({ status, output, error }: ToldRun): string {
  if (status === "Completed") return `Completed ${JSON.stringify(output)}`;
  return error === null ? status : `${status} with ${error.name}: ${error.message}`;
}

type Mismatch = { expected: string; found: ToldEffect | undefined } | null;

function inOrder(wanted: readonly Effect<Record<string, (...args: never[]) => unknown>>[], found: ToldEffect[]): Mismatch {
  const at = Array.from({ length: Math.max(wanted.length, found.length) }, (_, i) => i).find((i) => !isEffect(wanted[i], found[i]));
  if (at === undefined) return null;
  return { expected: wanted[at] === undefined ? "nothing more" : `effect ${at + 1} to be ${wantedEffectText(wanted[at])}`, found: found[at] };
}

function unordered(wanted: readonly AnyEffect[], found: ToldEffect[]): Mismatch {
  const left = [...found];
  for (const effect of wanted) {
    const at = left.findIndex((candidate) => isEffect(effect, candidate));
    if (at < 0) return { expected: wantedEffectText(effect), found: left.find(({ service }) => service === effect[0]) };
    left.splice(at, 1);
  }
  return left[0] === undefined ? null : { expected: "nothing more", found: left[0] };
}

type AnyEffect = readonly [string, unknown?, { fails: number }?];

function isEffect(wanted: AnyEffect | undefined, found: ToldEffect | undefined): boolean {
  if (wanted === undefined || found === undefined) return wanted === found;
  const [service, fields, { fails } = { fails: 0 }] = wanted;
  return service === found.service && fails === found.fails && (fields === undefined || contains(found.args[0], fields));
}

function wantedEffectText([service, fields, failing]: AnyEffect): string {
  return `${service}(${fields === undefined ? "" : JSON.stringify(fields)})${failing ? ` failing ${failing.fails}×` : ""}`;
}

function toldText(effect: ToldEffect): string {
  return `${effectText(effect)}${effect.fails > 0 ? ` failing ${effect.fails}×` : ""}`;
}

function fits(wanted: RunExpectation, found: ToldRun | undefined): boolean {
  if (found === undefined || wanted.status !== found.status) return false;
  if (wanted.status === "Completed") return JSON.stringify(sorted(wanted.output)) === JSON.stringify(sorted(found.output));
  return wanted.status === "Cancelled" || (wanted.error === found.error?.name && (wanted.message ?? found.error.message) === found.error.message);
}

function wantedText(wanted: RunExpectation): string {
  if (wanted.status === "Completed") return `Completed ${JSON.stringify(wanted.output)}`;
  return wanted.status === "Failed" ? `Failed with ${wanted.error}${wanted.message ? `: ${wanted.message}` : ""}` : wanted.status;
}

function pairs<A, B>(wanted: A[], found: B[], fit: (a: A, b: B) => boolean): boolean {
  const left = [...found];
  return wanted.every((item) => {
    const at = left.findIndex((candidate) => fit(item, candidate));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** The value with the keys of every object in order, to compare as text. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]));
}
