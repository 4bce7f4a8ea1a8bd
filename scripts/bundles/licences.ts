import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package that is inside a bundle. */
export type Packed = { name: string; version: string; licence: string; text: string };

// Their one condition is that the notice travels along.
const permissive = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause"];

/**
 * Finds the packages that files belong to, with their licences.
 *
 * @param root absolute path of the folder that holds node_modules
 * @param inputs paths of files, relative to `root`, with forward slashes
 * @returns the packages, by name
 * @throws {Error} when a package has no licence text, or a licence that asks for more than its notice
 */
export function packed(root: string, inputs: string[]): Packed[] {
  const folders = new Set(inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as { name: string; version: string; license?: string };
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e([.-]\w+)*$/i.test(entry));
    if (file === undefined) throw new Error(`the package ${name} brings no licence text, so it can not ship`);
    if (license === undefined || !permissive.includes(license)) {
      throw new Error(`expected one of ${permissive.join(", ")} as the licence of ${name}; found ${license ?? "none"}`);
    }
    return { name, version, licence: license, text: readFileSync(join(root, folder, file), "utf8").trim() };
  });
}
