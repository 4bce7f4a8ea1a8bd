import { readFile } from "node:fs/promises";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../finding.ts";
import { locator } from "../scenarios/locate.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Cli } from "./cli.ts";
import { compare } from "./compare.ts";
import { portsOf, serverArguments, serverEnvironment } from "./flags.ts";
import type { Whereabouts } from "./player.ts";
import { playAll } from "./players.ts";
import { isServer } from "./probe.ts";
import { startServer } from "./server.ts";
import type { EmbeddedStory } from "./story.ts";

const NO_SETTINGS = fileURLToPath(new URL("no-settings.json", import.meta.url));
/** Milliseconds for a server to start, and for a scenario. */
const LIMITS = { start: 30_000, scenario: 180_000 };

/** A scenario that a real server can play. */
export type Playable = {
  scenario: Scenario;
  /** Absolute path of its example. */
  path: string;
  at: Whereabouts;
  /** Seconds between attempts; null: the server's own backoff. */
  retryInterval: number | null;
};

/**
 * Plays one scenario on a fresh Dev Server, so that no event id, key or limit of another is in force, and compares.
 *
 * @param embedded the embedded runtime's story of the scenario
 * @param free four free ports
 * @param root absolute path of the repository, to which findings are relative
 * @throws {Error} when the server does not start
 */
export async function playOne({ scenario, path, at, retryInterval }: Playable, embedded: EmbeddedStory, cli: Cli, free: readonly number[], root: string): Promise<Finding[]> {
  const ports = portsOf(free);
  const address = `http://127.0.0.1:${ports.api}`;
  const options = { env: serverEnvironment(process.env), limit: LIMITS.start };
  const server = await startServer(cli.path, serverArguments(ports, NO_SETTINGS, retryInterval), options, () => isServer(address, ports));
  try {
    const [played] = await playAll([{ ...at, engine: "dev-server", server: address, settled: embedded.settled }], LIMITS.scenario);
    const result = played?.result ?? { failed: "nothing came back" };
    const file = relative(root, path).split(sep).join("/");
    if (!("server" in result)) {
      const reason = "failed" in result ? result.failed : "it was played elsewhere";
      const message = [`"${scenario.name}" could not be played: ${reason}`, played?.output.trim(), complaints(server.output())];
      return [{ file, line: 1, column: 1, rule: "dev-server/played", message: message.filter(Boolean).join("\n"), fix: "read what the app and the server said" }];
    }
    const place = locator(await readFile(path, "utf8"));
    return compare(embedded, result.server, { anyOrder: scenario.expect.anyOrder ?? false, ownBackoff: retryInterval === null }).map((difference) => {
      const { functionId, stepId } = difference;
      const where = functionId === null ? "" : `function "${functionId}"${stepId === null ? "" : `, step "${stepId}"`}, `;
      const message = [`${where}in "${scenario.name}":`, `the embedded runtime ${difference.embedded}`, `the Dev Server ${difference.server}`, complaints(server.output())];
      const fix = "the server is right: mend scripts/runtime and give it a test, or what reads the server in scripts/dev-server";
      return { file, ...place(functionId, stepId), rule: "dev-server/differs", message: message.filter(Boolean).join("\n"), fix };
    });
  } finally {
    await server.stop();
  }
}

/** What the server logged as a warning or an error; it logs JSON when nobody watches. */
function complaints(output: string): string {
  const lines = output.split("\n").filter((line) => /"level":"(WARN|ERROR)"/.test(line));
  return lines.slice(-5).join("\n");
}
