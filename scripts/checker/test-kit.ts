import { describe, expect, it } from "vitest";
import { check } from "./engine.ts";
import type { Issue } from "./report.ts";

type Options = { sdk?: 3 | 4; path?: string; packages?: Record<string, string> };

/** Checks one file. */
export function issuesIn(code: string, { sdk = 4, path = "src/inngest/fn.ts", packages = {} }: Options = {}): Issue[] {
  return check([{ path, text: code, sdk, projectFolder: "", packages }]).issues;
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

type Case = string | [code: string, options: Options];

/** Tests a rule: what it finds, as kind and line, and what it leaves alone, both by a title. */
export function testRule(id: string, finds: Record<string, [found: string, code: string, options?: Options]>, leaves: Record<string, Case>): void {
  describe(id, () => {
    it.each(Object.entries(finds))("finds %s", (_, [expected, code, options]) => expect(found(id, code, options)).toEqual(expected.split(", ")));
    it.each(Object.entries(leaves))("leaves %s alone", (_, leave) => {
      const [code, options] = typeof leave === "string" ? [leave] : leave;
      expect(found(id, code, options)).toEqual([]);
    });
  });
}
