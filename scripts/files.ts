import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Every file and link below a folder. Links are not followed.
 *
 * @param folder absolute path
 * @param skip names of folders to leave out, wherever they are
 * @returns paths relative to the folder, in order
 * @throws {Error} when a folder cannot be read
 */
export function filesBelow(folder: string, skip: (name: string) => boolean = () => false): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !(entry.isDirectory() && skip(entry.name)))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name), skip).map((name) => join(entry.name, name)) : [entry.name]))
    .sort();
}
