import { context } from "../runtime/context.ts";
import { type App, durable, type Replay, type Run, type RuntimeStop, type StepAttempt, type StepPlace, type Timeline } from "../runtime/index.ts";
import type { Act, Scenario } from "./scenario.ts";
import { type Example, type Recorded, setTheStage } from "./services.ts";
import { inMilliseconds } from "./time.ts";
import { nameCalls, nameRuns, runNames, type Told, tellEffects } from "./told.ts";

/**
 * Breaks the first attempt of a step, in the first run that reaches it, or of every step. "throw": it throws before its
 * code runs. "lose": the process is lost after its work was done and before that is reported.
 */
export type Fault = { kind: "throw" | "lose"; at: StepPlace | "every step" };

/** How the embedded engine plays. */
export type Manner = {
  checkpointing: boolean;
  fault?: Fault;
  /** Afterwards every run's handler goes through its memoised steps twice more. */
  replay?: boolean;
  /** Called when a step attempt begins. */
  onStep?: (attempt: StepAttempt) => void;
  /** Called after each act, with all that has happened so far. */
  onAct?: (act: Act, timeline: Timeline) => void;
};

/** A handler that went through its memoised steps twice, and the calls that it made meanwhile. */
export type Replayed = { run: Run; once: Replay; again: Replay; calls: Recorded[] };

/** A scenario that was played. */
export type Played = {
  told: Told;
  /** Every call of a service, in the order in which they were made; runs are named as in texts. */
  calls: Recorded[];
  /** A copy of a value with runs named in the same way. */
  named: (value: unknown) => unknown;
  timeline: Timeline;
  /** Step attempts in the order in which they began. */
  attempts: StepAttempt[];
  /** Virtual milliseconds. */
  took: number;
  startedAt: number;
  replays: Replayed[];
  /** Why the engine gave up, or null. */
  stop: Error | null;
};

/** Plays a scenario on the embedded runtime. */
export async function play(example: Example, scenario: Scenario, { checkpointing, fault, replay = false, onStep, onAct }: Manner): Promise<Played> {
  const attempts: StepAttempt[] = [];
  const stage = setTheStage(example, scenario, () => {
    const running = context.getStore()?.step ?? null;
    return running === null ? null : attempts.lastIndexOf(running);
  });
  try {
    const app = await durable({
      client: example.inngest,
      functions: example.functions,
      checkpointing,
      patience: 2_000,
      ...(scenario.now === undefined ? {} : { now: scenario.now }),
      takes: ({ stepId }) => inMilliseconds(scenario.takes?.[stepId] ?? "0s"),
      latency: ({ stepId }) => inMilliseconds(scenario.latency?.[stepId] ?? "0s"),
      fault: (begun) => {
        const nth = attempts.push(begun) - 1;
        onStep?.(begun);
        return fault !== undefined && firstAttempt(attempts, begun) === nth && isAt(fault, begun) ? fault.kind : undefined;
      },
    });
    const startedAt = app.now().getTime();
    let stop: Error | null = null;
    try {
      for (const act of scenario.acts) {
        if (act.do === "send") await app.send(act.events(app.now()));
        else if (act.do === "advance") await app.advance(act.by);
        if (act.do === "settle") await app.settle();
        else await app.run();
        onAct?.(act, app.timeline());
      }
    } catch (error) {
      stop = asStop(error);
    }
    const timeline = app.timeline();
    const names = runNames(timeline.runs);
    const calls = nameCalls(stage.calls, names);
    const told = tell(timeline, stage.calls, names, startedAt);
    const took = app.now().getTime() - startedAt;
    const replays = replay && stop === null ? await replayAll(app, timeline.runs, stage.calls) : [];
    return { told, calls, named: (value) => nameRuns(value, names), timeline, attempts, took, startedAt, replays, stop };
  } finally {
    stage.restore();
  }
}

/** The number of the first attempt of a step in the whole scenario; -1 when there is none. */
export function firstAttempt(attempts: readonly StepPlace[], { functionId, stepId }: StepPlace): number {
  return attempts.findIndex((other) => other.functionId === functionId && other.stepId === stepId);
}

function isAt({ at }: Fault, { functionId, stepId }: StepPlace): boolean {
  return at === "every step" || (at.functionId === functionId && at.stepId === stepId);
}

function asStop(error: unknown): Error {
  if (error instanceof Error) return error;
  return new Error(String(error));
}

/** Whether a safeguard of the runtime gave up, which knows function and step. */
export function isRuntimeStop(error: Error): error is RuntimeStop {
  return error.name === "RuntimeStop";
}

function tell(timeline: Timeline, calls: Recorded[], names: Map<string, string>, startedAt: number): Told {
  const told: Required<Told> = { effects: tellEffects(calls, names), runs: {}, attemptsAt: {}, skips: {} };
  for (const { functionId, status, output, error, steps } of timeline.runs) {
    const text = error === null ? null : (nameRuns({ name: error.name, message: error.message }, names) as { name: string; message: string });
    (told.runs[functionId] ??= []).push({ status, output: nameRuns(output ?? null, names), error: text });
    for (const step of steps) {
      const times = step.attempts.map((one) => one.startedAt.getTime() - startedAt);
      told.attemptsAt[step.id] = [...(told.attemptsAt[step.id] ?? []), ...times].sort((a, b) => a - b);
    }
  }
  for (const { functionId, reason } of timeline.skips) (told.skips[functionId] ??= []).push(reason);
  return told;
}

async function replayAll(app: App, runs: readonly Run[], calls: Recorded[]): Promise<Replayed[]> {
  const ended = runs.filter(({ endedAt }) => endedAt !== null);
  const replayEach = async () => {
    const replays: { replay: Replay; calls: Recorded[] }[] = [];
    for (const { id } of ended) {
      const before = calls.length;
      replays.push({ replay: await app.replay(id), calls: calls.slice(before) });
    }
    return replays;
  };
  const once = await replayEach();
  const again = await replayEach();
  return ended.flatMap((run, i) => {
    const [a, b] = [once[i], again[i]];
    return a && b ? { run, once: a.replay, again: b.replay, calls: [...a.calls, ...b.calls] } : [];
  });
}
