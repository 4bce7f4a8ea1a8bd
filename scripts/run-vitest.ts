import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { z } from "zod";
import type { Aside } from "./beside-report.ts";

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const besideReport = fileURLToPath(new URL("beside-report.ts", import.meta.url));

/** How many times the limit the runner may take to begin its first file. */
const BEGINNING = 5;

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

/** Something that went wrong in a test file, at its place in that file. `file` is absolute. */
export type Failure = { file: string; line: number; column: number; rule: "failed" | "skipped" | "endless"; message: string; fix: string };

/** What became of a run of tests. `files` are absolute paths of those that were run to their end. */
export type TestRun = { passed: number; files: string[]; failures: Failure[] };

/**
 * Runs the test files of a folder in a process of their own.
 *
 * @param root absolute path of the project, where vitest.config.ts is if there is one
 * @param folder absolute path of the tests
 * @param isolate whether each file gets modules of its own; several times slower
 * @param limit milliseconds in which no file begins or ends after which the run is stopped
 * @returns a failure for each test that fails, expects nothing, is skipped, or does not end, and each error outside of tests
 * @throws {Error} when the test runner itself does not run, or begins no test
 */
export async function runVitest(root: string, folder: string, isolate: boolean, limit: number): Promise<TestRun> {
  // Threads end with their process, so a test that never ends leaves nothing running.
  const how = ["--pool", "threads", isolate ? "--isolate" : "--no-isolate", "--expect.requireAssertions"];
  const running = execa("node", [vitest, "run", ...how, "--root", root, "--dir", folder, "--reporter", "json", "--reporter", besideReport], {
    cwd: folder,
    reject: false,
    env: { NO_COLOR: "1" },
  });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stopped = true;
      running.kill("SIGKILL");
    }, milliseconds);
  };
  // On a busy machine the runner itself takes long to begin.
  const beginning = BEGINNING * limit;
  wait(beginning);
  running.stderr.on("data", (piece) => String(piece).includes("\u0001") && wait(limit));
  const run = await running;
  clearTimeout(timer);
  if (stopped) {
    if (told(run.stderr, "start").length === 0) throw new Error(`the test runner began no test within ${beginning / 1000} s`);
    const message = `this test did not end within ${limit / 1000} s and was stopped`;
    const fix = "look for a loop without an end or a promise that never settles";
    return { passed: 0, files: [], failures: unfinished(run.stderr).map((file) => ({ file, line: 1, column: 1, rule: "endless", message, fix })) };
  }
  const parsed = report.safeParse(lastJson(run.stdout));
  if (!parsed.success) throw new Error(`the test runner ended with code ${run.exitCode} and no report: ${run.stderr.slice(0, 2000)}`);

  const fix = "mend the code or its test";
  const failures = parsed.data.testResults.flatMap(({ name: file, message, assertionResults }): Failure[] => {
    if (assertionResults.length === 0) return [{ file, line: 1, column: 1, rule: "failed", message: `the file does not run: ${firstLine(message)}`, fix }];
    return assertionResults.flatMap(({ fullName, status, failureMessages }): Failure[] => {
      if (status === "passed") return [];
      const text = failureMessages?.join("\n") ?? "";
      const rule = status === "failed" ? "failed" : "skipped";
      return [{ file, ...placeIn(text, file), rule, message: `"${fullName}": ${rule === "failed" ? firstLine(text) : "is not run"}`, fix }];
    });
  });
  const files = parsed.data.testResults.map(({ name }) => name);
  // A file that does not load is told above.
  const unloaded = new Set(parsed.data.testResults.filter(({ assertionResults }) => assertionResults.length === 0).map(({ name }) => name));
  for (const { file: at, text, stack } of asides(run.stderr).filter(({ file }) => file === null || !unloaded.has(file))) {
    const file = at ?? files[0] ?? folder;
    failures.push({ file, ...placeIn(stack, file), rule: "failed", message: `outside of its tests: ${firstLine(text)}`, fix });
  }
  if (run.exitCode !== 0 && failures.length === 0 && files.length > 0) throw new Error(`the test runner ended with code ${run.exitCode} though no test failed: ${run.stderr.slice(0, 2000)}`);
  return { passed: parsed.data.numPassedTests, files, failures };
}

/** What the reporter beside the JSON report tells, by its word. */
function told(log: string, word: string): string[] {
  return [...log.matchAll(new RegExp(`\\u0001${word} (.*)`, "g"))].map(([, what = ""]) => what);
}

function unfinished(log: string): string[] {
  const ended = new Set(told(log, "end"));
  return told(log, "start").filter((file) => !ended.has(file));
}

function asides(log: string): Aside[] {
  return told(log, "aside").map((text) => JSON.parse(text) as Aside);
}

function placeIn(text: string, file: string): { line: number; column: number } {
  const place = new RegExp(`${escape(file)}:(\\d+):(\\d+)`).exec(text);
  return { line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) };
}

// The code under test may write to stdout; the report is the last line.
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
