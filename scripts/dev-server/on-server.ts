import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Middleware } from "inngest";
import { serve } from "inngest/node";
import type { Scenario, Time } from "../scenarios/scenario.ts";
import { type Example, type Recorded, setTheStage } from "../scenarios/services.ts";
import { inMilliseconds } from "../scenarios/time.ts";
import { nameRuns, runNames, tellEffects, type ToldRun } from "../scenarios/told.ts";
import { ENDING_QUERY, type Ending, readEnding, readRuns, RUNS_QUERY, type ServerRun } from "./answers.ts";
import { serverSituation, type Situation, untilSettled } from "./situation.ts";
import type { ServerStory, Story } from "./story.ts";

/** Milliseconds until an answer of the server is given up. */
const ANSWER = 10_000;

/**
 * Plays a scenario on a Dev Server, with the example served by `inngest/node` on loopback. `INNGEST_DEV` must name the
 * server already.
 *
 * @param server the server's address; nothing else was ever sent to it
 * @param settled the situation that each `settle` waits for
 * @throws {Error} when the functions cannot be registered, or the server cannot be read
 */
export async function playOnServer(example: Example, scenario: Scenario, server: string, settled: readonly Situation[]): Promise<ServerStory> {
  const stage = setTheStage(example, scenario);
  example.inngest.middleware.push(slow(scenario.latency ?? {}));
  const app = createServer(serve({ client: example.inngest, functions: example.functions }));
  await once(app.listen(0, "127.0.0.1"), "listening");
  try {
    await register(app.address());
    const look = () => readServer(server, example.inngest.id);
    const began = Date.now();
    let stuck: ServerStory["stuck"] = null;
    let settles = 0;
    for (const act of scenario.acts) {
      if (act.do === "send") await example.inngest.send(act.events(new Date()));
      if (act.do === "advance") await pause(inMilliseconds(act.by));
      if (act.do !== "settle") continue;
      const expected = settled[settles++] ?? {};
      const found = await untilSettled(async () => serverSituation(await look()), expected, { now: Date.now, pause });
      if (found === null) continue;
      stuck = { expected, found };
      break;
    }
    const runs = await look();
    const endings = await Promise.all(runs.map((run) => endingOf(server, run)));
    return { ...tell(runs, endings, stage.calls, began), stuck };
  } finally {
    stage.restore();
    app.closeAllConnections();
    app.close();
  }
}

/** Lets the real time pass before a step's code that the embedded runtime lets pass virtually. */
function slow(latency: Record<string, Time>): Middleware.Class {
  return class extends Middleware.BaseMiddleware {
    readonly id = "scenarios:latency";

    override async wrapStepHandler({ next, stepInfo }: Middleware.WrapStepHandlerArgs): Promise<unknown> {
      await pause(inMilliseconds(latency[stepInfo.options.id] ?? "0s"));
      return next();
    }
  };
}

async function register(address: ReturnType<ReturnType<typeof createServer>["address"]>): Promise<void> {
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  const response = await fetch(`http://127.0.0.1:${address.port}/api/inngest`, { method: "PUT", signal: AbortSignal.timeout(ANSWER) });
  if (!response.ok) throw new Error(`the Dev Server did not register the functions: ${await response.text()}`);
}

async function readServer(server: string, appId: string): Promise<ServerRun[]> {
  return readRuns(await ask(server, RUNS_QUERY), appId);
}

async function endingOf(server: string, { ended, outputId }: ServerRun): Promise<Ending> {
  if (ended === null || outputId === null) return { output: null, error: null };
  return readEnding(await ask(server, ENDING_QUERY, { id: outputId }));
}

async function ask(server: string, query: string, variables: object = {}): Promise<unknown> {
  const response = await fetch(`${server}/v0/gql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(ANSWER),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the Dev Server answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as unknown;
}

/** The story of runs that have been read, as the embedded runtime would tell it. */
export function tell(runs: readonly ServerRun[], endings: readonly Ending[], calls: Recorded[], began: number): Story {
  const names = runNames(runs);
  const story: Story = { told: { effects: tellEffects(calls, names), runs: {} }, steps: {}, attemptsAt: {}, places: [] };
  runs.forEach(({ functionId, ended, steps }, i) => {
    const { output, error } = endings[i] ?? { output: null, error: null };
    const told: ToldRun = { status: ended ?? "Running", output: nameRuns(output, names), error: nameRuns(error, names) as ToldRun["error"] };
    (story.told.runs[functionId] ??= []).push(told);
    (story.steps[functionId] ??= []).push(Object.fromEntries(steps.map(({ id, attempts }) => [id, attempts])));
    for (const { id, startedAt } of steps) {
      story.attemptsAt[id] = [...(story.attemptsAt[id] ?? []), ...startedAt.map((at) => at - began)].sort((a, b) => a - b);
    }
  });
  return story;
}
