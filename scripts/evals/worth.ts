import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Finding } from "../finding.ts";
import { type Case, finding } from "./cases.ts";

/** How many worth cases there have to be. */
const wanted = 10;
const grader = "plugin/evals/worth/grader/criteria.mjs";
const manifest = "plugin/evals/worth/base/package.json";
// A request that names the version gives away what the skill is there to tell.
const version = /\bv[34]\b|inngest@?\s*v?[34]\b|\b[34]\.(\d+|x)\b/i;

/**
 * Checks the worth cases: what the client cannot know of them, because it is their own grader's.
 *
 * @param root absolute path of the repository
 * @param cases the cases with the tag worth
 */
export async function checkWorth(root: string, cases: Case[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (cases.length < wanted) findings.push(finding("plugin/evals/worth", 1, "worth", `expected at least ${wanted} cases with the tag worth; found ${cases.length}`, "add cases"));
  const fixed = await namesIn(root, grader, ({ fixed: names }) => z.array(z.string()).parse(names));
  for (const one of cases) findings.push(...checkRequest(root, one), ...(await checkGraders(root, one, fixed)));
  return [...findings, ...checkVersions(root)];
}

function checkRequest(root: string, { file, tags, prompt }: Case): Finding[] {
  const say = (message: string, fix: string) => finding(file, 1, "worth", message, fix);
  const findings: Finding[] = [];
  if (tags.filter((tag) => tag === "japanese" || tag === "english").length !== 1) findings.push(say("expected one of the tags japanese and english", "add the request's language"));
  if (version.test(prompt)) findings.push(say(`the request names a version: ${version.exec(prompt)?.[0]}`, "leave that for the run to find out"));
  if (!prompt.includes("`npm run grade`")) findings.push(say("expected the request to ask for `npm run grade`", "ask for it as the last thing"));
  if (!existsSync(join(root, dirname(file), "case.yaml"))) findings.push(say("expected a case.yaml with a scaffold_script; found none", "write it as in the other cases"));
  return findings;
}

async function checkGraders(root: string, { file, graders }: Case, fixed: string[]): Promise<Finding[]> {
  const scenario = `${dirname(file)}/scenario.mjs`;
  if (!existsSync(join(root, scenario))) return [finding(file, 1, "worth", "expected a scenario.mjs beside this file; found none", "write it as in the other cases")];
  const judged = [...fixed, ...(await namesIn(root, scenario, ({ criteria }) => Object.keys(z.record(z.string(), z.unknown()).parse(criteria))))];

  const readers = graders.flatMap(({ file: at, fields, body }) => (fields.type === "regex" ? [{ at, fields, body }] : []));
  const findings = readers.flatMap(({ at, fields, body }) => {
    const name = /^"([\w-]+)": "passed"$/.exec(body)?.[1];
    const own = typeof fields.target === "object" && fields.target.path === "grade.json" && fields.flags === undefined && (fields.match ?? "contains") === "contains";
    if (own && name !== undefined && judged.includes(name)) return [];
    return [finding(at, 1, "worth", `expected "<criterion>": "passed" on grade.json, for a criterion that the case's grader writes (${judged.join(", ")})`, "correct it")];
  });
  for (const name of judged.filter((each) => !readers.some(({ body }) => body === `"${each}": "passed"`))) {
    findings.push(finding(scenario, 1, "worth", `no grader reads the criterion ${name}`, `write ${dirname(file)}/graders/${name}.md`));
  }
  for (const tool of ["Bash", "Edit", "Write"]) {
    const guarded = graders.some(({ fields }) => fields.type === "tool_used" && fields.tool === tool && fields.min === 0 && fields.max === 0 && fields.input_match?.startsWith("\\.grade\\b"));
    if (!guarded) findings.push(finding(file, 1, "worth", `no grader tells when the tool ${tool} is used on .grade/`, `write graders/grader-untouched-${tool.toLowerCase()}.md as in the other cases`));
  }
  return findings;
}

function checkVersions(root: string): Finding[] {
  const read = (path: string, schema: z.ZodType<Record<string, { version?: string | undefined }>>) => schema.parse(JSON.parse(readFileSync(join(root, path), "utf8")));
  const locked = read("package-lock.json", z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) }).transform(({ packages }) => packages));
  const used = read(manifest, z.object({ dependencies: z.record(z.string(), z.string().transform((text) => ({ version: text }))) }).transform(({ dependencies }) => dependencies));
  return Object.entries(used).flatMap(([name, { version: found }]) => {
    const pin = locked[`node_modules/${name}`]?.version;
    return pin === found ? [] : [finding(manifest, 1, "worth", `${name}: expected ${pin ?? "a package of package-lock.json"}, as package-lock.json says; found ${found}`, "use that version")];
  });
}

async function namesIn(root: string, file: string, read: (module: Record<string, unknown>) => string[]): Promise<string[]> {
  // As another module each time, since a test may have changed the file.
  const url = `${pathToFileURL(join(root, file)).href}?${Date.now()}`;
  return read((await import(url)) as Record<string, unknown>);
}
