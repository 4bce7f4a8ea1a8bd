import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "./clock.ts";
import type { Flight } from "./flight.ts";

/** What surrounds an app's code while the runtime calls it, in everything that the code awaits too. */
export type Context = {
  clock: Clock;
  /** The request that is under way; null while the app registers. */
  flight: Flight | null;
  /** The id of the step whose code is running. */
  step: string | null;
};

// One storage for all three: each costs something at every promise.
export const context = new AsyncLocalStorage<Context>();

/** The request within which this is called, or undefined outside of requests. */
export function currentFlight(): Flight | undefined {
  return context.getStore()?.flight ?? undefined;
}
