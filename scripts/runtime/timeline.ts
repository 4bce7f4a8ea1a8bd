import type { RunState, World } from "./state.ts";
import type { Run, Timeline } from "./types.ts";

/** What a run looks like from outside, now. */
export function viewRun(run: RunState): Run {
  return {
    id: run.id,
    functionId: run.fn.id,
    status: run.status,
    events: run.events,
    output: run.output,
    error: run.error,
    cancelledBy: run.cancelledBy,
    attempts: run.attempts,
    steps: [...run.steps.values()],
    createdAt: new Date(run.createdAt),
    startedAt: run.startedAt === null ? null : new Date(run.startedAt),
    endedAt: run.endedAt === null ? null : new Date(run.endedAt),
    requests: run.requests,
  };
}

/** Everything that happened so far, as plain data. */
export function viewTimeline(world: World): Timeline {
  return {
    events: world.events.map(({ event, at, sentBy }) => ({ event, at: new Date(at), sentBy })),
    runs: [...world.runs.values()].map(viewRun),
    unmatched: [...world.unmatched],
    published: world.published.map(({ at, ...message }) => ({ ...message, at: new Date(at) })),
    skips: [...world.skips],
    warnings: [...world.warnings],
  };
}
