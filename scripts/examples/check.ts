import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { z } from "zod";
import type { Finding, Outcome } from "../finding.ts";

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const started = fileURLToPath(new URL("started.ts", import.meta.url));

// The part of vitest's JSON report that is used here.
const report = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/**
 * Runs the tests that stand beside the examples.
 *
 * @param folder absolute path of the examples
 * @param examples absolute paths of the examples; each needs a test file of its own
 * @param root absolute path of the repository, to which findings are relative
 * @param limit milliseconds after which a run that does not end is stopped
 * @returns a finding for each test that fails, is skipped, or does not end, and each example without a test
 * @throws {Error} when the test runner itself does not run
 */
export async function checkExamples(folder: string, examples: string[], root: string, limit = 60_000): Promise<Outcome> {
  const findings: Finding[] = [];
  const say = (file: string, line: number, column: number, rule: string, message: string, fix: string) =>
    findings.push({ file: relative(root, file).split(sep).join("/"), line, column, rule: `examples/${rule}`, message, fix });

  if (examples.length === 0) {
    say(folder, 1, 1, "none", "expected examples in this folder; found none", "put the examples back");
    return { findings, counts: { examples: 0, tests: 0 } };
  }
  // Threads end with their process, so a test that never ends leaves nothing running.
  const run = await execa("node", [vitest, "run", "--pool", "threads", "--root", root, "--dir", folder, "--reporter", "json", "--reporter", started], {
    cwd: folder,
    reject: false,
    timeout: limit,
    killSignal: "SIGKILL",
    env: { NO_COLOR: "1" },
  });
  if (run.timedOut) {
    for (const file of unfinished(run.stderr)) {
      say(file, 1, 1, "endless", `this test did not end within ${limit / 1000} s and was stopped`, "look for a loop without an end or a promise that never settles");
    }
    return { findings, counts: { examples: examples.length, tests: 0 } };
  }
  const parsed = report.safeParse(lastJson(run.stdout));
  if (!parsed.success) throw new Error(`the test runner ended with code ${run.exitCode} and no report: ${run.stderr.slice(0, 2000)}`);

  for (const { name, message, assertionResults } of parsed.data.testResults) {
    if (assertionResults.length === 0) say(name, 1, 1, "failed", `the file does not run: ${firstLine(message)}`, "mend the example or its test");
    for (const { fullName, status, failureMessages } of assertionResults) {
      if (status === "passed") continue;
      const text = failureMessages?.join("\n") ?? "";
      const place = new RegExp(`${escape(name)}:(\\d+):(\\d+)`).exec(text);
      say(name, Number(place?.[1] ?? 1), Number(place?.[2] ?? 1), status, `"${fullName}": ${status === "failed" ? firstLine(text) : "is not run"}`, "mend the example or its test");
    }
  }
  for (const example of examples) {
    const test = example.replace(/\.ts$/, ".test.ts");
    if (!parsed.data.testResults.some(({ name }) => name === test)) say(example, 1, 1, "untested", "this example has no test that runs", `write ${relative(folder, test)}`);
  }
  return { findings, counts: { examples: examples.length, tests: parsed.data.numPassedTests } };
}

function unfinished(log: string): string[] {
  const named = (word: string) => [...log.matchAll(new RegExp(`\\u0001${word} (.*)`, "g"))].map(([, file = ""]) => file);
  const ended = new Set(named("end"));
  return named("start").filter((file) => !ended.has(file));
}

// An example may write to stdout; the report is the last line.
function lastJson(output: string): unknown {
  try {
    return JSON.parse(output.slice(output.lastIndexOf("\n{") + 1));
  } catch {
    return null;
  }
}

function firstLine(text: string | undefined): string {
  return text?.trim().split("\n")[0] ?? "no message";
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
