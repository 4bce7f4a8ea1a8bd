import system, { type PlatformPath } from "node:path";
import { message, type Lang } from "./report.ts";
import { run } from "./run.ts";

const most = 10;

/**
 * Answers a PostToolUse hook of Claude Code: checks the file that was written.
 *
 * @param input the hook's JSON
 * @returns what to print: the errors as context for Claude, or nothing
 */
export async function answerHook(input: string, lang: Lang): Promise<string> {
  const file = fileOf(input);
  if (file === null) return "";
  const { issues } = await run([file.path], file.folder);
  const errors = issues.filter(({ kind }) => kind === "error");
  if (errors.length === 0) return "";
  const name = system.basename(file.path);
  const told = errors.slice(0, most).map((issue) => `${issue.file}:${issue.line}:${issue.column} ${message(issue, lang)}`);
  const more = errors.length - told.length;
  const heading = lang === "ja" ? `${name} の Inngest のコードに誤りが ${errors.length} 件ある。直すこと(references は skill inngest のもの)。` : `The Inngest code in ${name} has ${errors.length} ${errors.length === 1 ? "error" : "errors"}. Mend them (references are those of the skill inngest).`;
  const rest = more > 0 ? [lang === "ja" ? `ほかに ${more} 件` : `and ${more} more`] : [];
  return JSON.stringify({ hookSpecificOutput: { hookEventName: "PostToolUse", additionalContext: [heading, ...told, ...rest].join("\n") } });
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
