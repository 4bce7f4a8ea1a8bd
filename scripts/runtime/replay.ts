import { deferred } from "./deferred.ts";
import { DAY } from "./duration.ts";
import { type Answer, type Flight } from "./flight.ts";
import { serialized } from "./errors.ts";
import type { Sdk } from "./sdk.ts";
import type { RunState, World } from "./state.ts";
import type { Replay } from "./types.ts";

/** Each replay sees a time this much later than the one before: another hour of the day, and another day of the week. */
const LATER = 3.5 * DAY;

/** Calls a run's handler with its memoised steps, planning instead of running whatever is new. */
export async function replayRun(world: World, sdk: Sdk, run: RunState): Promise<Replay> {
  const { promise, resolve } = deferred<Answer>();
  const flight: Flight = {
    world,
    run,
    job: null,
    clock: { now: Math.max(world.clock.now, run.seen) + ++run.replays * LATER },
    stackAtStart: [...run.stack],
    encounters: new Map(),
    started: new Set(),
    bodyEnded: false,
    lost: false,
    settle: resolve,
    answer: promise,
    stop: null,
    pause: () => Promise.resolve(),
  };
  const answer = await Promise.race([promise, sdk.call(flight, null, 0, true)]);
  if (answer.kind === "stop") throw answer.error;
  const steps = [...flight.encounters.values()].map(({ id, kind, memoised, input }) => ({ id, kind, memoised, input }));
  if (answer.kind !== "response") return { steps, output: undefined, error: serialized("the replay gave no answer") };
  return answer.status === 200 ? { steps, output: answer.body, error: null } : { steps, output: undefined, error: answer.status === 206 ? null : serialized(answer.body) };
}
