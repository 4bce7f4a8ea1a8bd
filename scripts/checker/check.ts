import { readFileSync } from "node:fs";
import { basename, relative, sep } from "node:path";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { check } from "./engine.ts";
import { judgeFences } from "./fences.ts";
import { message } from "./report.ts";
import { projectRules, rules } from "./rules/index.ts";

/** Pitfalls that the source text can not show, and why. */
export const unseen: Record<string, string> = {
  "parallel-siblings": "parallel steps are right unless one must be undone when another fails, which only the author knows",
  "invoke-timeout": "whether the child may finish late is a matter of what it does",
  "on-failure-not-called": "whether a cancelled run leaves something to clean up is a matter of intent",
  "undo-while-running": "how long a step takes is known at run time only",
  "wait-too-late": "whether the event can come before the wait depends on the sender",
  "idempotency-24h": "how late an event can be sent again depends on the sender",
  "stale-sync": "what is done after a deploy is not part of the source",
  "big-output": "the size of a value is known at run time only",
  "too-many-events": "the length of a list is known at run time only",
  "stale-event-data": "whether data changes during a wait depends on the data",
  "dev-mode-missing": "the variable may come from the shell, an ignored .env.local or a container, none of which is source",
};

/** Single statements that are marked ❌ and show nothing to the checker, by document, section and name. */
const unseenStatements: Record<string, string> = {
  "pitfalls.md / event-schemas / bad": "the finding stands where schemas is given, which is why the data is not validated",
  "multi-tenant.md / 同時に走る数を分ける / unfair": "whether tenants share the limit is not in the source",
  "patterns.md / 外部 API の流量 / pushUnthrottled": "whether the limit is meant for the call after the sleep is not in the source",
  "pitfalls.md / host-timeout / bad": "how long a step takes is known at run time only; the rule compares maxRuntime with maxDuration",
  "v3-to-v4.md / event.user": "the compiler refuses it; without types, user may be a name of anything",
  "v3-to-v4.md / 並列の枝と先着": "branches without a wait keep step too; whether that harms depends on how long their steps take",
  "static-schema.md / staticSchema": "that the object should have been made by .create() is a matter of style",
};

/** Findings in code that is not marked, and why they may be. */
const accepted: Record<string, string> = {
  "pitfalls.md unstable-step-id side-effect-outside-step": "the list is read outside of a step to show what a change of it does",
};

const ids = [...rules, ...projectRules].map(({ id }) => id);

/**
 * Checks the checker by the guidance: it finds what the guidance marks as wrong, by the rule of that section, and finds
 * nothing in the rest, nor in the examples.
 *
 * @param documents the skill's documents
 * @param files absolute paths of the files that users copy: the examples, their tests, the shipped programs
 * @param root absolute path of the repository
 */
export function checkChecker(documents: Document[], files: string[], root: string): Outcome {
  const findings: Finding[] = [];
  const say = (file: string, line: number, column: number, rule: string, text: string, fix: string) => findings.push({ file, line, column, rule: `checker/${rule}`, message: text, fix });
  const counts = { rules: ids.length, caught: 0, clean: 0 };

  const pitfalls = documents.find(({ path }) => basename(path) === "pitfalls.md");
  if (!pitfalls) throw new Error("there is no pitfalls.md among the documents");
  const sections = pitfalls.headings.filter(({ depth }) => depth === 3);
  for (const id of [...ids, ...Object.keys(unseen)].filter((name) => !sections.some(({ text }) => text === name))) {
    say(pitfalls.path, 1, 1, "section", `expected a section "${id}"; found none, though ${ids.includes(id) ? "a rule of the checker" : "the list of unseen pitfalls"} names it`, "write the section, or rename the rule");
  }
  for (const { text, line } of sections.filter((section) => !ids.includes(section.text) && !(section.text in unseen))) {
    say(pitfalls.path, line, 1, "rule", `no rule of the checker is about ${text}`, "add scripts/checker/rules/<id>.ts, or say in check.ts why the source can not show it");
  }

  for (const document of documents) {
    for (const { section, bad, alarms: all } of judgeFences(document, projectRules.map(({ id }) => id))) {
      const alarms = all.filter(({ rule }) => !(`${basename(document.path)} ${section} ${rule}` in accepted));
      for (const statement of bad) {
        const wanted = document === pitfalls ? section : null;
        const key = [basename(document.path), section, ...(statement.name === null ? [] : [statement.name])].join(" / ");
        if ((wanted !== null && wanted in unseen) || key in unseenStatements) continue;
        if (statement.issues.some(({ rule }) => wanted === null || rule === wanted)) counts.caught++;
        else say(document.path, statement.line, 1, "missed", `expected ${wanted ?? "a rule"} to find what is marked ❌ here; found ${[...new Set(statement.issues.map(({ rule }) => rule))].join(", ") || "nothing"}`, `mend the rule, or tell as "${key}" in scripts/checker/check.ts why the source can not show it`);
      }
      for (const issue of alarms) say(issue.file, issue.line, issue.column, "alarm", `${issue.rule} speaks about code that is not marked ❌: ${message(issue, "en")}`, "mend the rule, or the guidance");
      if (alarms.length === 0) counts.clean++;
    }
  }

  const { issues, notes } = check(files.map((file) => ({ path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8"), sdk: 4, projectFolder: "" })));
  for (const issue of issues) say(issue.file, issue.line, issue.column, "alarm", `${issue.rule} speaks about a file that users copy: ${message(issue, "en")}`, "mend the rule, or the file");
  for (const { file, words } of notes) say(file, 1, 1, "note", words.en, "make the checker read this file");
  counts.clean += files.length - new Set(issues.map(({ file }) => file)).size;
  return { findings, counts };
}
