// Runs the project's own tests against the code as it is and against faulty forms of it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";

/**
 * @param {string} folder absolute path of the project
 * @param {string} file the file under test
 * @param {Record<string, [from: string, to: string]>} faults what is swapped in it, by name
 * @returns {Record<string, { passed: number, failed: string[] }>} what the tests say, by fault; `right` is without any
 * @throws {Error} when vitest does not report
 */
export function runTests(folder, file, faults) {
  const work = join(folder, ".grade", "tests");
  const text = readFileSync(join(folder, ".grade/given", file.slice(4)), "utf8");
  const forms = { right: text };
  for (const [name, [from, to]] of Object.entries(faults)) forms[name] = text.replace(from, () => to);
  const leave = ["node_modules", ".grade", ".git"];
  rmSync(work, { recursive: true, force: true });
  for (const [name, form] of Object.entries(forms)) {
    mkdirSync(join(work, name), { recursive: true });
    for (const entry of readdirSync(folder)) if (!leave.includes(entry)) cpSync(join(folder, entry), join(work, name, entry), { recursive: true });
    writeFileSync(join(work, name, file), form);
    // Vitest tells projects apart by the names of their packages.
    writeFileSync(join(work, name, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  }
  // Each folder is a project of its own, with the configuration that it may have.
  writeFileSync(join(work, "vitest.config.mjs"), 'export default { test: { projects: ["*/"] } };\n');
  const report = join(work, "report.json");
  const vitest = join(dirname(createRequire(join(folder, "package.json")).resolve("vitest/package.json")), "vitest.mjs");
  const args = [vitest, "run", "--pool", "threads", "--root", work, "--reporter", "json", "--outputFile", report];
  const { stderr } = spawnSync(process.execPath, args, { cwd: work, encoding: "utf8", timeout: 240_000, env: { ...process.env, NODE_ENV: "test" } });
  const said = readReport(report, stderr);
  const of = (name) => said.filter(({ file: path }) => path.startsWith(join(work, name) + sep));
  const told = Object.keys(forms).map((name) => [name, { passed: of(name).filter(({ ok }) => ok).length, failed: of(name).flatMap(({ failed, title }) => (failed ? [title] : [])) }]);
  rmSync(work, { recursive: true, force: true });
  return Object.fromEntries(told);
}

function readReport(report, stderr) {
  if (!existsSync(report)) throw new Error(`vitest wrote no report: ${stderr.split("\n").find((line) => line.includes("Error: ")) ?? "no reason told"}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.map((test) => ({ file: name, ok: test.status === "passed", failed: test.status === "failed", title: test.fullName }));
    // A file that does not even load has no tests.
    return tests.length === 0 && status === "failed" ? [{ file: name, ok: false, failed: true, title: (message ?? "").split("\n")[0] }] : tests;
  });
}
