import { isDeepStrictEqual } from "node:util";
import type { Played, Replayed } from "./play.ts";
import { effectText, type Flaw } from "./told.ts";

const FIX = "let only the event, the steps' results and the run's id decide which steps there are and what they get; read clocks and random numbers inside steps";

/**
 * Judges handlers that went through their memoised steps twice more: the same steps with the same inputs each time, the
 * same end as the run, and no service called.
 */
export function replayFlaws({ replays }: Played): Flaw[] {
  return replays.flatMap((replayed) => {
    const found = flawOf(replayed);
    return found === null ? [] : [{ rule: "replay" as const, functionId: replayed.run.functionId, fix: FIX, ...found }];
  });
}

function flawOf({ run, once, again, calls }: Replayed): Pick<Flaw, "stepId" | "message"> | null {
  const [call] = calls;
  if (call) return { stepId: null, message: `expected no side effect while memoised steps are replayed; found ${effectText(call)}` };
  for (const replay of [once, again]) {
    const known = new Set(run.steps.map(({ id }) => id));
    const fresh = replay.steps.find(({ id, memoised }) => !memoised && !known.has(id));
    const missed = run.steps.find(({ id }) => !replay.steps.some((step) => step.id === id));
    if (fresh) return { stepId: missed?.id ?? fresh.id, message: `expected the steps of the run again; found the step "${fresh.id}"${missed ? ` instead of "${missed.id}"` : ""}` };
    if (missed) return { stepId: missed.id, message: `expected the steps of the run again; the step "${missed.id}" is not reached` };
  }
  for (const [i, first] of once.steps.entries()) {
    const second = again.steps[i];
    if (!isDeepStrictEqual(first, second)) return { stepId: first.id, message: `expected the same step with the same input in two replays; found ${JSON.stringify(first)}, then ${JSON.stringify(second)}` };
  }
  // A cancelled run has no end of its own to compare with.
  if (run.status === "Cancelled") return isDeepStrictEqual(once, again) ? null : { stepId: null, message: "expected the same end in two replays; found two" };
  for (const replay of [once, again]) {
    const [wanted, found] = [endOf(run), endOf(replay)];
    if (wanted !== found) return { stepId: null, message: `expected the replay to end as the run with ${wanted}; found ${found}` };
  }
  return null;
}

function endOf({ output, error }: Pick<Replayed["once"], "output" | "error">): string {
  return error === null ? `the output ${JSON.stringify(output ?? null)}` : `${error.name}: ${error.message}`;
}
