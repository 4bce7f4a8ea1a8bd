import pc from "picocolors";
import { lengthOf } from "./time.ts";
import type { RunView, StepView, View } from "./view.ts";

const WIDTH = 80;
const TIME = 10;
/** Of more runs of one function than this, the rest is summed up. */
const SHOWN = 6;

type Row = { at: number | null; indent: number; mark: string; text: string; note: string; colour: (text: string) => string };
type Block = { at: number; rows: Row[] };
type NonEmpty<T> = [T, ...T[]];

/** A scenario as lines of at most 80 columns: events and runs in the order in which they begin, steps below their run. */
export function render(view: View): string[] {
  const blocks = [...eventBlocks(view), ...runBlocks(view), ...view.skips.map(skipBlock)].sort((a, b) => a.at - b.at);
  return [...wrap(view.scenario).map(pc.bold), ...blocks.flatMap(({ rows }) => rows.map(line)), ""];
}

/** Events that the app sends. Those that runs send are told with their run. */
function eventBlocks({ events }: View): Block[] {
  return eventRows(events.filter(({ sentBy }) => sentBy === null), 0).map((row) => ({ at: row.at ?? 0, rows: [row] }));
}

/** Events of one name at one time in one row. */
function eventRows(events: View["events"], indent: number): Row[] {
  return groupBy(events, ({ at, name }) => `${at} ${name}`).map(([event, ...more]) => ({
    at: event.at,
    indent,
    mark: "→",
    text: event.name,
    note: more.length > 0 ? `${more.length + 1} events` : "",
    colour: pc.cyan,
  }));
}

function skipBlock({ at, functionId, event, reason }: View["skips"][number]): Block {
  return { at, rows: [{ at, indent: 0, mark: "⊘", text: event, note: `${reason}: no run of ${functionId}`, colour: pc.yellow }] };
}

function runBlocks({ runs, events }: View): Block[] {
  return groupBy(runs, ({ functionId }) => functionId).flatMap((alike) => {
    const shown = alike.length > SHOWN ? alike.slice(0, SHOWN - 1) : alike;
    const [first, ...others] = alike.slice(shown.length);
    const blocks = shown.map((run) => ({ at: run.at, rows: runRows(run, events) }));
    return first === undefined ? blocks : [...blocks, summary([first, ...others])];
  });
}

function summary(runs: NonEmpty<RunView>): Block {
  const counts = groupBy(runs, ({ status }) => status).map((alike) => `${alike.length} ${alike[0].status}`).join(", ");
  const last = Math.max(...runs.map((run) => run.endedAt ?? run.at));
  const { at, functionId } = runs[0];
  return { at, rows: [{ at, indent: 0, mark: "▸", text: functionId, note: `${runs.length} more until ${lengthOf(last)}: ${counts}`, colour: pc.dim }] };
}

function runRows(run: RunView, events: View["events"]): Row[] {
  const head: Row = { at: run.at, indent: 0, mark: "▸", text: run.functionId, note: "", colour: pc.bold };
  const sent = eventRows(events.filter(({ sentBy }) => sentBy === run.name), 2);
  const rows = [...run.steps.flatMap(stepRows), ...sent].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  return [head, ...rows, endRow(run)];
}

function endRow({ status, endedAt, output, error, cancelledBy }: RunView): Row {
  const row = { at: endedAt, indent: 2 };
  if (status === "Completed") return { ...row, mark: "●", text: "Completed", note: output === null ? "" : JSON.stringify(output), colour: pc.green };
  if (status === "Failed") return { ...row, mark: "●", text: "Failed", note: error ?? "", colour: pc.red };
  if (status === "Cancelled") return { ...row, mark: "●", text: "Cancelled", note: cancelledBy === null ? "" : `by ${cancelledBy}`, colour: pc.yellow };
  return { ...row, mark: "○", text: status, note: "", colour: pc.yellow };
}

function stepRows(step: StepView): Row[] {
  const row = { indent: 2, text: step.id };
  if (step.attempts.length === 0) return [{ ...row, at: step.at, mark: "◷", note: waitNote(step), colour: pc.blue }];
  return step.attempts.map(({ at, outcome, error }, n) => {
    const tries = step.attempts.length > 1 ? `attempt ${n + 1}` : "";
    if (outcome === "succeeded") return { ...row, at, mark: "✓", note: tries, colour: pc.green };
    if (outcome === "failed") return { ...row, at, mark: "✗", note: [tries, error ?? ""].filter(Boolean).join("  "), colour: pc.red };
    return { ...row, at, mark: "○", note: [tries, outcome].filter(Boolean).join("  "), colour: pc.yellow };
  });
}

function waitNote({ kind, status, endedAt }: StepView): string {
  if (endedAt === null) return `${kind}, ${status}`;
  if (kind === "sleep") return `sleeps until ${lengthOf(endedAt)}`;
  return status === "timedOut" ? `${kind}, timed out at ${lengthOf(endedAt)}` : `${kind}, ${status === "failed" ? "failed" : "resumed"} at ${lengthOf(endedAt)}`;
}

function line({ at, indent, mark, text, note, colour }: Row): string {
  const time = (at === null ? "" : lengthOf(at)).padStart(TIME);
  const left = `${" ".repeat(indent)}${mark} ${text}`;
  const start = TIME + 2;
  // How a run ends may be long: it stands in no column.
  const padded = note === "" || mark === "●" ? left : left.padEnd(28);
  const tail = note === "" ? "" : cut(note, WIDTH - start - widthOf(padded) - 2);
  return `${pc.dim(time)}  ${colour(cut(padded, WIDTH - start))}${tail === "" ? "" : `  ${pc.dim(tail)}`}`.trimEnd();
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): NonEmpty<T>[] {
  const groups = new Map<string, NonEmpty<T>>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

/** Text in lines of at most 80 columns, broken between words. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || widthOf(`${last} ${word}`) > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Text of at most so many columns. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let short = "";
  for (const letter of text) {
    if (widthOf(short + letter) >= width) break;
    short += letter;
  }
  return `${short}…`;
}

/** Columns in a terminal: East Asian letters take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(letter) ? 2 : 1), 0);
}
