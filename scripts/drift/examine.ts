import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installedSdk } from "../coverage/index.ts";
import { prefixes } from "../coverage/map/index.ts";
import { offered } from "../coverage/names.ts";
import { shownBy } from "../numbers/shown.ts";
import { runCheck, type Verdict } from "./checks.ts";
import { compareNames, compareNumbers, type Manifest } from "./compare.ts";
import type { Drift } from "./report.ts";
import type { Scratch } from "./scratch.ts";

/**
 * Finds out what another version of the SDK means for the repository.
 *
 * @param root absolute path of the repository
 * @param scratch a copy that finds the other version
 * @param checks the checks of `npm run verify` to run in the copy
 * @param told is called as each check ends
 */
export async function examine(root: string, scratch: Scratch, checks: string[], told: (verdict: Verdict) => void): Promise<Drift> {
  const verdicts: Verdict[] = [];
  const waiting = [...checks];
  // Two at a time: some of them use every core on their own.
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const verdict = await runCheck(scratch.repository, name);
      told(verdict);
      verdicts.push(verdict);
    }
  };
  await Promise.all([work(), work()]);
  const [from, to] = [await look(installedSdk()), await look(scratch.sdk)];
  return {
    versions: versions(root, scratch),
    ...compareNames(from.names, to.names, prefixes),
    changes: compareNumbers(from, to),
    verdicts,
  };
}

/** Whether a scratch copy finds the versions that the repository has. */
export function isPinned(root: string, scratch: Scratch): boolean {
  return Object.values(versions(root, scratch)).every(({ from, to }) => from === to);
}

function versions(root: string, scratch: Scratch): Drift["versions"] {
  const both = (name: string, folder: string) => ({ from: manifest(join(root, "node_modules", name)).version, to: manifest(folder).version });
  return { inngest: both("inngest", scratch.sdk), "@inngest/test": both("@inngest/test", scratch.testEngine) };
}

async function look(sdk: string) {
  return { manifest: manifest(sdk), names: await offered(sdk), shown: await shownBy(sdk) };
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
