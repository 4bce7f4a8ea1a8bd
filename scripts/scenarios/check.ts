import { readFileSync } from "node:fs";
import { basename, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Finding, Outcome } from "../finding.ts";
import { locator } from "./locate.ts";
import { examineAll, type Result } from "./pool.ts";
import type { Scenario, Stories } from "./scenario.ts";
import type { Flaw } from "./told.ts";

const STORIES = new URL("stories/index.ts", import.meta.url);
/** Real milliseconds; far more than any step of an example takes, also on a busy machine. */
const SILENCE = 20_000;

type Options = { stories?: URL; silence?: number };
/** A flaw, and the scenario in which it showed. */
type Told = Flaw & { example: string; scenario: string };

/**
 * Plays every example's scenarios on the embedded runtime, as told and broken on purpose.
 *
 * @param examples absolute paths of the examples; each needs stories
 * @param root absolute path of the repository, to which findings are relative
 * @param options `stories`: a module with other stories; `silence`: milliseconds after which code that does not come back is stopped
 * @returns a finding at its function or step for each story that is not as told, fault that is not survived, replay that
 * differs, function that no story runs; and one for each example without stories, or the other way round
 */
export async function checkBehaviour(examples: string[], root: string, { stories = STORIES, silence = SILENCE }: Options = {}): Promise<Outcome> {
  const paths = new Map(examples.map((path) => [basename(path, ".ts"), path]));
  const all = ((await import(stories.href)) as { stories: Stories[] }).stories;
  const told = all.filter(({ example }) => paths.has(example));
  const jobs = told
    .flatMap(({ example, scenarios }) => scenarios.map((scenario, index) => ({ example, scenario: index, name: scenario.name, weight: weight(scenario) })))
    .sort((a, b) => b.weight - a.weight);
  const results = await examineAll(
    jobs.map(({ example, scenario }) => ({ example, scenario, stories: stories.href, module: pathToFileURL(paths.get(example) ?? "").href })),
    silence,
  );

  const flaws = jobs.flatMap(({ example, name: scenario }, i) => flawsOf(results[i]).map((flaw): Told => ({ ...flaw, example, scenario })));
  const idle = told.flatMap(({ example }): Told[] => idleFunctions(results.filter((_, i) => jobs[i]?.example === example)).map((flaw) => ({ ...flaw, example, scenario: "any story" })));
  const findings = [...missing(paths, told), ...astray(paths, all, fileURLToPath(stories)), ...group([...flaws, ...idle]).map((alike) => finding(alike, paths, root))];
  const sum = (key: "faults" | "survived") => results.reduce((total, result) => total + ("examined" in result ? result.examined[key] : 0), 0);
  return {
    findings: findings.map((one) => ({ ...one, file: relative(root, one.file).split(sep).join("/") })),
    counts: { scenarios: jobs.length, faultsInjected: sum("faults"), survived: sum("survived") },
  };
}

/** How long a scenario takes, roughly: long ones begin first. */
function weight({ acts }: Scenario): number {
  return acts.reduce((sum, act) => sum + (act.do === "send" ? act.events(new Date(0)).length : 1), 0);
}

function flawsOf(result: Result | undefined): Flaw[] {
  if (result === undefined) return [];
  if ("examined" in result) return result.examined.flaws;
  if ("failed" in result) return [{ rule: "stopped", functionId: null, stepId: null, message: result.failed, fix: "mend the example, or its story in scripts/scenarios/stories" }];
  const message = `did not come back within ${result.after / 1000} s and was stopped: a loop without an end`;
  return [{ rule: "stopped", ...result.stuck, message, fix: "let every loop have an end, and a step in each round" }];
}

function missing(paths: Map<string, string>, told: Stories[]): Finding[] {
  return [...paths]
    .filter(([name]) => !told.some(({ example, scenarios }) => example === name && scenarios.length > 0))
    .map(([, file]) => ({ file, line: 1, column: 1, rule: "behaviour/untold", message: "expected stories about this example; found none", fix: "tell them in scripts/scenarios/stories" }));
}

/** Functions of an example that no story runs: all the above says nothing of them. What did not come to its end is told elsewhere. */
function idleFunctions(results: Result[]): Flaw[] {
  const done = results.flatMap((result) => ("examined" in result ? [result] : []));
  if (done.length < results.length) return [];
  const ran = new Set(done.flatMap(({ examined }) => examined.ran));
  const functions = new Set(done.flatMap((one) => one.functions));
  return [...functions].filter((id) => !ran.has(id)).map((functionId) => ({ rule: "idle", functionId, stepId: null, message: "never runs", fix: "tell a story in which it does, in scripts/scenarios/stories" }));
}

function astray(paths: Map<string, string>, all: Stories[], file: string): Finding[] {
  return all
    .filter(({ example }) => !paths.has(example))
    .map(({ example }) => ({ file, line: 1, column: 1, rule: "behaviour/astray", message: `expected an example "${example}", since there are stories about it; found none`, fix: "rename or remove the stories" }));
}

/** The same flaw of several scenarios is one finding. */
function group(flaws: Told[]): Told[][] {
  const groups = new Map<string, Told[]>();
  for (const flaw of flaws) {
    const key = JSON.stringify([flaw.example, flaw.rule, flaw.functionId, flaw.stepId, flaw.message]);
    groups.set(key, [...(groups.get(key) ?? []), flaw]);
  }
  return [...groups.values()];
}

function finding(alike: Told[], paths: Map<string, string>, root: string): Finding {
  const [flaw] = alike as [Told];
  const file = paths.get(flaw.example) ?? root;
  const where = flaw.functionId === null ? "" : `function "${flaw.functionId}"${flaw.stepId === null ? "" : `, step "${flaw.stepId}"`}: `;
  const others = new Set(alike.map(({ scenario }) => scenario)).size - 1;
  const scenario = `in "${flaw.scenario}"${others > 0 ? ` and ${others} more` : ""}`;
  const place = locator(readFileSync(file, "utf8"))(flaw.functionId, flaw.stepId);
  return { file, ...place, rule: `behaviour/${flaw.rule}`, message: `${where}${flaw.message}\n${scenario}`, fix: flaw.fix };
}
