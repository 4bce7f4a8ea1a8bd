import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.ts";
import type { Outcome } from "../finding.ts";
import { checkCoverage } from "./check.ts";
import { map, prefixes } from "./map/index.ts";
import { offered } from "./names.ts";
import { entryLine } from "./place.ts";

const folder = fileURLToPath(new URL("map", import.meta.url));
const files = ["steps.ts", "functions.ts", "client.ts", "exports.ts"];

/** The folder of the installed SDK. */
export function installedSdk(): string {
  return dirname(createRequire(import.meta.url).resolve("inngest"));
}

/**
 * Checks that the guidance covers what an SDK offers.
 *
 * @param documents the parsed Markdown files
 * @param root absolute path of the repository, to which findings are relative
 * @param sdk absolute path of the package's folder
 */
export async function checkApi(documents: Document[], root: string, sdk: string): Promise<Outcome> {
  const texts = files.map((name) => ({ file: toPath(root, join(folder, name)), text: readFileSync(join(folder, name), "utf8") }));
  const place = (kind: string, name: string | null) => {
    const found = texts.flatMap(({ file, text }) => {
      const line = entryLine(text, kind, name);
      return line === null ? [] : [{ file, line, column: 1 }];
    })[0];
    if (!found) throw new Error(`no file of scripts/coverage/map has "${kind}" ${name ?? ""}`);
    return found;
  };
  const names = await offered(sdk);
  const complaints = names.complaints.map((complaint) => ({ ...complaint, file: complaint.file && toPath(root, complaint.file) }));
  return checkCoverage(documents, { ...names, complaints }, map, prefixes, place);
}

function toPath(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}
