import type { Ports } from "./flags.ts";

/**
 * Whether the server that was started with these ports answers, and not another one: it takes other ports when one is in use.
 *
 * @param address where it should be
 */
export async function isServer(address: string, ports: Ports): Promise<boolean> {
  const response = await fetch(`${address}/dev`, { signal: AbortSignal.timeout(2_000) });
  const { startOpts } = (await response.json()) as { startOpts?: { connectGatewayPort?: number } };
  return startOpts?.connectGatewayPort === ports.connectGateway;
}
