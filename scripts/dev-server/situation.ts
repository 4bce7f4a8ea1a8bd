import type { Timeline } from "../runtime/index.ts";
import type { ServerRun } from "./answers.ts";

/** By function, where each of its runs is, in words and in alphabetical order. */
export type Situation = Record<string, string[]>;

/** Milliseconds for which a situation must last. */
const LASTING = 800;
/** Milliseconds without any change after which nothing more is awaited, though the situation is not the expected one. */
const IDLE = 15_000;
/** Milliseconds until the expected situation is given up. The server's first backoff is 15 to 45 s. */
const PATIENCE = 75_000;

/** The situation on the embedded runtime. */
export function situationOf({ runs }: Timeline): Situation {
  return collect(
    runs.map(({ functionId, status, endedAt, steps }) => {
      const waits = steps.filter((step) => step.status === "waiting" && step.kind === "waitForEvent").map(({ id }) => id);
      return [functionId, inWords(endedAt === null ? null : status, waits)];
    }),
  );
}

/** The situation on the Dev Server. */
export function serverSituation(runs: readonly ServerRun[]): Situation {
  return collect(runs.map(({ functionId, ended, waits }) => [functionId, inWords(ended, waits)]));
}

function inWords(ended: string | null, waits: readonly string[]): string {
  if (ended !== null) return ended;
  return waits.length === 0 ? "Running" : `Waiting in ${[...waits].sort().join(", ")}`;
}

function collect(runs: readonly (readonly [string, string])[]): Situation {
  const situation: Situation = {};
  for (const [functionId, words] of [...runs].sort(([a], [b]) => (a < b ? -1 : 1))) (situation[functionId] ??= []).push(words);
  for (const words of Object.values(situation)) words.sort();
  return situation;
}

/** A situation in one line. */
export function situationText(situation: Situation): string {
  const functions = Object.entries(situation).map(([functionId, runs]) => `${functionId}: ${runs.join(", ")}`);
  return functions.join("; ") || "no run";
}

/** Real time, or a test's. Milliseconds. */
export type Clock = { now: () => number; pause: (milliseconds: number) => Promise<void> };

/**
 * Looks again and again until the expected situation has come and lasts.
 *
 * @param look reads the situation
 * @returns null, or the situation that is there instead when nothing moves any more or the time is up
 */
export async function untilSettled(look: () => Promise<Situation>, expected: Situation, { now, pause }: Clock): Promise<Situation | null> {
  const wanted = situationText(expected);
  const start = now();
  let last = "";
  let since = start;
  for (;;) {
    const situation = await look();
    const text = situationText(situation);
    if (text !== last) [last, since] = [text, now()];
    const lasted = now() - since;
    if (text === wanted && lasted >= LASTING) return null;
    const moves = Object.values(situation).flat().includes("Running");
    if (text !== wanted && ((!moves && lasted >= IDLE) || now() - start >= PATIENCE)) return situation;
    await pause(200);
  }
}
