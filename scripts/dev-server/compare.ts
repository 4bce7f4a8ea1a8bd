import { effectText, runText, sorted, type ToldEffect } from "../scenarios/told.ts";
import { situationText } from "./situation.ts";
import type { Place, ServerStory, Story } from "./story.ts";

/** Where the two engines tell a scenario differently. */
export type Difference = { functionId: string | null; stepId: string | null; embedded: string; server: string };

/** Milliseconds by which the clocks of the server and of the app may round differently. */
const ROUNDING = 20;

/**
 * Compares the two stories of a scenario. Stops at the first kind of difference, since others mostly follow from it.
 *
 * @param anyOrder the order of effects, and of a function's runs, is not part of the story
 * @param ownBackoff the server's own backoff was in force, so that it cannot try again earlier than the embedded runtime
 */
export function compare(embedded: Story, server: ServerStory, { anyOrder, ownBackoff }: { anyOrder: boolean; ownBackoff: boolean }): Difference[] {
  const kinds = [
    () => [...steps(embedded, server, anyOrder), ...runs(embedded, server, anyOrder)],
    () => effects(embedded, server, anyOrder),
    () => (ownBackoff ? times(embedded, server) : []),
    () => stuck(server),
  ];
  for (const differences of kinds) {
    const found = differences();
    if (found.length > 0) return found;
  }
  return [];
}

function stuck({ stuck: where }: ServerStory): Difference[] {
  if (where === null) return [];
  return [{ functionId: null, stepId: null, embedded: `settles with ${situationText(where.expected)}`, server: `stays with ${situationText(where.found)}` }];
}

function runs(embedded: Story, server: Story, anyOrder: boolean): Difference[] {
  return eachKey(embedded.told.runs, server.told.runs).flatMap((functionId) => {
    const [ours, theirs] = [embedded, server].map(({ told }) => list((told.runs[functionId] ?? []).map((run) => runText({ ...run, output: sorted(run.output) })), anyOrder));
    return ours === theirs ? [] : [{ functionId, stepId: null, embedded: `has ${ours}`, server: `has ${theirs}` }];
  });
}

function list(texts: string[], anyOrder: boolean): string {
  return (anyOrder ? [...texts].sort() : texts).join(", ") || "no run";
}

function steps(embedded: Story, server: Story, anyOrder: boolean): Difference[] {
  return eachKey(embedded.steps, server.steps).flatMap((functionId) => {
    const [ours, theirs] = [embedded.steps[functionId] ?? [], server.steps[functionId] ?? []];
    // Said already as a different number of runs.
    if (ours.length !== theirs.length) return [];
    const ids = new Set([...ours, ...theirs].flatMap((run) => Object.keys(run)));
    return [...ids].flatMap((stepId) => {
      const [a, b] = [ours, theirs].map((tries) => list(tries.map((run) => attempts(run[stepId])), anyOrder));
      return a === b ? [] : [{ functionId, stepId, embedded: `has ${a}`, server: `has ${b}` }];
    });
  });
}

function attempts(count: number | undefined): string {
  if (count === undefined) return "no attempt";
  return count === 1 ? "1 attempt" : `${count} attempts`;
}

function effects(embedded: Story, server: Story, anyOrder: boolean): Difference[] {
  const [ours, theirs] = [embedded, server].map(({ told }) => {
    return anyOrder ? told.effects.map((effect) => text({ ...effect, args: effect.args.map(inAnyOrder) })).sort() : told.effects.map(text);
  }) as [string[], string[]];
  const at = ours.findIndex((effect, i) => effect !== theirs[i]);
  const first = at < 0 && theirs.length > ours.length ? ours.length : at;
  if (first < 0) return [];
  const place = placeOf(embedded, ours[first] ?? theirs[first] ?? "");
  return [
    {
      functionId: place?.functionId ?? null,
      stepId: place?.stepId ?? null,
      embedded: ours[first] === undefined ? "has no further effect" : `has effect ${first + 1}: ${ours[first]}`,
      server: theirs[first] === undefined ? "has no further effect" : `has effect ${first + 1}: ${theirs[first]}`,
    },
  ];
}

/** The server hands out the events of one request in no certain order, so a batch holds them in any. */
function inAnyOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => JSON.stringify(sorted(item))).sort() : value;
}

function text(effect: ToldEffect): string {
  return `${effectText(effect)}${effect.fails > 0 ? ` failing ${effect.fails}×` : ""}`;
}

function placeOf({ told, places }: Story, effect: string): Place | null {
  const alike = told.effects.findIndex((one) => text(one) === effect);
  const sameService = told.effects.findIndex(({ service }) => effect.startsWith(`${service}(`));
  return places[alike < 0 ? sameService : alike] ?? null;
}

/** The embedded runtime tries again at the earliest time that the server may choose. What follows an early attempt is early too. */
function times(embedded: Story, server: Story): Difference[] {
  const early = Object.entries(embedded.attemptsAt).flatMap(([stepId, ours]) => {
    const theirs = server.attemptsAt[stepId] ?? [];
    return theirs.flatMap((at, i) => (at < (ours[i] ?? 0) - ROUNDING ? [{ stepId, attempt: i + 1, ours: ours[i] ?? 0, theirs: at }] : []));
  });
  const first = early.sort((a, b) => a.theirs - b.theirs)[0];
  if (first === undefined) return [];
  const { stepId, attempt } = first;
  const said = (at: number) => `makes attempt ${attempt} after ${(at / 1000).toFixed(2)} s`;
  const functionId = Object.keys(embedded.steps).find((id) => embedded.steps[id]?.some((run) => stepId in run)) ?? null;
  return [{ functionId, stepId, embedded: `${said(first.ours)} at the earliest`, server: said(first.theirs) }];
}

function eachKey(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
