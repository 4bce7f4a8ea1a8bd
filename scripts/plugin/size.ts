import { lstatSync } from "node:fs";
import { join } from "node:path";
import { budgets } from "../budgets.ts";
import { filesBelow } from "../files.ts";
import type { Say } from "./report.ts";

const notInstalled = (folder: string) => folder === ".git" || folder === "node_modules" || folder.startsWith(".work-");

/**
 * Checks that the whole repository is small: an installed plugin is a copy of it.
 *
 * @param root absolute path of the repository
 * @returns its size in bytes
 */
export function checkInstalledSize(root: string, say: Say): number {
  const sizes = filesBelow(root, notInstalled).map((name) => ({ name, size: lstatSync(join(root, name)).size }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  if (total > budgets.installedBytes) {
    const largest = sizes.sort((a, b) => b.size - a.size).slice(0, 3).map(({ name, size }) => `${name} (${size})`);
    say(1, 1, "size", `every user would install ${total} bytes; at most ${budgets.installedBytes}`, `make something smaller; the largest are ${largest.join(", ")}`);
  }
  return total;
}
