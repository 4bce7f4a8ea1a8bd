import type { Document } from "../document.ts";

/** A place in a document, counted from 1. */
export type Place = { line: number; column: number };

/**
 * Finds where a document writes a name as code: in a fence, between backticks, or in a heading.
 *
 * @param written the name with what stands before it, for example `step.run`
 */
export function mentions(document: Document, written: string): Place[] {
  const start = /^\w/.test(written) ? String.raw`(?<![\w$])` : "";
  const pattern = new RegExp(`${start}${written.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}(?![\\w$])`, "g");
  const found: Place[] = [];
  const search = (text: string, line: number, column: number) => {
    for (const match of text.matchAll(pattern)) found.push({ line, column: column + match.index });
  };
  for (const { text, line, column } of document.inlineCode) search(text, line, column + 1);
  for (const { text, line } of document.headings) search(text, line, (document.lines[line - 1] ?? "").indexOf(text) + 1);
  for (const fence of document.fences) {
    fence.text.split("\n").forEach((text, index) => {
      const line = fence.line + 1 + index;
      search(text, line, Math.max(0, (document.lines[line - 1] ?? "").length - text.length) + 1);
    });
  }
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The lines of the section that a heading opens, up to the next heading of its depth or above; null without such a heading. */
export function section(document: Document, slug: string): { from: number; to: number } | null {
  const index = document.headings.findIndex((heading) => heading.slug === slug);
  const heading = document.headings[index];
  if (!heading) return null;
  const next = document.headings.slice(index + 1).find(({ depth }) => depth <= heading.depth);
  return { from: heading.line, to: (next?.line ?? document.lines.length + 1) - 1 };
}
