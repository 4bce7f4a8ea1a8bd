import { budgets } from "../budgets.ts";
import type { Document } from "../document.ts";
import type { Say } from "./report.ts";

const { skillLines, skillTokens, linesWithoutContents } = budgets;
const opener = "読むとき:";
const contents = "目次";

/**
 * What a text costs in a model's context, estimated: four ASCII characters a token, every other character one.
 * A tokenizer counts Japanese a little lower, so the budget errs on the safe side.
 */
export function estimateTokens(text: string): number {
  const wide = [...text].filter((character) => character > "\u007f").length;
  return Math.ceil(([...text].length - wide) / 4 + wide);
}

/** The part of SKILL.md that is loaded on each use. */
export function body(skill: Document): string {
  return skill.frontmatter === null ? skill.text : skill.text.slice(skill.text.indexOf("\n---", 3) + 4).trimStart();
}

/** Checks that SKILL.md stays short. */
export function checkSkillSize(skill: Document, say: Say): void {
  const text = body(skill);
  const lines = text.trimEnd().split("\n").length;
  const tokens = estimateTokens(text);
  if (lines > skillLines) say(skill.lines.length, 1, "size", `the body has ${lines} lines; at most ${skillLines}`, "move details to a reference");
  if (tokens > skillTokens) say(skill.lines.length, 1, "size", `the body costs about ${tokens} tokens; at most ${skillTokens}`, "move details to a reference");
}

/** Checks that a reference says when to read it, and has a table of contents when it is long. */
export function checkReferenceShape(reference: Document, say: Say): void {
  const first = reference.lines.slice(1).find((line) => line.trim() !== "") ?? "";
  if (!first.startsWith(opener)) say(2, 1, "opener", `expected the text below the title to start with 「${opener}」; found "${first.slice(0, 30)}"`, "say first which question brings the reader here");
  const long = reference.lines.length > linesWithoutContents;
  const table = reference.headings.find(({ depth, text }) => depth === 2 && text === contents);
  if (!long) return;
  if (!table) {
    say(1, 1, "contents", `${reference.lines.length} lines and no table of contents; one is due over ${linesWithoutContents}`, `add "## ${contents}" below the opening`);
    return;
  }
  const linked = new Set(reference.links.map(({ url }) => decodeURIComponent(url)));
  for (const { depth, text, slug, line } of reference.headings) {
    if (depth === 2 && text !== contents && !linked.has(`#${slug}`) && !hasLinkedChild(reference, line, linked)) {
      say(line, 1, "contents", `the table of contents lacks "${text}"`, `add [${text}](#${slug})`);
    }
  }
}

function hasLinkedChild(reference: Document, line: number, linked: Set<string>): boolean {
  const next = reference.headings.find((h) => h.depth === 2 && h.line > line)?.line ?? Infinity;
  return reference.headings.some((h) => h.depth === 3 && h.line > line && h.line < next && linked.has(`#${h.slug}`));
}
