import { play } from "../scenarios/play.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Example } from "../scenarios/services.ts";
import { situationOf } from "./situation.ts";
import type { EmbeddedStory } from "./story.ts";

/**
 * Plays a scenario on the embedded runtime. The example's client answers in memory afterwards, so it is lost for a real server.
 *
 * @throws {Error} when the runtime gives up
 */
export async function playEmbedded(example: Example, scenario: Scenario): Promise<EmbeddedStory> {
  const settled: EmbeddedStory["settled"] = [];
  const { told, timeline, attempts, stop } = await play(example, scenario, {
    checkpointing: true,
    onAct: (act, now) => {
      if (act.do === "settle") settled.push(situationOf(now));
    },
  });
  if (stop) throw stop;
  const steps: EmbeddedStory["steps"] = {};
  for (const run of timeline.runs) {
    const tries = run.steps.map(({ id, attempts }) => [id, Math.max(1, attempts.length)] as const);
    (steps[run.functionId] ??= []).push(Object.fromEntries(tries));
  }
  const places = told.effects.map(({ during }) => {
    const at = during === null ? undefined : attempts[during];
    return at === undefined ? null : { functionId: at.functionId, stepId: at.stepId };
  });
  return { told, steps, attemptsAt: told.attemptsAt ?? {}, places, settled };
}
