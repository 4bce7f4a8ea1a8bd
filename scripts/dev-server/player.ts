import type { Stories } from "../scenarios/scenario.ts";
import type { Example } from "../scenarios/services.ts";
import { playEmbedded } from "./embedded.ts";
import { playOnServer } from "./on-server.ts";
import type { Situation } from "./situation.ts";
import type { EmbeddedStory, ServerStory } from "./story.ts";

/** Where a scenario is told and where its example is; modules by URL. */
export type Whereabouts = { stories: string; module: string; example: string; scenario: number };
/** A scenario to play. */
export type Job = Whereabouts & ({ engine: "embedded" } | { engine: "dev-server"; server: string; settled: Situation[] });
/** What comes of it. */
export type Result = { embedded: EmbeddedStory } | { server: ServerStory } | { failed: string };

// This program is started by players.ts: an app in a process of its own, which plays one scenario and tells its story.

async function work(job: Job): Promise<Result> {
  const told = ((await import(job.stories)) as { stories: Stories[] }).stories.find(({ example }) => example === job.example);
  const scenario = told?.scenarios[job.scenario];
  if (scenario === undefined) throw new Error(`there is no scenario ${job.scenario} of "${job.example}"`);
  const example = (await import(job.module)) as Example;
  if (job.engine === "embedded") return { embedded: await playEmbedded(example, scenario) };
  return { server: await playOnServer(example, scenario, job.server, job.settled) };
}

process.on("disconnect", () => process.exit(1));
process.on("message", (job: Job) => {
  work(job).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : String(error) } satisfies Result),
  );
});
