import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Below the ports that systems give to outgoing connections, which could take one between the search and its use. */
const [FIRST, LAST] = [15_000, 32_000];

/**
 * Ports that nobody listens on, on any interface. They are held until all are found, so that they differ.
 *
 * @param count how many
 * @throws {Error} when there are not enough
 */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  try {
    for (let tries = 0; ports.length < count; tries++) {
      if (tries > 100 * count) throw new Error(`found no ${count} free ports between ${FIRST} and ${LAST}`);
      const port = randomInt(FIRST, LAST);
      const server = createServer();
      const free = await once(server.listen(port), "listening").then(
        () => true,
        () => false,
      );
      if (!free) continue;
      held.push(server);
      ports.push(port);
    }
    return ports;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}
