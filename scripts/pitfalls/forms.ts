import { parse } from "@babel/parser";
import type { Fence } from "../document.ts";
import { settingNames } from "../snippets/module.ts";
import { readSource } from "../snippets/source.ts";
import type { Section } from "./sections.ts";

export type Side = "bad" | "good";
export const marks: Record<Side, string> = { bad: "❌", good: "✅" };

/** One side of a form: the fence that shows it, the text of the fence that runs for it, and the line of its mark. */
export type Shown = { fence: Fence; text: string; line: number };

/** The wrong way to write something, and the right one, as the document shows them. */
export type Form = Record<Side, Shown>;

/** A fence that marks a line ❌ and has no ✅, or the other way round. */
export type Halved = { line: number; found: string; missing: string };

/**
 * Reads what a pitfall shows. A fence with both marks shows a whole form; a fence with ❌ only is one with the next fence,
 * which then has ✅ only. Where the text exports `bad` and `good`, both sides run all of it; else each side runs without
 * the statements that bear the other side's mark.
 */
export function readForms({ fences }: Section): { forms: Form[]; halved: Halved[] } {
  const forms: Form[] = [];
  const halved: Halved[] = [];
  let waiting: Fence | null = null;
  const giveUp = (fence: Fence | null) => {
    if (fence) halved.push({ line: fence.line, found: marks.bad, missing: marks.good });
  };
  for (const fence of fences) {
    const [bad, good] = [has(fence, "bad"), has(fence, "good")];
    if (bad && good) forms.push({ bad: shown(fence, "bad"), good: shown(fence, "good") });
    else if (good && waiting) forms.push({ bad: shown(waiting, "bad"), good: shown(fence, "good") });
    else if (good) halved.push({ line: fence.line, found: marks.good, missing: marks.bad });
    if (bad || !good) giveUp(waiting);
    waiting = bad && !good ? fence : null;
  }
  giveUp(waiting);
  return { forms, halved };
}

function has(fence: Fence, side: Side): boolean {
  return fence.text.includes(marks[side]);
}

function shown(fence: Fence, side: Side): Shown {
  const line = fence.line + 1 + fence.text.split("\n").findIndex((text) => text.includes(marks[side]));
  return { fence, line, text: fence.lang === "ts" ? textOf(fence, side) : fence.text };
}

function textOf(fence: Fence, side: Side): string {
  const fragment = settingNames.some((name) => name === fence.words[0]);
  if (!fragment && readSource(fence.text, "ts", false).exported.has("bad")) return fence.text;
  const other = marks[side === "bad" ? "good" : "bad"];
  const lines = fence.text.split("\n");
  let from = 0;
  for (const statement of parse(fence.text, { sourceType: "module", allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true, plugins: ["typescript"] }).program.body) {
    const to = statement.loc?.end.line ?? from;
    // Comments above a statement belong to it. Lines stay where they are.
    if (lines.slice(from, to).some((line) => line.includes(other))) lines.fill("", from, to);
    from = to;
  }
  return lines.join("\n");
}
