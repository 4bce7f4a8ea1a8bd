import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The skill, relative to the repository's root. */
export const skillFolder = "plugin/skills/inngest";
/** Where the files are that users copy into their projects, relative to the repository's root. */
export const shippedFolder = `${skillFolder}/scripts`;

/** Absolute paths of the programs that users copy, which lie in their projects then. */
export function shippedPrograms(root: string): string[] {
  return readdirSync(join(root, shippedFolder)).filter((name) => name.endsWith(".mjs")).map((name) => join(root, shippedFolder, name));
}

/**
 * Finds the files of the skill's scripts/ that a module imports by a relative path, such as "./durable.mjs", with their types.
 *
 * @param root absolute path of the repository
 * @param path of the module in its project
 * @param specifiers what it imports
 * @returns the copies that the project needs, by their path in it
 */
export function shippedFiles(root: string, path: string, specifiers: string[]): { path: string; text: string }[] {
  return specifiers
    .filter((name) => name.startsWith("."))
    .flatMap((name) => [name, name.replace(/\.mjs$/, ".d.mts")])
    .map((name) => ({ path: posix.join(posix.dirname(path), name), source: join(root, shippedFolder, posix.basename(name)) }))
    .filter(({ source }) => existsSync(source))
    .map(({ path: copy, source }) => ({ path: copy, text: readFileSync(source, "utf8") }));
}
