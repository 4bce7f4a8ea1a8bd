/** The ports that a Dev Server listens on. */
export type Ports = { api: number; connectGateway: number; connectGatewayGrpc: number; connectExecutorGrpc: number };

/** How many ports {@link portsOf} wants. */
export const PORTS = 4;

/** Gives each of four free ports its use. */
export function portsOf([api, connectGateway, connectGatewayGrpc, connectExecutorGrpc]: readonly number[]): Ports {
  if (api === undefined || connectGateway === undefined || connectGatewayGrpc === undefined || connectExecutorGrpc === undefined) {
    throw new Error(`a Dev Server needs ${PORTS} ports`);
  }
  return { api, connectGateway, connectGatewayGrpc, connectExecutorGrpc };
}

/**
 * Arguments for `inngest-cli`: a server that keeps nothing, looks for no apps by itself and reads no settings from
 * elsewhere. The API is on loopback; the server offers no way to keep its three ports for `connect` workers there.
 *
 * @param ports free ports
 * @param config path of a file with an empty configuration, which keeps the server from looking for others
 * @param retryInterval seconds between attempts, instead of the server's own backoff
 */
export function serverArguments(ports: Ports, config: string, retryInterval: number | null): string[] {
  return [
    "dev",
    ...["--config", config],
    ...["--host", "127.0.0.1", "--port", String(ports.api)],
    ...["--connect-gateway-port", String(ports.connectGateway)],
    ...["--connect-gateway-grpc-port", String(ports.connectGatewayGrpc)],
    ...["--connect-executor-grpc-port", String(ports.connectExecutorGrpc)],
    "--no-discovery",
    "--no-poll",
    ...(retryInterval === null ? [] : ["--retry-interval", String(retryInterval)]),
  ];
}

/**
 * The environment for `inngest-cli`: without anything that it would read as a setting (`INNGEST_*`, `DEBUG` opens one more
 * port), and asked to send no telemetry and to look for no update.
 */
export function serverEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^(INNGEST_|EXPERIMENTAL_|LOG_|DEBUG$)/.test(name));
  return { ...Object.fromEntries(kept), DO_NOT_TRACK: "1", NO_UPDATE_NOTIFIER: "1" };
}
