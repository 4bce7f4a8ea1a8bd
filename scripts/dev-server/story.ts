import type { Told } from "../scenarios/told.ts";
import type { Situation } from "./situation.ts";

/** A scenario as one of the two engines played it. */
export type Story = {
  told: Told;
  /** By function and run, in the order of the runs: how often each step was tried. */
  steps: Record<string, Record<string, number>[]>;
  /** By step: milliseconds from the beginning to each attempt. */
  attemptsAt: Record<string, number[]>;
  /** For each effect the step in which it happened, where that is known. */
  places: (Place | null)[];
};

export type Place = { functionId: string; stepId: string };

/** The story of the embedded runtime, and the situation after each `settle`. */
export type EmbeddedStory = Story & { settled: Situation[] };

/** The story of the Dev Server, and the situation in which it got stuck, if it did. */
export type ServerStory = Story & { stuck: { expected: Situation; found: Situation } | null };
