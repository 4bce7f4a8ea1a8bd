import { parse } from "./model/parse.ts";

/** A statement at the top of a fence and what its comments say of it. Lines count from 1. */
export type Marked = { first: number; last: number; side: "bad" | "refused" | "good" | null; /** What it declares. */ name: string | null };

/**
 * Reads the marks of a fence. ❌ marks a line of code at its end or from the line before; code that a
 * `@ts-expect-error` announces is wrong too, whatever the checker thinks of it; ✅, or a name that begins with good,
 * marks what is right.
 */
export function marksOf(text: string, lang: string): Marked[] {
  const lines = text.split("\n");
  // Alone at the top it marks the whole fence.
  if (/^\/\/ ❌/.test(lines[0] ?? "") && !text.includes("✅")) return [{ first: 1, last: lines.length, side: "bad", name: null }];
  let from = 1;
  return (parse(`fence.${lang}`, text)?.file.program.body ?? []).map((statement) => {
    const [first, last] = [from, statement.loc?.end.line ?? from];
    from = last + 1;
    const own = lines.slice(first - 1, last);
    const name = /^(?:export )?(?:const|async function|function) (\w+)/m.exec(own.join("\n"))?.[1] ?? null;
    const marked = { first, last, name };
    if (own.some((_, index) => isWrong(own, index))) return { ...marked, side: "bad" };
    if (own.some((line) => /^\s*\/\/ @ts-expect-error/.test(line)) || name?.startsWith("bad")) return { ...marked, side: "refused" };
    return { ...marked, side: own.some((line) => line.includes("✅")) || name?.startsWith("good") ? "good" : null };
  });
}

function isWrong(lines: string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (!line.includes("❌")) return false;
  if (!isComment(line)) return true;
  // A comment that marks the code below it, perhaps over the compiler's directive.
  const next = lines.slice(index + 1).find((below) => !/^\s*\/\/ @ts-expect-error/.test(below));
  return next !== undefined && next.trim() !== "" && !isComment(next) && !next.includes("✅");
}

function isComment(line: string): boolean {
  return /^\s*\/\//.test(line);
}

/** The text with the lines of some statements blank. */
export function without(text: string, statements: Marked[]): string {
  const lines = text.split("\n");
  for (const { first, last } of statements) lines.fill("", first - 1, last);
  return lines.join("\n");
}
