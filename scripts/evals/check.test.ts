import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  cpSync(join(here, "plugin/evals"), join(root, "plugin/evals"), { recursive: true });
  cpSync(join(here, "package-lock.json"), join(root, "package-lock.json"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const touched = new Set<string>();
afterEach(() => {
  for (const path of touched) {
    rmSync(join(root, "plugin/evals", path), { recursive: true, force: true });
    if (existsSync(join(here, "plugin/evals", path))) cpSync(join(here, "plugin/evals", path), join(root, "plugin/evals", path), { recursive: true });
  }
  touched.clear();
});

function change(file: string, from: string, to: string): Promise<string[]> {
  touched.add(file);
  const path = join(root, "plugin/evals", file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
  return findings();
}
const remove = (path: string) => {
  touched.add(path);
  rmSync(join(root, "plugin/evals", path), { recursive: true });
};
const findings = async () => (await checkEvals(root)).findings.map((found) => `${place(found)} ${found.rule} ${found.message}`);

it("sound cases draw no finding, and are counted", async () => {
  expect(await findings()).toEqual([]);
  const { counts } = await checkEvals(root);
  expect(counts["triggerCases"]).toBeGreaterThanOrEqual(14 + 15 + 15 + 20);
  expect(counts["worthCases"]).toBeGreaterThanOrEqual(10);
});

it.each<[string, string, string, string, string]>([
  ["a field that the client does not know", "trigger/en-ai/prompt.md", "max_turns: 4", "maxTurns: 4", "plugin/evals/trigger/en-ai/prompt.md:2:1 evals/frontmatter max_turns: Invalid input: expected number, received undefined"],
  ["broken YAML", "trigger/en-ai/prompt.md", "[trigger, english]", "[trigger, english", "plugin/evals/trigger/en-ai/prompt.md:2:1 evals/frontmatter not valid YAML"],
  ["a grader of no kind", "trigger/en-ai/graders/skill.md", "tool_used", "tool-used", "plugin/evals/trigger/en-ai/graders/skill.md:2:1 evals/frontmatter type: Invalid"],
  ["a problem that names Inngest", "trigger/problem-delay/prompt.md", "Send", "With Inngest, send", "plugin/evals/trigger/problem-delay/prompt.md:6:1 evals/trigger a request that only tells a problem names Inngest"],
  ["a near miss that may fire", "trigger/miss-kafka/graders/skill.md", "max: 0", "max: 1", "plugin/evals/trigger/miss-kafka/prompt.md:1:1 evals/trigger expected a grader on the tool Skill with input_match: inngest and min: 0, max: 0 and arm: both"],
  ["a request that need not fire", "trigger/en-ai/graders/skill.md", "input_match: inngest", "min: 0", "plugin/evals/trigger/en-ai/prompt.md:1:1 evals/trigger expected a grader on the tool Skill with input_match: inngest and at least one use"],
  ["a phrase that nobody says", "trigger/ja-saga/prompt.md", "サガパターン", "補償", "plugin/evals/trigger:1:1 evals/trigger no request holds the phrase 「サガパターン」"],
  ["another name than its folder's", "trigger/problem-delay/case.yaml", "name: problem-delay", "name: delay", "plugin/evals/trigger/problem-delay/case.yaml:1:1 evals/name expected the folder's name problem-delay; found delay"],
  ["a project that is not there", "trigger/problem-delay/case.yaml", "project.sh", "shop.sh", "plugin/evals/trigger/problem-delay/case.yaml:1:1 evals/project expected the script shop.sh beside this file; found none"],
  ["a request that names the version", "worth/worth-welcome/prompt.md", "Inngest の関数", "Inngest v4 の関数", "plugin/evals/worth/worth-welcome/prompt.md:1:1 evals/worth the request names a version: Inngest v4"],
  ["a request that asks for no grade", "worth/worth-welcome/prompt.md", "`npm run grade`", "`npm test`", "plugin/evals/worth/worth-welcome/prompt.md:1:1 evals/worth expected the request to ask for `npm run grade`"],
  ["a worth case of no language", "worth/worth-saga/prompt.md", "[worth, english]", "[worth]", "plugin/evals/worth/worth-saga/prompt.md:1:1 evals/worth expected one of the tags japanese and english"],
  ["a criterion that nobody judges", "worth/worth-saga/graders/in-order.md", "in-order", "inorder", "plugin/evals/worth/worth-saga/graders/in-order.md:1:1 evals/worth expected \"<criterion>\": \"passed\" on grade.json"],
  ["a criterion read from another file", "worth/worth-saga/graders/in-order.md", "grade.json", "notes.json", "plugin/evals/worth/worth-saga/graders/in-order.md:1:1 evals/worth expected \"<criterion>"],
  ["a criterion that holds when it fails", "worth/worth-saga/graders/in-order.md", "type: regex", "type: regex\nmatch: not_contains", "plugin/evals/worth/worth-saga/graders/in-order.md:1:1 evals/worth expected \"<criterion>"],
  ["a criterion that no grader reads", "worth/worth-saga/scenario.mjs", '"in-order":', '"on-order":', "plugin/evals/worth/worth-saga/scenario.mjs:1:1 evals/worth no grader reads the criterion on-order"],
  ["a run that may change its grader", "worth/worth-saga/graders/grader-untouched-edit.md", "max: 0", "max: 9", "plugin/evals/worth/worth-saga/prompt.md:1:1 evals/worth no grader tells when the tool Edit is used on .grade/"],
  ["a version that is not locked", "worth/base/package.json", '"esbuild": "', '"esbuild": "0.', "plugin/evals/worth/base/package.json:1:1 evals/worth esbuild: expected "],
])("%s is a finding", async (_, file, from, to, expected) => {
  expect(await change(file, from, to)).toContainEqual(expect.stringContaining(expected));
});

it("a case without a grader is a finding", async () => {
  remove("trigger/en-ai/graders");
  expect(await findings()).toContain("plugin/evals/trigger/en-ai/prompt.md:1:1 evals/grader expected a grader; found none");
});

it("two cases of one name are a finding", async () => {
  touched.add("trigger/again");
  cpSync(join(root, "plugin/evals/trigger/en-ai"), join(root, "plugin/evals/trigger/again/en-ai"), { recursive: true });
  expect(await findings()).toEqual(["plugin/evals/trigger/en-ai/prompt.md:1:1 evals/name another case has the name en-ai too"]);
});

it("too few cases of a kind are a finding", async () => {
  for (const name of ["kafka", "airflow", "celery"]) remove(`trigger/miss-${name}`);
  expect(await findings()).toEqual(["plugin/evals/trigger:1:1 evals/trigger expected at least 20 cases with the tag near-miss; found 19"]);
});

it("a worth case without a starting project or a scenario is a finding", async () => {
  remove("worth/worth-saga/case.yaml");
  remove("worth/worth-saga/scenario.mjs");
  expect(await findings()).toEqual([
    "plugin/evals/worth/worth-saga/prompt.md:1:1 evals/worth expected a case.yaml with a scaffold_script; found none",
    "plugin/evals/worth/worth-saga/prompt.md:1:1 evals/worth expected a scenario.mjs beside this file; found none",
  ]);
});

it("too few worth cases are a finding", async () => {
  for (const name of readdirSync(join(root, "plugin/evals/worth")).filter((folder) => /^worth-/.test(folder)).slice(1)) remove(`worth/${name}`);
  expect(await findings()).toEqual(["plugin/evals/worth:1:1 evals/worth expected at least 10 cases with the tag worth; found 1"]);
});
