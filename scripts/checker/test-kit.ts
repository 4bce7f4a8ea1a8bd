import { check } from "./engine.ts";
import type { Issue } from "./report.ts";

type Options = { sdk?: 3 | 4; path?: string };

/** Checks one file. */
export function issuesIn(code: string, { sdk = 4, path = "src/inngest/fn.ts" }: Options = {}): Issue[] {
  return check([{ path, text: code, sdk, projectFolder: "" }]).issues;
}

/** What a rule finds in a file, as `error 3` or `suggestion 3` with the line. */
export function found(rule: string, code: string, options?: Options): string[] {
  return issuesIn(code, options).filter((issue) => issue.rule === rule).map(({ kind, line }) => `${kind} ${line}`);
}

/** The code of a function with this body, which begins on line 2, and these options. */
export function handler(body: string, options = ""): string {
  return `export const fn = inngest.createFunction({ id: "fn", triggers: { event: "a/b" }, ${options} }, async ({ event, events, step, group, attempt, logger }) => {\n${body}\n});`;
}

/** The code of a function with these options, on line 1. */
export function config(options: string): string {
  return `export const fn = inngest.createFunction({ id: "fn", triggers: { event: "a/b" }, ${options} }, async ({ step }) => null);`;
}
