import { basename } from "node:path";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { cases as allCases } from "./cases/index.ts";
import type { Side } from "./forms.ts";
import { type Exports, preludeProgram, type Program } from "./program.ts";
import type { Cases } from "./proof.ts";
import { readSections } from "./sections.ts";
import { judge, type Say, type Trial, trialsOf } from "./trial.ts";

const sides: Side[] = ["bad", "good"];

/**
 * Runs every pitfall of the document in the circumstance that it speaks of, and looks whether the wrong code does the
 * named harm and the right code does not.
 *
 * @param documents the skill's documents; pitfalls.md is looked at
 * @param cases how each pitfall is proven
 * @returns findings at their line of pitfalls.md; counts of pitfalls, of harms that showed and of right forms that held
 * @throws {Error} when there is no pitfalls.md
 */
export async function checkPitfalls(documents: Document[], cases: Cases = allCases): Promise<Outcome> {
  const document = documents.find(({ path }) => basename(path) === "pitfalls.md");
  if (!document) throw new Error("there is no pitfalls.md among the documents");
  const findings: Finding[] = [];
  const say: Say = (line, rule, message, fix) =>
    void findings.push({ file: document.path, line, column: 1, rule: `pitfalls/${rule}`, message, fix });
  const sections = readSections(document);
  const { names, ...prelude } = await preludeProgram();
  const trials: Trial[] = [];
  for (const section of sections) {
    try {
      trials.push(...(await trialsOf(section, cases[section.id] ?? [], document, names, say)));
    } catch (error) {
      say(section.line, "code", `expected code that can be read; found ${(error as Error).message}`, "mend the fence; the check snippets tells the place");
    }
  }
  for (const id of Object.keys(cases)) {
    if (!sections.some((section) => section.id === id)) say(1, "case", `expected a section "${id}"; found none, though it has a case`, "write the section, or remove the case");
  }

  const packages = await load([prelude, ...trials.flatMap(({ programs }) => Object.values(programs))]);
  const counts = { pitfalls: sections.length, harmsShown: 0, held: 0 };
  const plays = trials.flatMap((trial) => sides.map((side) => ({ trial, side })));
  const player = async () => {
    for (let next = plays.shift(); next; next = plays.shift()) {
      const { trial, side } = next;
      const wrong = await judge(trial, side, { prelude, packages });
      if (!wrong) counts[side === "bad" ? "harmsShown" : "held"]++;
      else if (side === "bad") say(trial.form.bad.line, "harm", wrong, "the wrong form does no such harm: correct the text, or the proof in scripts/pitfalls/cases");
      else say(trial.form.good.line, "held", wrong, "the right form does not hold: correct it, or the proof in scripts/pitfalls/cases");
    }
  };
  // Two wrong forms keep the SDK waiting for a second or two; the others go on meanwhile.
  await withoutInngestVariables(() => Promise.all([player(), player(), player()]));
  return { findings, counts };
}

/** The packages that programs import. Of one that is not there the play tells. */
async function load(programs: Program[]): Promise<Map<string, Exports>> {
  const packages = new Map<string, Exports>();
  for (const name of new Set(programs.flatMap((program) => program.packages))) {
    const found = (await import(name).catch(() => null)) as Exports | null;
    if (found) packages.set(name, { ...found, __esModule: true });
  }
  return packages;
}

/** The machine's own INNGEST_DEV or keys are not the circumstance of any pitfall. The SDK copies the plain object faster, too. */
async function withoutInngestVariables(work: () => Promise<unknown>): Promise<void> {
  const own = process.env;
  process.env = Object.fromEntries(Object.entries(own).filter(([name]) => !name.startsWith("INNGEST_")));
  await work().finally(() => (process.env = own));
}
