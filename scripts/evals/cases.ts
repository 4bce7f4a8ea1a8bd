import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse as parseYaml } from "yaml";
import type { z } from "zod";
import { type Document, parseDocument } from "../document.ts";
import { filesBelow } from "../files.ts";
import type { Finding } from "../finding.ts";
import { caseFields, type Grader, graderFields, promptFields } from "./schema.ts";

/** A case of `claude plugin eval`. Paths are relative to the repository. */
export type Case = {
  file: string;
  name: string;
  tags: string[];
  prompt: string;
  graders: { file: string; fields: Grader; body: string }[];
};

/**
 * Reads every case below plugin/evals/.
 *
 * @param root absolute path of the repository
 * @param findings gets a finding for each file that the client would refuse
 */
export function readCases(root: string, findings: Finding[]): Case[] {
  const files = filesBelow(join(root, "plugin/evals"), (name) => name === "results").map((name) => `plugin/evals/${name.replaceAll("\\", "/")}`);
  const read = (file: string) => parseDocument(file, readFileSync(join(root, file), "utf8"));
  return files
    .filter((file) => basename(file) === "prompt.md")
    .flatMap((file): Case[] => {
      const prompt = prose(read(file), promptFields, findings);
      const graders = files
        .filter((other) => dirname(other) === `${dirname(file)}/graders` && other.endsWith(".md"))
        .flatMap((other) => {
          const grader = prose(read(other), graderFields, findings);
          return grader ? [{ file: other, ...grader }] : [];
        });
      if (graders.length === 0) findings.push(finding(file, 1, "grader", "expected a grader; found none", `write one in ${dirname(file)}/graders`));
      checkSetting(root, file, findings);
      return prompt ? [{ file, name: basename(dirname(file)), tags: prompt.fields.tags, prompt: prompt.body, graders }] : [];
    });
}

function prose<T>(document: Document, schema: z.ZodType<T>, findings: Finding[]): { fields: T; body: string } | null {
  const { path, frontmatter, text } = document;
  if (frontmatter === null) {
    findings.push(finding(path, 1, "frontmatter", "expected YAML between two --- lines at the top; found none", "add it"));
    return null;
  }
  const fields = accept(path, frontmatter, schema, findings);
  return fields === null ? null : { fields, body: text.slice(text.indexOf("\n---", 3) + 4).trim() };
}

function accept<T>(path: string, yaml: string, schema: z.ZodType<T>, findings: Finding[]): T | null {
  let value: unknown;
  try {
    value = parseYaml(yaml);
  } catch (error) {
    findings.push(finding(path, 2, "frontmatter", `not valid YAML: ${(error as Error).message.split("\n")[0]}`, "mend the YAML"));
    return null;
  }
  const parsed = schema.safeParse(value);
  for (const issue of parsed.error?.issues ?? []) {
    const line = yaml.split("\n").findIndex((text) => text.startsWith(`${String(issue.path[0])}:`));
    findings.push(finding(path, Math.max(0, line) + 2, "frontmatter", `${issue.path.join(".") || "the frontmatter"}: ${issue.message}`, "correct it"));
  }
  return parsed.data ?? null;
}

function checkSetting(root: string, prompt: string, findings: Finding[]): void {
  const file = `${dirname(prompt)}/case.yaml`;
  if (!existsSync(join(root, file))) return;
  const setting = accept(file, readFileSync(join(root, file), "utf8"), caseFields, findings);
  if (setting === null) return;
  const { name, context } = setting;
  if (name !== basename(dirname(file))) findings.push(finding(file, 1, "name", `expected the folder's name ${basename(dirname(file))}; found ${name}`, "correct it"));
  if (!existsSync(join(root, dirname(file), context.scaffold_script))) {
    findings.push(finding(file, 1, "project", `expected the script ${context.scaffold_script} beside this file; found none`, "write it"));
  }
}

/** A finding of this room. */
export function finding(file: string, line: number, rule: string, message: string, fix: string): Finding {
  return { file, line, column: 1, rule: `evals/${rule}`, message, fix };
}
