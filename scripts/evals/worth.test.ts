import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runTsc } from "../snippets/tsc.ts";
import { behaviour, type Wrong, wrongs } from "./wrongs.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = join(root, "node_modules");
const fixture = (name: string) => readFileSync(join(root, "scripts/evals/fixtures", name), "utf8");

const criteria = (task: string) => readdirSync(join(root, "plugin/evals/worth", task, "graders")).map((name) => name.slice(0, -3)).filter((name) => !/^(compiles|checker|given|grader-untouched-.*)$/.test(name));

type Variant = { task: string; name: string; folder: string; swap: Wrong["swap"]; fails: string[] };
let work: string;
const variants: Variant[] = Object.entries(wrongs).flatMap(([task, list]) =>
  [{ name: "right", swap: [], fails: [] }, ...list].map((wrong, index) => ({ ...wrong, task, folder: `${task}-${index}` })),
);
let verdicts: Record<string, Record<string, string>>;

async function scaffold(task: string, folder: string): Promise<void> {
  mkdirSync(folder);
  await execa("bash", [join(root, "plugin/evals/worth", task, "project.sh")], { cwd: folder, env: { WORTH_NODE_MODULES: modules } });
}

/** A fixture is src/inngest/functions.ts, or several files, each below a line with its path. */
function filesOf(text: string): [path: string, content: string][] {
  const parts = text.split(/^\/\/ ((?:src|test)\/\S+\.ts)$/m);
  if (parts.length === 1) return [["src/inngest/functions.ts", text]];
  return parts.flatMap((part, index) => (index % 2 === 1 ? [[part, parts[index + 1] ?? ""] as [string, string]] : []));
}

function solve({ task, name, swap }: Variant, folder: string): void {
  let text = fixture(`${task}.ts`);
  for (const [from, to] of swap) {
    if (!text.includes(from)) throw new Error(`${task}, ${name}: the right solution does not hold ${from}`);
    text = text.replace(from, () => to);
  }
  for (const [path, content] of filesOf(text)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  // What a solution may copy from the skill.
  if (text.includes("./durable.mjs")) for (const name of ["durable.mjs", "durable.d.mts"]) cpSync(join(root, "plugin/skills/inngest/scripts", name), join(folder, "test", name));
}

/** What the shipped checker says of these folders: errors only, as its exit code counts. */
async function check(folders: string[]): Promise<{ file: string; rule: string }[]> {
  const { stdout } = await execa("node", [join(root, "plugin/skills/inngest/scripts/check.mjs"), ...folders, "--json"], { cwd: work, reject: false });
  const { findings } = JSON.parse(stdout) as { findings: { file: string; rule: string; kind: string }[] };
  return findings.filter(({ kind }) => kind === "error");
}

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "worth-"));
  symlinkSync(modules, join(work, "node_modules"));
  await Promise.all(Object.keys(wrongs).map((task) => scaffold(task, join(work, task))));
  for (const variant of variants) {
    const folder = join(work, variant.folder);
    cpSync(join(work, variant.task), folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    solve(variant, folder);
  }
  writeFileSync(join(work, "tsconfig.json"), JSON.stringify({ extends: "./worth-welcome/tsconfig.json", include: variants.flatMap(({ folder }) => [`${folder}/src`, `${folder}/test`]) }));
  const [complaints, errors] = await Promise.all([runTsc(work), check(variants.map(({ folder }) => `${folder}/src`))]);
  for (const { folder } of variants) {
    const compiles = complaints.filter(({ file }) => relative(work, file ?? "").startsWith(`${folder}/`)).map(({ message }) => message);
    const checker = errors.filter(({ file }) => file.startsWith(`${folder}/`)).map(({ rule }) => rule);
    writeFileSync(join(work, folder, "complaints.json"), JSON.stringify({ compiles, checker }));
  }
  const halves = [0, 1].map((half) => variants.filter((_, index) => index % 2 === half).map(({ folder }) => join(work, folder)));
  const judged = await Promise.all(halves.map((folders) => execa("node", [join(root, "scripts/evals/judge-many.mjs"), ...folders])));
  verdicts = Object.assign({}, ...judged.map(({ stdout }) => JSON.parse(stdout) as object)) as typeof verdicts;
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.each(Object.keys(wrongs))("%s", (task) => {
  it("has no criterion that never fails", () => {
    const fails = (wrongs[task] ?? []).flatMap((wrong) => wrong.fails);
    expect(fails.includes(behaviour) ? [] : criteria(task).filter((name) => !fails.includes(name))).toEqual([]);
  });
  it.each(variants.filter((variant) => variant.task === task))("$name", ({ folder, fails }) => {
    const found = Object.entries(verdicts[join(work, folder)] ?? {});
    const named = fails.flatMap((name) => (name === behaviour ? criteria(task) : [name]));
    const free = fails.length > 0 && !fails.includes("checker");
    const failed = found.filter(([criterion, verdict]) => verdict !== "passed" && !(free && criterion === "checker"));
    expect(failed.map(([name]) => name).sort(), failed.map((verdict) => verdict.join(": ")).join("\n")).toEqual(named.sort());
    expect(found.length).toBeGreaterThan(failed.length);
  });
});

it("npm run grade writes what the case's graders read", async () => {
  const folder = join(work, "whole");
  await scaffold("worth-welcome", folder);
  solve(variants[0] as Variant, folder);
  await execa("npm", ["run", "grade"], { cwd: folder });
  const written = readFileSync(join(folder, "grade.json"), "utf8");
  const graders = join(root, "plugin/evals/worth/worth-welcome/graders");
  const read = readdirSync(graders).map((name) => readFileSync(join(graders, name), "utf8")).filter((text) => text.includes("grade.json }"));
  expect(read.map((text) => new RegExp(text.split("---\n")[2]?.trim() ?? "", "m").test(written))).toEqual(read.map(() => true));
});

it("a run that changes a given file is told", async () => {
  const folder = join(work, "changed");
  cpSync(join(work, variants[0]?.folder ?? ""), folder, { recursive: true });
  writeFileSync(join(folder, "src/services.ts"), `${readFileSync(join(folder, "src/services.ts"), "utf8")}// mine\n`);
  const { stdout } = await execa("node", [join(root, "scripts/evals/judge-many.mjs"), folder]);
  expect(JSON.parse(stdout)).toMatchObject({ [folder]: { given: "failed: src/services.ts was changed; put it back" } });
});
