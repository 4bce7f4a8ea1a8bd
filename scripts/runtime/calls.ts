import type { World } from "./state.ts";

/** What apps are doing now: the calls of `run`, `settle` and the like that have not ended. */
const calls = new Set<{ client: object; world: World }>();

/**
 * Does what a call of an app asks for.
 *
 * @throws what `act` throws, and an error when the app has been stopped
 */
export async function underWay<T>(client: object, world: World, act: () => Promise<T>): Promise<T> {
  if (world.stopped !== null) throw world.stopped;
  const call = { client, world };
  calls.add(call);
  try {
    return await act();
  } finally {
    calls.delete(call);
  }
}

/** Stops every app of the client that is doing something: the test that asked for it has been given up. */
export function stopWhatIsUnderWay(client: object): void {
  for (const { client: other, world } of calls) {
    if (other === client) {
      world.stopped = new Error("This app has stopped: durable() made another one with the same client while this one was at work, as after a test that timed out. Tests that share a client can not run concurrently.");
    }
  }
}
