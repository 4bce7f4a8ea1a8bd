import { isDeepStrictEqual } from "node:util";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { pathComment, type Piece } from "../snippets/module.ts";
import { readFences } from "../snippets/read.ts";
import { type Expected, expectations } from "./expectations.ts";
import { playsOfFences } from "./plays.ts";
import { type NamedFence, runOn } from "./run.ts";

const example = "v3-to-v4-example.md";
const folder = "scripts/migration";

/**
 * Runs what the guidance says of v3 and v4 on both, each in a process of its own, and compares what was seen.
 *
 * @param documents the parsed Markdown files
 * @param expected what is to be seen, by name
 * @returns a finding for each difference that is not as stated, at the sentence that states it
 * @throws {Error} when a process does not end well
 */
export async function checkMigration(documents: Document[], expected: Record<string, Expected> = expectations): Promise<Outcome> {
  const findings: Finding[] = [];
  const say = (at: Pick<Finding, "file" | "line" | "column">, message: string, fix: string) => findings.push({ ...at, rule: "migration/run", message, fix });
  const pieces = documents.flatMap((document) => readFences(document, () => {}));
  const fences: NamedFence[] = [];
  for (const piece of pieces) {
    if (piece.onV4 === null || typeof piece.onV4 === "string") continue;
    const { run: name } = piece.onV4;
    const at = { file: piece.document.path, line: piece.fence.line, column: piece.fence.column };
    if (!(name in playsOfFences)) say(at, `there is no run "${name}"; there are: ${Object.keys(playsOfFences).join(", ")}`, `add it to ${folder}/plays.ts`);
    else if (fences.some((fence) => fence.name === name)) say(at, `the run "${name}" is already that of another fence`, "name a run of its own");
    else fences.push({ name, piece });
  }
  for (const name of Object.keys(playsOfFences)) {
    if (!fences.some((fence) => fence.name === name)) say({ file: `${folder}/plays.ts`, line: 1, column: 1 }, `no fence names the run "${name}"`, "remove it, or write run:name after v3 in the info string");
  }
  const filesOf = (written: Piece["written"]) => pieces.filter((piece) => piece.document.path.endsWith(example) && piece.written === written && pathComment(piece.fence.text) !== null);
  const [onV3, onV4] = await Promise.all([runOn("v3", fences, filesOf("v3")), runOn("v4", fences, filesOf("v4"))]);

  for (const name of new Set([...Object.keys(onV3), ...Object.keys(expected)])) {
    const stated = expected[name];
    if (!stated) {
      say({ file: `${folder}/expectations.ts`, line: 1, column: 1 }, `nothing is stated of the run "${name}"`, "state what is to be seen");
      continue;
    }
    const at = whereSaid(documents, stated.says);
    if (!at) say({ file: `${folder}/expectations.ts`, line: 1, column: 1 }, `no document says 「${stated.says}」, which the run "${name}" shows`, "quote the sentence as it is now, or remove the run");
    for (const [version, seen] of [["v3", onV3[name]], ["v4", onV4[name]]] as const) {
      const wanted = "both" in stated ? stated.both : stated[version];
      if (isDeepStrictEqual(seen, wanted)) continue;
      const message = `the run "${name}" on inngest ${version}: expected ${JSON.stringify(wanted)}; found ${JSON.stringify(seen)}`;
      say(at ?? { file: `${folder}/expectations.ts`, line: 1, column: 1 }, message, "correct the sentence, then what the run expects");
    }
  }
  const all = Object.values(expected);
  const same = all.filter((stated) => "both" in stated).length;
  return { findings, counts: { runsOnBothVersions: all.length, different: all.length - same, same } };
}

function whereSaid(documents: Document[], sentence: string): Pick<Finding, "file" | "line" | "column"> | null {
  for (const { path, lines } of documents) {
    const line = lines.findIndex((text) => text.includes(sentence));
    if (line >= 0) return { file: path, line: line + 1, column: (lines[line] ?? "").indexOf(sentence) + 1 };
  }
  return null;
}
