import { effectText, runText, sorted, type ToldEffect } from "../scenarios/told.ts";
import { situationText } from "./situation.ts";
import type { Place, ServerStory, Story } from "./story.ts";

/** Where the two engines tell a scenario differently. */
export type Difference = { functionId: string | null; stepId: string | null; embedded: string; server: string };

/** Milliseconds by which the clocks of the server and of the app may round differently. */
const ROUNDING = 20;

/**
 * Compares the two stories of a scenario.
 *
 * @param anyOrder the order of effects, and of a function's runs, is not part of the story
 * @param ownBackoff the server's own backoff was in force, so that it cannot try again earlier than the embedded runtime
 */
export function compare(embedded: Story, server: ServerStory, { anyOrder, ownBackoff }: { anyOrder: boolean; ownBackoff: boolean }): Difference[] {
  const differences = [...runs(embedded, server, anyOrder), ...steps(embedded, server, anyOrder), ...effects(embedded, server, anyOrder)];
  if (ownBackoff) differences.push(...times(embedded, server));
  if (differences.length === 0 && server.stuck) {
    const { expected, found } = server.stuck;
    differences.push({ functionId: null, stepId: null, embedded: `settles with ${situationText(expected)}`, server: `stays with ${situationText(found)}` });
  }
  return differences;
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

/** The embedded runtime tries again at the earliest time that the server may choose. */
function times(embedded: Story, server: Story): Difference[] {
  return Object.entries(embedded.attemptsAt).flatMap(([stepId, ours]) => {
    const theirs = server.attemptsAt[stepId] ?? [];
    // Said already as a different number of attempts.
    if (ours.length !== theirs.length) return [];
    const early = ours.findIndex((at, i) => (theirs[i] ?? at) < at - ROUNDING);
    if (early < 0) return [];
    const said = (at: number | undefined) => `tries it for the ${early + 1}. time after ${((at ?? 0) / 1000).toFixed(2)} s`;
    const functionId = Object.keys(embedded.steps).find((id) => embedded.steps[id]?.some((run) => stepId in run)) ?? null;
    return [{ functionId, stepId, embedded: `${said(ours[early])} at the earliest`, server: said(theirs[early]) }];
  });
}

function eachKey(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
