import { join, relative, sep } from "node:path";
import { filesBelow } from "../files.ts";
import type { Finding, Outcome } from "../finding.ts";
import { runVitest } from "../run-vitest.ts";

/**
 * Runs the tests that stand beside the examples.
 *
 * @param folder absolute path of the examples
 * @param examples absolute paths of the examples; each needs a test file of its own
 * @param root absolute path of the repository, to which findings are relative
 * @param limit milliseconds after which a run that does not end is stopped
 * @returns a finding for each test that fails, is skipped, or does not end, each example without a test, and each other file
 * in the folder, at which no check looks
 * @throws {Error} when the test runner itself does not run
 */
export async function checkExamples(folder: string, examples: string[], root: string, limit = 60_000): Promise<Outcome> {
  const finding = (file: string, rule: string, message: string, fix: string, line = 1, column = 1): Finding => ({
    file: relative(root, file).split(sep).join("/"),
    line,
    column,
    rule: `examples/${rule}`,
    message,
    fix,
  });
  if (examples.length === 0) {
    return { findings: [finding(folder, "none", "expected examples in this folder; found none", "put the examples back")], counts: { examples: 0, tests: 0 } };
  }
  const { passed, files, failures } = await runVitest(root, folder, true, limit);
  const findings = failures.map(({ file, line, column, rule, message, fix }) => finding(file, rule, message, fix, line, column));
  const stopped = failures.some(({ rule }) => rule === "endless");
  for (const example of stopped ? [] : examples) {
    const test = example.replace(/\.ts$/, ".test.ts");
    if (!files.includes(test)) findings.push(finding(example, "untested", "this example has no test that runs", `write ${relative(folder, test)}`));
  }
  for (const name of filesBelow(folder).filter((file) => file.includes(sep) || !file.endsWith(".ts"))) {
    findings.push(finding(join(folder, name), "stray", "expected .ts files only, directly in the folder of the examples: this one is neither compiled nor run", "move it up, write it in TypeScript, or remove it"));
  }
  return { findings, counts: { examples: examples.length, tests: passed } };
}
