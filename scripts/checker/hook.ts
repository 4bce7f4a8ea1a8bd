import { readFileSync } from "node:fs";
import system, { type PlatformPath } from "node:path";
import { message, type Lang } from "./report.ts";
import type { Kind } from "./rule.ts";
import { run } from "./run.ts";

const most: Record<Kind, number> = { error: 10, suggestion: 3 };

const headings: Record<Lang, Record<Kind, (name: string, count: number) => string>> = {
  ja: {
    error: (name, count) => `${name} の Inngest のコードに誤りが ${count} 件ある。直すこと(references は skill inngest のもの。示した節だけを読む)。`,
    suggestion: (name, count) => `${name} に今書いた Inngest のコードへの提案が ${count} 件ある。当てはまるか判断し、意図したものなら変えない(references は skill inngest のもの。示した節だけを読む)。`,
  },
  en: {
    error: (name, count) => `The Inngest code in ${name} has ${count} ${count === 1 ? "error" : "errors"}. Mend them (references are those of the skill inngest; read the section named, not the file).`,
    suggestion: (name, count) => `There ${count === 1 ? "is 1 suggestion" : `are ${count} suggestions`} about the Inngest code just written in ${name}. Judge whether they apply, and change nothing that is meant (references are those of the skill inngest; read the section named, not the file).`,
  },
};

/**
 * Answers a PostToolUse hook of Claude Code: checks the file that was written.
 *
 * @param input the hook's JSON
 * @returns what to print: the file's errors, and the suggestions about the lines just written, as context for Claude, or nothing
 */
export async function answerHook(input: string, lang: Lang): Promise<string> {
  const file = fileOf(input);
  if (file === null) return "";
  const { issues } = await run([file.path], file.folder);
  if (issues.length === 0) return "";
  const isWritten = writtenLines(input, readFileSync(file.path, "utf8"));
  const name = system.basename(file.path);
  const told = (["error", "suggestion"] as const).flatMap((kind) => {
    // A suggestion that was judged would come back with each later edit.
    const those = issues.filter((issue) => issue.kind === kind && (kind === "error" || isWritten(issue.line)));
    if (those.length === 0) return [];
    const more = those.length - most[kind];
    const rest = more > 0 ? [lang === "ja" ? `ほかに ${more} 件` : `and ${more} more`] : [];
    return [headings[lang][kind](name, those.length), ...those.slice(0, most[kind]).map((issue) => `${issue.file}:${issue.line}:${issue.column} ${message(issue, lang)}`), ...rest];
  });
  return told.length === 0 ? "" : JSON.stringify({ hookSpecificOutput: { hookEventName: "PostToolUse", additionalContext: told.join("\n") } });
}

/**
 * The lines of a file that an edit has written; all of them when the whole file was written.
 *
 * @param input the hook's JSON
 * @param text the file after the edit
 * @returns whether a line, counted from 1, is one of them
 */
export function writtenLines(input: string, text: string): (line: number) => boolean {
  const given = field(JSON.parse(input), "tool_input");
  const edits = field(given, "edits");
  const pieces = (Array.isArray(edits) ? edits : [given]).map((edit: unknown) => field(edit, "new_string"));
  if (pieces.every((piece) => typeof piece !== "string")) return () => true;
  const whole = withoutReturns(text);
  const lines = new Set<number>();
  for (const piece of pieces.flatMap((one) => (typeof one === "string" && one !== "" ? withoutReturns(one) : []))) {
    for (let at = whole.indexOf(piece); at >= 0; at = whole.indexOf(piece, at + piece.length)) {
      const first = whole.slice(0, at).split("\n").length;
      const last = first + piece.replace(/\n$/, "").split("\n").length - 1;
      for (let line = first; line <= last; line++) lines.add(line);
    }
  }
  return (line) => lines.has(line);
}

function withoutReturns(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/**
 * The code file that a tool has written.
 *
 * @param input the hook's JSON
 * @param paths how the system writes paths
 * @returns its absolute path and the folder that Claude works in; null for any other file
 * @throws {SyntaxError} when the input is no JSON
 */
export function fileOf(input: string, paths: PlatformPath = system): { path: string; folder: string } | null {
  const value: unknown = JSON.parse(input);
  const path = field(field(value, "tool_input"), "file_path");
  const folder = field(value, "cwd");
  if (typeof path !== "string" || !/\.[cm]?[jt]sx?$/i.test(path) || /(^|[\\/])node_modules[\\/]/.test(path)) return null;
  const base = typeof folder === "string" && folder !== "" ? folder : process.cwd();
  return { path: paths.resolve(base, path), folder: base };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
