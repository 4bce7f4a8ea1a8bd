import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Outcome } from "../finding.ts";
import { shippedFolder } from "../shipped.ts";
import { makeBundle } from "./build.ts";
import type { Bundle } from "./table.ts";

const fix = "run npm run build and commit what it writes";

/**
 * Makes every bundle anew, in memory, and compares it with the file that ships.
 *
 * @param root absolute path of the repository
 * @param bundles the bundles that there shall be
 * @returns a finding for each file that is missing, differs, or is no bundle
 * @throws {Error} when a bundle can not be made
 */
export async function checkBundles(root: string, bundles: Bundle[]): Promise<Outcome> {
  const findings: Finding[] = [];
  const say = (file: string, line: number, message: string, what = fix) => findings.push({ file, line, column: 1, rule: "bundles/stale", message, fix: what });
  const wanted = new Map((await Promise.all(bundles.map((bundle) => makeBundle(root, bundle)))).flatMap((files) => [...files]));

  let bytes = 0;
  for (const [file, text] of wanted) {
    bytes += Buffer.byteLength(text);
    if (!existsSync(join(root, file))) say(file, 1, "expected this file; found none");
    else {
      const line = firstDifference(readFileSync(join(root, file), "utf8"), text);
      if (line !== null) say(file, line, "expected what its sources in scripts/ make; this line differs");
    }
  }
  const present = existsSync(join(root, shippedFolder)) ? readdirSync(join(root, shippedFolder)) : [];
  for (const name of present.filter((entry) => !wanted.has(`${shippedFolder}/${entry}`))) {
    say(`${shippedFolder}/${name}`, 1, "no bundle of scripts/bundles/table.ts makes this file", "add it to the table or remove it");
  }
  return { findings, counts: { files: wanted.size, kilobytes: Math.round(bytes / 1024) } };
}

function firstDifference(found: string, expected: string): number | null {
  if (found === expected) return null;
  const [a, b] = [found.split("\n"), expected.split("\n")];
  return b.findIndex((line, index) => line !== a[index]) + 1 || b.length + 1;
}
