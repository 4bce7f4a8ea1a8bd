import type { StepPlace } from "../runtime/index.ts";
import { FAULTS, faultFlaws, placesOf } from "./faults.ts";
import { type Fault, isRuntimeStop, type Manner, type Played, play } from "./play.ts";
import { replayFlaws } from "./replays.ts";
import type { Scenario, Stories } from "./scenario.ts";
import type { Example } from "./services.ts";
import { differences, effectText, type Flaw } from "./told.ts";

/** What came of a scenario that was played in every way. */
export type Examined = {
  flaws: Flaw[];
  faults: number;
  survived: number;
  /** The functions that had a run, by id; `<id>-failure` is an `onFailure` handler. */
  ran: string[];
};

/**
 * Plays a scenario as told, then with every handler replayed, then with each step broken in each way; all that with
 * checkpointing and with one request a step. A story that is not as told is not broken on purpose as well.
 *
 * A process that is lost with checkpointing has more than one step to lose, so there each step is broken by itself. In the
 * other cases all steps are broken in one play, and only when that is not survived, one by one.
 *
 * @param onStep called when a step attempt begins
 */
export async function examine(example: Example, stories: Stories, scenario: Scenario, onStep?: Manner["onStep"]): Promise<Examined> {
  const examined: Examined = { flaws: [], faults: 0, survived: 0, ran: [] };
  for (const checkpointing of [true, false]) {
    const manner = { checkpointing, ...(onStep ? { onStep } : {}) };
    const sound = await play(example, scenario, { ...manner, replay: checkpointing });
    examined.ran.push(...sound.timeline.runs.map(({ functionId }) => functionId));
    const flaws = soundFlaws(scenario, sound);
    examined.flaws.push(...flaws);
    if (stopped(flaws)) break;
    if (flaws.length > 0) continue;
    const wrongWith = async (fault: Fault) => faultFlaws(sound, await play(example, scenario, { ...manner, fault }), fault, stories);
    for (const kind of ["throw", "lose"] as const) {
      const byItself = checkpointing && kind === "lose";
      const places = placesOf(sound);
      examined.faults += places.length;
      if (!byItself && (await survivesAll(() => wrongWith({ kind, at: "every step" })))) examined.survived += places.length;
      else for (const at of places) note(examined, kind, at, await wrongWith({ kind, at }));
    }
  }
  return examined;
}

/** Whether all faults at once are survived. One of them may keep the play from coming by another step. */
async function survivesAll(wrong: () => Promise<unknown[]>): Promise<boolean> {
  return wrong().then((found) => found.length === 0, () => false);
}

function note(examined: Examined, kind: Fault["kind"], at: StepPlace, wrong: Pick<Flaw, "message" | "fix">[]): void {
  if (wrong.length === 0) examined.survived++;
  for (const { message, fix } of wrong) examined.flaws.push({ rule: "fault", ...at, message: `${FAULTS[kind]}: ${message}`, fix });
}

/** What was stopped needs no second stop, which takes its time. */
function stopped(flaws: Flaw[]): boolean {
  return flaws.some(({ rule }) => rule === "stopped");
}

function soundFlaws(scenario: Scenario, sound: Played): Flaw[] {
  const { told, stop, attempts, calls } = sound;
  if (stop !== null) {
    const { functionId, stepId, message } = isRuntimeStop(stop)
      ? { ...stop, message: `${stop.rule}: ${stop.reason}` }
      : { functionId: null, stepId: null, message: stop.message };
    return [{ rule: "stopped", functionId, stepId, message, fix: "mend the example: the server, or the host, would not forgive this either" }];
  }
  const endless = sound.timeline.runs.find(({ error }) => error?.name === "InngestErrFunctionOverflowed");
  if (endless) {
    const { functionId, steps, error } = endless;
    return [{ rule: "stopped", functionId, stepId: steps.at(-1)?.id ?? null, message: error?.message ?? "", fix: "let every loop of steps have an end" }];
  }
  const stepOf = (during: number | null) => {
    const attempt = during === null ? undefined : attempts[during];
    return { functionId: attempt?.functionId ?? null, stepId: attempt?.stepId ?? null };
  };
  const outside = calls.find(({ during }) => during === null);
  if (outside) {
    const functionId = sound.timeline.runs[0]?.functionId ?? null;
    return [{ rule: "outside", functionId, stepId: null, message: `${effectText(outside)} was called outside of steps: it happens again on each replay`, fix: "put the call into a step of its own" }];
  }
  return [...differences(scenario, told, stepOf), ...replayFlaws(sound)];
}
