import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { withFolder } from "../interrupt.ts";
import { runVitest } from "../run-vitest.ts";
import { shippedFiles, skillFolder } from "../shipped.ts";
import { pathComment, type Piece } from "../snippets/module.ts";
import { readFences } from "../snippets/read.ts";

// From here the tests find vitest and the pinned SDK.
const scripts = fileURLToPath(new URL("..", import.meta.url));
const noSay = () => {};

/**
 * Runs the tests that documents print: lays out the fences that name a path as the project that the reader gets, with the
 * skill's folder and the files of its scripts/ that they import, and runs vitest in it.
 *
 * @param documents the parsed Markdown files; those without a fence that is a test file are left alone. A fence that imports
 * vitest and names no path is compiled only, which is counted
 * @param root absolute path of the repository
 * @param limit milliseconds after which the tests of a document that do not end are stopped
 * @returns a finding at its line of the document for each test that fails, is skipped, does not end, or is not found by
 * vitest; and one when vitest finds other tests too, such as the skill's own
 * @throws {Error} when the test runner itself does not run
 */
export async function checkRecipes(documents: Document[], root: string, limit = 60_000): Promise<Outcome> {
  const read = documents.map((document) => ({ document, pieces: readFences(document, noSay).filter(({ written }) => written === "v4") }));
  const onlyCompiled = read.flatMap(({ pieces }) => pieces).filter((piece) => isTest(piece) && pathComment(piece.fence.text) === null).length;
  const projects = read.map(({ document, pieces }) => ({ document, files: projectOf(pieces) })).filter(({ files }) => [...files.values()].some(isTest));
  if (projects.length === 0) {
    const message = "expected a document with a fence that is a test file (// test/order.test.ts); found none";
    return { findings: [{ file: skillFolder, line: 1, column: 1, rule: "recipes/none", message, fix: "put the recipes back" }], counts: { documents: 0, tests: 0, onlyCompiled } };
  }
  const runs = await Promise.all(projects.map(({ document, files }) => run(document, files, root, limit)));
  return {
    findings: runs.flatMap(({ findings }) => findings),
    counts: { documents: projects.length, tests: runs.reduce((sum, { passed }) => sum + passed, 0), onlyCompiled },
  };
}

/** What the file is, not how it is called: a test whose name vitest does not look for is to be missed. */
function isTest({ source }: Piece): boolean {
  return source.specifiers.some(({ name }) => name === "vitest");
}

function projectOf(pieces: Piece[]): Map<string, Piece> {
  return new Map(pieces.flatMap((piece) => (pathComment(piece.fence.text) === null ? [] : [[pathComment(piece.fence.text) ?? "", piece]])));
}

function run(document: Document, files: Map<string, Piece>, root: string, limit: number): Promise<{ findings: Finding[]; passed: number }> {
  return withFolder(() => mkdtempSync(join(scripts, ".work-")), async (folder) => {
    for (const [path, { fence, source }] of files) {
      const copies = shippedFiles(root, path, source.specifiers.map(({ name }) => name));
      for (const file of [{ path, text: fence.text }, ...copies]) {
        mkdirSync(dirname(join(folder, file.path)), { recursive: true });
        writeFileSync(join(folder, file.path), file.text);
      }
    }
    cpSync(join(root, skillFolder), join(folder, ".claude/skills/inngest"), { recursive: true });
    const { passed, files: tests, failures } = await runVitest(folder, folder, false, limit);
    const byFile = new Map([...files].map(([path, { fence }]) => [join(folder, path), fence]));
    const say = (line: number, column: number, rule: string, message: string, fix: string) => ({ file: document.path, line, column, rule: `recipes/${rule}`, message, fix });
    const foreign = tests.filter((file) => !byFile.has(file)).map((file) => relative(folder, file));
    if (foreign.length > 0) {
      const configuration = (files.get("vitest.config.ts")?.fence.line ?? 0) + 1;
      return { findings: [say(configuration, 1, "foreign", `vitest runs ${foreign.length} tests that the document does not print: ${foreign[0]}`, "print a vitest.config.ts whose include leaves them out")], passed };
    }
    const findings = failures.map(({ file, line, column, rule, message, fix }) => say((byFile.get(file)?.line ?? 0) + line, column, rule, message, fix));
    const stopped = failures.some(({ rule }) => rule === "endless");
    const unrun = stopped ? [] : [...files].filter(([path, piece]) => isTest(piece) && !tests.includes(join(folder, path)));
    return { findings: [...findings, ...unrun.map(([path, { fence }]) => say(fence.line + 1, 1, "unrun", `vitest does not find the test ${path}`, "give it a name that the printed vitest.config.ts includes"))], passed };
  });
}
