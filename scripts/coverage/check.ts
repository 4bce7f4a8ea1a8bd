import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { skillFolder } from "../shipped.ts";
import type { Entry } from "./entry.ts";
import { mentions, type Place, section } from "./mentions.ts";
import type { Offered } from "./names.ts";

export type CoverageMap = Record<string, Record<string, Entry>>;

/** The folder that anchors are relative to. */
const references = `${skillFolder}/references`;

/**
 * Compares what the SDK offers with the map, and the map with the guidance.
 *
 * @param documents the parsed Markdown files
 * @param sdk what the SDK offers
 * @param map what covers each name, by kind
 * @param prefixes what the guidance writes before the names of a kind
 * @param placeOf where the map's entry of a name, or (null) of a kind, stands
 * @returns findings for each name that is new, gone, or not spoken of where the map says; how many of the names are covered
 */
export function checkCoverage(
  documents: Document[],
  sdk: Offered,
  map: CoverageMap,
  prefixes: Partial<Record<string, string>>,
  placeOf: (kind: string, name: string | null) => Place & { file: string },
): Outcome {
  const findings: Finding[] = [];
  const say = (place: Place & { file: string }, rule: string, message: string, fix: string) =>
    findings.push({ file: place.file, line: place.line, column: place.column, rule: `coverage/${rule}`, message, fix });
  const version = `inngest ${sdk.version}`;
  const written = (kind: string, name: string) => `${prefixes[kind] ?? ""}${name}`;
  const uses = new Map<string, number>();
  for (const [kind, names] of Object.entries(map)) {
    for (const name of Object.keys(names)) uses.set(written(kind, name), (uses.get(written(kind, name)) ?? 0) + 1);
  }

  let covered = 0;
  let total = 0;
  for (const [kind, entries] of Object.entries(map)) {
    const names = sdk.kinds[kind] ?? [];
    for (const name of names.filter((n) => !(n in entries))) {
      say(placeOf(kind, null), "added", `${version} offers ${written(kind, name)} (${kind}); no entry says where it is covered`, `write about it and add ${name}: "reference.md#anchor", or notCovered("why")`);
    }
    for (const [name, entry] of Object.entries(entries)) {
      const code = written(kind, name);
      if (!names.includes(name)) {
        say(placeOf(kind, name), "removed", `${version} offers no ${code} (${kind})`, "remove the entry, and correct what speaks of it");
        for (const place of speakers(documents, code, entry, uses.get(code) === 1)) {
          say(place, "removed", `speaks of ${code} (${kind}), which ${version} does not offer`, "write what the SDK offers instead");
        }
        continue;
      }
      total++;
      if (typeof entry !== "string") continue;
      covered++;
      const problem = silence(documents, code, entry);
      if (problem) say(placeOf(kind, name), problem.rule, `${code} (${kind}): ${problem.message}`, problem.fix);
    }
  }
  for (const { file, message, code, ...place } of sdk.complaints) {
    say({ ...place, file: file ?? "scripts/coverage/surface.ts" }, "surface", `${version}: ${code}: ${message}`, "let surface.ts name what the SDK has");
  }
  return { findings, counts: { covered: { count: covered, of: total } } };
}

/** Where the guidance writes a name: everywhere, or, when other kinds have a name that looks the same, in its own section. */
function speakers(documents: Document[], code: string, entry: Entry, unique: boolean): (Place & { file: string })[] {
  const own = typeof entry === "string" ? target(documents, entry) : null;
  return documents.flatMap((document) => {
    const part = unique ? { from: 1, to: Number.POSITIVE_INFINITY } : document === own?.document ? own.part : null;
    if (!part) return [];
    return mentions(document, code).filter(({ line }) => part.from <= line && line <= part.to).map((place) => ({ ...place, file: document.path }));
  });
}

function silence(documents: Document[], code: string, anchor: string): { rule: string; message: string; fix: string } | null {
  const { document, part } = target(documents, anchor);
  if (!document) return { rule: "anchor", message: `there is no ${references}/${anchor.split("#")[0]}`, fix: "correct the entry" };
  if (!part) return { rule: "anchor", message: `no heading of ${document.path} has the anchor "#${anchor.split("#")[1]}"`, fix: "correct the entry" };
  const spoken = mentions(document, code).some(({ line }) => part.from <= line && line <= part.to);
  if (spoken) return null;
  return { rule: "silent", message: `${document.path}:${part.from}, where the entry points, does not write ${code} as code`, fix: "write about it there, or point to where it is written about" };
}

function target(documents: Document[], anchor: string) {
  const [file = "", slug = ""] = anchor.split("#");
  const document = documents.find(({ path }) => path === `${references}/${file}`);
  return { document, part: document ? section(document, slug) : null };
}
