import type { Run, Step } from "../runtime/index.ts";
import type { Played } from "./play.ts";

/** A scenario that was played, as data. Times are in milliseconds since its beginning. */
export type View = {
  example: string;
  scenario: string;
  /** The virtual time of its beginning, ISO. */
  startedAt: string;
  took: number;
  /** Events that the app or a run sent; those that the server sends itself are left out. */
  events: { at: number; name: string; id: string; sentBy: string | null }[];
  /** In the order in which they were made. */
  runs: RunView[];
  /** Events that started no run. */
  skips: { at: number; functionId: string; event: string; reason: string }[];
};

export type RunView = {
  name: string;
  functionId: string;
  at: number;
  endedAt: number | null;
  status: string;
  output: unknown;
  error: string | null;
  cancelledBy: string | null;
  steps: StepView[];
};

export type StepView = {
  id: string;
  kind: string;
  at: number;
  endedAt: number | null;
  status: string;
  attempts: { at: number; outcome: string; error: string | null }[];
};

/** What a played scenario looks like from outside. */
export function viewOf(example: string, scenario: string, { timeline, named, took, startedAt }: Played): View {
  const since = (date: Date) => date.getTime() - startedAt;
  const ended = (date: Date | null) => (date === null ? null : since(date));
  const error = (thrown: { name: string; message: string } | null) => (thrown === null ? null : `${thrown.name}: ${thrown.message}`);
  const step = (one: Step): StepView => ({
    id: one.id,
    kind: one.kind,
    at: since(one.startedAt),
    endedAt: ended(one.endedAt),
    status: one.status,
    attempts: one.attempts.map((attempt) => ({ at: since(attempt.startedAt), outcome: attempt.outcome, error: error(attempt.error) })),
  });
  const run = (one: Run): RunView => ({
    name: named(one.id) as string,
    functionId: one.functionId,
    at: since(one.startedAt ?? one.createdAt),
    endedAt: ended(one.endedAt),
    status: one.status,
    output: named(one.output ?? null),
    error: named(error(one.error)) as string | null,
    cancelledBy: one.cancelledBy,
    steps: one.steps.map(step),
  });
  const names = new Map(timeline.events.map(({ event }) => [event.id, event.name]));
  return {
    example,
    scenario,
    startedAt: new Date(startedAt).toISOString(),
    took,
    events: timeline.events
      .filter(({ event }) => !event.name.startsWith("inngest/"))
      .map(({ event, at, sentBy }) => ({ at: since(at), name: event.name, id: event.id, sentBy: sentBy === null ? null : (named(sentBy) as string) })),
    runs: timeline.runs.map(run),
    skips: timeline.skips.map(({ at, functionId, eventId, reason }) => ({ at: since(at), functionId, event: names.get(eventId) ?? eventId, reason })),
  };
}
