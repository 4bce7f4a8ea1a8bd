import { dirname, resolve } from "node:path";
import type { Source } from "./engine.ts";
import { readCode } from "./read.ts";
import type { Note, Report } from "./report.ts";
import type { Other } from "./rule.ts";
import { projectFinder } from "./sdk.ts";
import { codeFiles, shownPath } from "./walk.ts";

/**
 * Checks the code files of paths. The parser and the rules are loaded when a file is about Inngest.
 *
 * @param paths files and folders
 * @param from the folder that paths are relative to, and shown from
 * @throws {Error} when a path does not exist
 */
export async function run(paths: string[], from: string): Promise<Report> {
  const notes: Note[] = [];
  const found = new Set<string>();
  for (const path of paths) {
    const { files, unreadable } = codeFiles(resolve(from, path));
    for (const file of files) found.add(file);
    for (const folder of unreadable) notes.push({ file: shownPath(folder, from), words: { ja: "フォルダーを読めない", en: "the folder can not be read" } });
  }
  const projectOf = projectFinder();
  const sources: Source[] = [];
  const others: Other[] = [];
  for (const file of found) {
    const path = shownPath(file, from);
    const read = readCode(file);
    if ("other" in read) others.push({ path, text: read.other });
    else if ("note" in read) notes.push({ file: path, words: read.note });
    else {
      const { sdk, folder, packages } = projectOf(dirname(file));
      sources.push({ path, text: read.text, sdk, projectFolder: folder, packages });
    }
  }
  if (sources.length === 0) return { files: found.size, issues: [], notes };
  const { check } = await import("./engine.ts");
  const { issues, notes: more } = check(sources, others);
  return { files: found.size, issues, notes: [...notes, ...more] };
}
