import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "./clock.ts";
import type { Flight } from "./flight.ts";
import type { World } from "./state.ts";
import type { StepAttempt } from "./types.ts";

/** What surrounds an app's code while the runtime calls it, in everything that the code awaits too. */
export type Context = {
  clock: Readonly<Clock>;
  /** The app that what is sent goes to; null while it registers. */
  world: World | null;
  /** The request that is under way; null outside of requests. */
  flight: Flight | null;
  /** The attempt of a step whose code is running. */
  step: StepAttempt | null;
};

// One storage for all: each costs something at every promise.
export const context = new AsyncLocalStorage<Context>();

/** The app within which this is called, or null outside of all. */
export function currentWorld(): World | null {
  return context.getStore()?.world ?? null;
}

/** The request within which this is called, or undefined outside of requests. */
export function currentFlight(): Flight | undefined {
  return context.getStore()?.flight ?? undefined;
}
