import type { Document, Fence } from "../document.ts";

/** One pitfall of the document: a heading of depth 3, whose text is its id, and the fences below it. */
export type Section = { id: string; line: number; fences: Fence[] };

/** The pitfalls of a document, in its order. */
export function readSections({ headings, fences }: Document): Section[] {
  return headings.flatMap(({ depth, text, line }, index) => {
    const end = headings[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    return depth === 3 ? [{ id: text, line, fences: fences.filter((fence) => fence.line > line && fence.line < end) }] : [];
  });
}
