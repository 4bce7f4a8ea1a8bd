import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { withFolder } from "../interrupt.ts";
import type { Mutation } from "./rules.ts";

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

/** Real milliseconds; a mutated runtime may never end, which is red too. */
const LIMIT = 120_000;

/** What the tests said: "green" when they did not notice. */
export type Verdict = "red" | "endless" | "green";

/**
 * A source with a rule taken out.
 *
 * @throws {Error} when the text does not stand exactly once in the source
 */
export function mutate(source: string, { rule, file, from, to }: Mutation): string {
  const count = source.split(from).length - 1;
  if (count !== 1) throw new Error(`"${rule}": expected its text once in ${file}; found it ${count} times`);
  return source.replace(from, () => to);
}

/**
 * Runs the tests of each mutation on a copy of the runtime that lacks its rule.
 *
 * @param scripts absolute path of scripts/; the copies are made in it, where packages are found
 * @param tell called as soon as a verdict is there
 * @throws {Error} when a text does not match, or the tests are red without any mutation
 */
export async function tryAll(scripts: string, mutations: readonly Mutation[], tell: (mutation: Mutation, verdict: Verdict) => void): Promise<void> {
  const runtime = join(scripts, "runtime");
  const mutated = mutations.map((mutation) => mutate(readFileSync(join(runtime, mutation.file), "utf8"), mutation));
  await withFolder(() => mkdtempSync(join(scripts, ".work-")), async (work) => {
    const lanes = Array.from({ length: Math.min(availableParallelism(), mutations.length) }, (_, n) => join(work, String(n)));
    for (const lane of lanes) cpSync(runtime, join(lane, "runtime"), { recursive: true });
    const verdict = await runTests(lanes[0] ?? work, [...new Set(mutations.flatMap(({ tests }) => tests))]);
    if (verdict !== "green") throw new Error("the runtime's tests are red without any mutation");
    let next = 0;
    await Promise.all(
      lanes.map(async (lane) => {
        for (let index = next++; index < mutations.length; index = next++) {
          const mutation = mutations[index] as Mutation;
          const file = join(lane, "runtime", mutation.file);
          const original = readFileSync(file, "utf8");
          writeFileSync(file, mutated[index] as string);
          tell(mutation, await runTests(lane, mutation.tests));
          writeFileSync(file, original);
        }
      }),
    );
  });
}

async function runTests(lane: string, tests: readonly string[]): Promise<Verdict> {
  const files = tests.map((test) => join(lane, "runtime", test));
  // Threads end with their process, so a mutation that never ends leaves nothing running.
  const run = await execa("node", [vitest, "run", "--pool", "threads", "--root", lane, "--dir", lane, "--bail", "1", "--testTimeout", "30000", "--reporter", "json", ...files], {
    cwd: lane,
    reject: false,
    timeout: LIMIT,
    killSignal: "SIGKILL",
    env: { NO_COLOR: "1" },
  });
  if (run.timedOut) return "endless";
  if (!/"numTotalTests":[1-9]/.test(run.stdout)) throw new Error(`the tests did not run: ${run.stderr.slice(0, 2_000)}`);
  return run.exitCode === 0 ? "green" : "red";
}
