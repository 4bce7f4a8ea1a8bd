import type { Scenario } from "../scenarios/scenario.ts";
import { inMilliseconds, lengthOf } from "../scenarios/time.ts";

/** How a scenario can be played in real time, or why it cannot. */
export type Playability = { retryInterval: number | null } | { embeddedOnly: string };

/** Milliseconds that a scenario may let pass between its acts. */
const BRIEF = 5_000;
/** Seconds between attempts where a scenario would otherwise wait for minutes. */
const SHORT = 1;

/**
 * Decides how the real Dev Server can play a scenario.
 *
 * @returns `retryInterval`: seconds for the server's `--retry-interval`, null for its own backoff; or why only the embedded
 *   runtime plays it
 */
export function playability({ acts, takes, needsLongWait }: Scenario): Playability {
  const passes = acts.reduce((sum, act) => sum + (act.do === "advance" ? inMilliseconds(act.by) : 0), 0);
  if (passes > BRIEF) return { embeddedOnly: `${lengthOf(passes)} pass between its acts` };
  if (takes !== undefined) return { embeddedOnly: "its steps take minutes" };
  if (needsLongWait === true) return { embeddedOnly: "it waits for minutes or days" };
  return { retryInterval: needsLongWait === "retries" ? SHORT : null };
}
