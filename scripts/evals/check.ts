import type { Finding, Outcome } from "../finding.ts";
import { triggerPhrases } from "../phrases.ts";
import { type Case, finding, readCases } from "./cases.ts";
import { checkWorth } from "./worth.ts";

/** How many trigger cases of each kind there have to be. */
const wanted: Record<string, number> = { phrase: triggerPhrases.length, english: 15, problem: 15, "near-miss": 20 };

/**
 * Checks that the cases for `claude plugin eval` can be loaded, that the trigger cases ask what they are there to ask, and
 * that the worth cases grade what their scenarios judge.
 *
 * @param root absolute path of the repository
 */
export async function checkEvals(root: string): Promise<Outcome> {
  const findings: Finding[] = [];
  const cases = readCases(root, findings);
  const triggers = cases.filter(({ tags }) => tags.includes("trigger"));
  const counts = Object.fromEntries(Object.keys(wanted).map((kind) => [kind, triggers.filter(({ tags }) => tags.includes(kind)).length]));
  for (const [kind, least] of Object.entries(wanted)) {
    const found = counts[kind] ?? 0;
    if (found < least) findings.push(finding("plugin/evals/trigger", 1, "trigger", `expected at least ${least} cases with the tag ${kind}; found ${found}`, "add cases"));
  }
  for (const phrase of triggerPhrases) {
    const asked = triggers.some(({ tags, prompt }) => tags.includes("phrase") && prompt.includes(phrase));
    if (!asked) findings.push(finding("plugin/evals/trigger", 1, "trigger", `no request holds the phrase 「${phrase}」`, "add a case that a user could have written"));
  }
  const worth = cases.filter(({ tags }) => tags.includes("worth"));
  findings.push(...triggers.flatMap(checkTrigger), ...(await checkWorth(root, worth)), ...sameNames(cases));
  return { findings, counts: { cases: cases.length, triggerCases: triggers.length, nearMisses: counts["near-miss"] ?? 0, worthCases: worth.length } };
}

function checkTrigger({ file, tags, prompt, graders }: Case): Finding[] {
  const findings: Finding[] = [];
  const body = 6;
  if (tags.includes("problem") && /inngest/i.test(prompt.replaceAll("src/inngest", ""))) {
    findings.push(finding(file, body, "trigger", "a request that only tells a problem names Inngest", "tell the problem in the user's words"));
  }
  const uses = graders.flatMap(({ fields }) => (fields.type === "tool_used" && fields.tool === "Skill" ? [fields] : []));
  const fires = uses.some(({ min, max, input_match: match }) => match === "inngest" && (min ?? 1) >= 1 && max !== 0);
  const stays = uses.some(({ min, max, arm, input_match: match }) => match === "inngest" && min === 0 && max === 0 && arm === "both");
  if (tags.includes("near-miss") ? !stays : !fires) {
    const expected = tags.includes("near-miss") ? "min: 0, max: 0 and arm: both" : "at least one use";
    findings.push(finding(file, 1, "trigger", `expected a grader on the tool Skill with input_match: inngest and ${expected}`, "correct the grader"));
  }
  return findings;
}

function sameNames(cases: Case[]): Finding[] {
  return cases
    .filter((one, index) => cases.findIndex(({ name }) => name === one.name) < index)
    .map(({ file, name }) => finding(file, 1, "name", `another case has the name ${name} too`, "rename its folder: the client's report cannot tell them apart"));
}
