import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { place } from "../finding.ts";
import { checkEvals } from "./check.ts";

const here = fileURLToPath(new URL("../..", import.meta.url));
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "evals-"));
  cpSync(join(here, "evals"), join(root, "evals"), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const touched = new Set<string>();
afterEach(() => {
  for (const path of touched) {
    rmSync(join(root, "evals", path), { recursive: true, force: true });
    if (existsSync(join(here, "evals", path))) cpSync(join(here, "evals", path), join(root, "evals", path), { recursive: true });
  }
  touched.clear();
});

function change(file: string, from: string, to: string): string[] {
  touched.add(file);
  const path = join(root, "evals", file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
  return findings();
}
const remove = (path: string) => {
  touched.add(path);
  rmSync(join(root, "evals", path), { recursive: true });
};
const findings = () => checkEvals(root).findings.map((found) => `${place(found)} ${found.rule} ${found.message}`);

it("sound cases draw no finding, and are counted", () => {
  expect(findings()).toEqual([]);
  expect(checkEvals(root).counts["triggerCases"]).toBeGreaterThanOrEqual(14 + 15 + 15 + 20);
});

it.each<[string, string, string, string, string]>([
  ["a field that the client does not know", "trigger/en-ai/prompt.md", "max_turns: 4", "maxTurns: 4", "evals/trigger/en-ai/prompt.md:2:1 evals/frontmatter max_turns: Invalid input: expected number, received undefined"],
  ["broken YAML", "trigger/en-ai/prompt.md", "[trigger, english]", "[trigger, english", "evals/trigger/en-ai/prompt.md:2:1 evals/frontmatter not valid YAML"],
  ["a grader of no kind", "trigger/en-ai/graders/skill.md", "tool_used", "tool-used", "evals/trigger/en-ai/graders/skill.md:2:1 evals/frontmatter type: Invalid"],
  ["a problem that names Inngest", "trigger/problem-delay/prompt.md", "Send", "With Inngest, send", "evals/trigger/problem-delay/prompt.md:6:1 evals/trigger a request that only tells a problem names Inngest"],
  ["a near miss that may fire", "trigger/miss-kafka/graders/skill.md", "max: 0", "max: 1", "evals/trigger/miss-kafka/prompt.md:1:1 evals/trigger expected a grader on the tool Skill with input_match: inngest and min: 0, max: 0 and arm: both"],
  ["a request that need not fire", "trigger/en-ai/graders/skill.md", "input_match: inngest", "min: 0", "evals/trigger/en-ai/prompt.md:1:1 evals/trigger expected a grader on the tool Skill with input_match: inngest and at least one use"],
  ["a phrase that nobody says", "trigger/ja-saga/prompt.md", "サガパターン", "補償", "evals/trigger:1:1 evals/trigger no request holds the phrase 「サガパターン」"],
  ["another name than its folder's", "trigger/problem-delay/case.yaml", "name: problem-delay", "name: delay", "evals/trigger/problem-delay/case.yaml:1:1 evals/name expected the folder's name problem-delay; found delay"],
  ["a project that is not there", "trigger/problem-delay/case.yaml", "project.sh", "shop.sh", "evals/trigger/problem-delay/case.yaml:1:1 evals/project expected the script shop.sh beside this file; found none"],
])("%s is a finding", (_, file, from, to, expected) => {
  expect(change(file, from, to)).toContainEqual(expect.stringContaining(expected));
});

it("a case without a grader is a finding", () => {
  remove("trigger/en-ai/graders");
  expect(findings()).toContain("evals/trigger/en-ai/prompt.md:1:1 evals/grader expected a grader; found none");
});

it("two cases of one name are a finding", () => {
  touched.add("trigger/again");
  cpSync(join(root, "evals/trigger/en-ai"), join(root, "evals/trigger/again/en-ai"), { recursive: true });
  expect(findings()).toEqual(["evals/trigger/en-ai/prompt.md:1:1 evals/name another case has the name en-ai too"]);
});

it("too few cases of a kind are a finding", () => {
  for (const name of ["kafka", "airflow", "celery"]) remove(`trigger/miss-${name}`);
  expect(findings()).toEqual(["evals/trigger:1:1 evals/trigger expected at least 20 cases with the tag near-miss; found 19"]);
});
