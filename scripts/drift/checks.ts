import { join } from "node:path";
import { execa } from "execa";
import type { Finding } from "../finding.ts";

/** The checks of `npm run verify` whose outcome depends on the SDK. */
export const sdkChecks = ["snippets", "coverage", "numbers", "examples", "behaviour", "pitfalls", "migration", "recipes"];
/** The others. */
export const otherChecks = ["plugin", "checker", "bundles", "evals"];

/** What a check says in the scratch copy; `broken` says why it could not do its work. */
export type Verdict = { name: string; findings: Finding[]; broken: string | null };

/**
 * Runs one check of `npm run verify` in a copy of the repository.
 *
 * @param repository absolute path of the copy
 * @param name the check
 */
export async function runCheck(repository: string, name: string): Promise<Verdict> {
  const { stdout, stderr, exitCode, timedOut } = await execa("node", ["--import", "tsx", join("scripts", "verify.ts"), "--json", "--only", name], { cwd: repository, reject: false, timeout: 300_000 });
  try {
    if (exitCode === 0 || exitCode === 1) return { name, findings: (JSON.parse(stdout) as { findings: Finding[] }).findings, broken: null };
  } catch {
    // What it printed is no report; what it wrote to stderr says more.
  }
  const said = timedOut ? "it did not end within five minutes" : stderr.trim().split("\n").find((line) => line.trim() !== "");
  return { name, findings: [], broken: said ?? `it ended with code ${exitCode}` };
}
