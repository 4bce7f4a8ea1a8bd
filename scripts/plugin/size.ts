import { lstatSync } from "node:fs";
import { join } from "node:path";
import { budgets } from "../budgets.ts";
import { filesBelow } from "../files.ts";
import type { Say } from "./report.ts";

/** The plugin's own folder, relative to the repository's root: an installed plugin is a copy of it. */
const pluginFolder = "plugin";

/**
 * Checks that an installed plugin is small, and that the client has no packages to install for it.
 *
 * @param root absolute path of the repository
 * @returns its size in bytes
 */
export function checkInstalledSize(root: string, say: Say): number {
  const folder = join(root, pluginFolder);
  const sizes = filesBelow(folder).map((name) => ({ name, size: lstatSync(join(folder, name)).size }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  if (total > budgets.installedBytes) {
    const largest = sizes.sort((a, b) => b.size - a.size).slice(0, 3).map(({ name, size }) => `${name} (${size})`);
    say(1, 1, "size", `every user would install ${total} bytes; at most ${budgets.installedBytes}`, `make something smaller; the largest are ${largest.join(", ")}`);
  }
  // With a manifest in the plugin's root the client runs npm ci, or tells the user why it does not.
  for (const { name } of sizes.filter(({ name }) => name === "package.json")) say(1, 1, "packages", `expected no ${name} in ${pluginFolder}/; found one`, "keep packages in scripts/package.json");
  return total;
}
