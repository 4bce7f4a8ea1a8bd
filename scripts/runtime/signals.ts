import { resume } from "./resume.ts";
import type { World } from "./state.ts";

/**
 * Sends a signal to the run that waits for it.
 *
 * @returns the run's id, or null when none waits
 */
export function sendSignal(world: World, signal: string, data: unknown): string | null {
  for (const wait of world.waits) {
    if (wait.kind !== "signal" || wait.signal !== signal || wait.expires < world.clock.now) continue;
    resume(world, wait, { data: { signal, data: data ?? null } });
    return wait.run.id;
  }
  return null;
}
