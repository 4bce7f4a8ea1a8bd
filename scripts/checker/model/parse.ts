import { type ParserPlugin, parse as babel } from "@babel/parser";
import type { File } from "@babel/types";

/** A text that could be parsed, perhaps with a part left out. */
export type Parsed = { file: File; /** Line and reason of the first part that is no valid code. */ problem: { line: number; message: string } | null };

const attempts = 4;

function plugins(path: string): ParserPlugin[] {
  const typescript = /\.[cm]?tsx?$/i.test(path);
  const jsx = !/\.[cm]?ts$/i.test(path);
  return ["decorators-legacy", ...(typescript ? (["typescript"] as const) : []), ...(jsx ? (["jsx"] as const) : [])];
}

/**
 * Parses a file. The parser mends small errors by itself; around a worse one the statement is left out, so that one
 * error does not silence the rest.
 *
 * @param path its ending chooses the language
 * @returns null when nothing can be made of it
 */
export function parse(path: string, text: string): Parsed | null {
  let rest = text;
  let problem: Parsed["problem"] = null;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const file = babel(rest, {
        sourceType: "module",
        errorRecovery: true,
        attachComment: false,
        allowAwaitOutsideFunction: true,
        allowReturnOutsideFunction: true,
        allowSuperOutsideMethod: true,
        allowUndeclaredExports: true,
        plugins: plugins(path),
      });
      return { file, problem };
    } catch (error) {
      // Anything else comes from a nesting that is too deep for the parser.
      if (!(error instanceof SyntaxError)) return null;
      const { loc, message } = error as SyntaxError & { loc?: { line: number } };
      const line = loc?.line ?? 1;
      problem ??= { line, message: message.replace(/ \(\d+:\d+\)$/, "") };
      const shorter = withoutStatement(rest, line);
      if (shorter === null) return null;
      rest = shorter;
    }
  }
  return null;
}

/** Blanks the lines of the top-level statement around a line; places of the rest stay as they are. */
function withoutStatement(text: string, line: number): string | null {
  const lines = text.split("\n");
  const starts = (content: string | undefined) => content !== undefined && /^[A-Za-z@/]/.test(content);
  let [from, to] = [Math.min(line, lines.length) - 1, Math.min(line, lines.length)];
  while (from > 0 && !starts(lines[from])) from--;
  while (to < lines.length && !starts(lines[to])) to++;
  if (from === 0 && to === lines.length) return null;
  const shorter = lines.map((content, index) => (index >= from && index < to ? "" : content)).join("\n");
  return shorter === text ? null : shorter;
}
