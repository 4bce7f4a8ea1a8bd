import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, Outcome } from "../finding.ts";
import type { Stories } from "../scenarios/scenario.ts";
import type { Cli } from "./cli.ts";
import { PORTS } from "./flags.ts";
import { type Playable, playOne } from "./one.ts";
import { playability } from "./playability.ts";
import { playAll } from "./players.ts";
import { freePorts } from "./ports.ts";
import { killServers } from "./server.ts";
import type { EmbeddedStory } from "./story.ts";

const STORIES = new URL("../scenarios/stories/index.ts", import.meta.url);
/** Servers that run side by side; they mostly wait. */
const LANES = 6;
/** Milliseconds for a scenario on the embedded runtime, and for all on the server. */
const LIMITS = { embedded: 30_000, all: 300_000 };

type Options = { stories?: URL; progress?: (done: number, of: number) => void };

/**
 * Plays the scenarios that need no long wait on a real Dev Server, and compares with the embedded runtime.
 *
 * @param examples absolute paths of the examples
 * @param root absolute path of the repository, to which findings are relative
 * @param cli the Inngest CLI
 * @param options `stories`: a module with other stories; `progress`: told how many scenarios are done
 * @returns a finding for each difference; notes that name the scenarios that only the embedded runtime plays
 * @throws {Error} when a server does not start, the embedded runtime cannot play a scenario, or it all takes too long
 */
export async function checkOnDevServer(examples: string[], root: string, cli: Cli, { stories = STORIES, progress = () => {} }: Options = {}): Promise<Outcome> {
  const { playable, notes } = await plan(examples, stories);
  const embedded = await playEmbedded(playable);
  const left = playable.map((one, i) => ({ one, story: embedded[i] as EmbeddedStory })).sort((a, b) => waiting(b.one, b.story) - waiting(a.one, a.story));

  const findings: Finding[] = [];
  let done = 0;
  let differing = 0;
  let trouble: unknown = null;
  const lane = async (ports: readonly number[]) => {
    for (let next = left.shift(); next !== undefined && trouble === null; next = left.shift()) {
      const found = await playOne(next.one, next.story, cli, ports, root);
      findings.push(...found);
      if (found.length > 0) differing++;
      progress(++done, playable.length);
    }
  };
  const ports = await freePorts(LANES * PORTS);
  const timer = setTimeout(() => {
    trouble = new Error(`the scenarios did not end within ${LIMITS.all / 1000} s; ${done} of ${playable.length} are done`);
    killServers();
  }, LIMITS.all);
  const stopAll = (error: unknown) => void (trouble ??= error);
  await Promise.all(Array.from({ length: LANES }, (_, i) => lane(ports.slice(i * PORTS, (i + 1) * PORTS)).catch(stopAll)));
  clearTimeout(timer);
  if (trouble !== null) throw trouble;
  return {
    findings,
    counts: { scenariosToldAlike: { count: playable.length - differing, of: playable.length }, embeddedOnly: notes.length },
    notes: [`Dev Server ${cli.version}: ${cli.path}`, ...notes],
  };
}

async function plan(examples: string[], stories: URL): Promise<{ playable: Playable[]; notes: string[] }> {
  const paths = new Map(examples.map((path) => [basename(path, ".ts"), path]));
  const { stories: all } = (await import(stories.href)) as { stories: Stories[] };
  const playable: Playable[] = [];
  const notes: string[] = [];
  for (const { example, scenarios } of all) {
    const path = paths.get(example);
    if (path === undefined) continue;
    scenarios.forEach((scenario, index) => {
      const how = playability(scenario);
      if ("embeddedOnly" in how) notes.push(`embedded only: ${example}, "${scenario.name}": ${how.embeddedOnly}`);
      else playable.push({ scenario, path, at: { stories: stories.href, module: pathToFileURL(path).href, example, scenario: index }, ...how });
    });
  }
  return { playable, notes };
}

async function playEmbedded(playable: readonly Playable[]): Promise<EmbeddedStory[]> {
  const played = await playAll(playable.map(({ at }) => ({ ...at, engine: "embedded" })), LIMITS.embedded);
  return played.map(({ result }, i) => {
    if ("embedded" in result) return result.embedded;
    throw new Error(`the embedded runtime could not play "${playable[i]?.scenario.name}" of ${playable[i]?.at.example}: ${"failed" in result ? result.failed : ""}`);
  });
}

/** Roughly for how many seconds a scenario waits to try again: long ones begin first. */
function waiting({ retryInterval }: Playable, { steps }: EmbeddedStory): number {
  const tries = Object.values(steps).flat().flatMap((run) => Object.values(run));
  return tries.reduce((sum, count) => sum + count - 1, 0) * (retryInterval ?? 30);
}
