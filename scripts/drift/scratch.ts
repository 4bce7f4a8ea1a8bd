import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../files.ts";

/** Packages that the other version brings itself, so that the repository's own are not to be seen. */
const exchanged = ["inngest", "@inngest/test"];
const left = (name: string) => ["node_modules", ".git"].includes(name) || name.startsWith(".work-");

/** A copy of the repository that finds another version of the SDK. */
export type Scratch = { repository: string; sdk: string; testEngine: string };

/**
 * Copies the repository into a folder that has packages installed, so that the copy finds these before its own. All other
 * packages are links to the repository's.
 *
 * @param root absolute path of the repository
 * @param folder absolute path of a folder whose node_modules holds inngest, @inngest/test and what they need
 * @throws {Error} when the repository's own packages are not installed
 */
export function makeScratch(root: string, folder: string): Scratch {
  const own = join(root, "node_modules");
  if (!existsSync(join(own, "inngest"))) throw new Error("the repository's packages are not installed: run npm ci");
  const repository = join(folder, "repository");
  // In a worktree .git is a file.
  for (const file of filesBelow(root, left).filter((name) => name !== ".git")) {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    cpSync(join(root, file), join(repository, file), { verbatimSymlinks: true });
  }
  const installed = join(folder, "node_modules");
  for (const name of packages(own)) {
    link(join(exchanged.includes(name) ? installed : own, name), join(repository, "node_modules", name));
    // What the SDK's adapters import, such as a framework's types, is found here.
    if (!existsSync(join(installed, name))) link(join(own, name), join(installed, name));
  }
  return { repository, sdk: join(installed, "inngest"), testEngine: join(installed, "@inngest/test") };
}

function packages(nodeModules: string): string[] {
  return readdirSync(nodeModules).flatMap((name) => {
    if (name.startsWith(".")) return [];
    return name.startsWith("@") ? readdirSync(join(nodeModules, name)).map((scoped) => `${name}/${scoped}`) : [name];
  });
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}
