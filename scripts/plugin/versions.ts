import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../document.ts";
import type { Say } from "./report.ts";

/** The version of a package that package-lock.json pins. Throws when it pins none. */
export function pinned(root: string, name: string): string {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string } | undefined>;
  };
  const version = lock.packages[`node_modules/${name}`]?.version;
  if (!version) throw new Error(`package-lock.json pins no ${name}`);
  return version;
}

/** Checks that a document says "inngest X.Y.Z" of the pinned version at least once, and of no other. */
export function checkVersion(document: Document, version: string, say: Say): void {
  let told = false;
  document.lines.forEach((line, index) => {
    for (const match of line.matchAll(/\binngest[` @]+v?(\d+\.\d+\.\d+)\b/g)) {
      told ||= match[1] === version;
      if (match[1] !== version) say(index + 1, match.index + 1, "version", `expected inngest ${version}, the pinned one; found ${match[1]}`, `read the text again for ${version}, then write that`);
    }
  });
  if (!told) say(1, 1, "version", `expected the text to say which version it was verified with: inngest ${version}`, "say it");
}

/** Checks that a README tells the version of the plugin, and no other. What is wrong with plugin.json itself is told elsewhere. */
export function checkPluginVersion(readme: Document, root: string, say: Say): void {
  const manifest = join(root, "plugin/.claude-plugin/plugin.json");
  const version = existsSync(manifest) ? /"version": *"([^"]+)"/.exec(readFileSync(manifest, "utf8"))?.[1] : undefined;
  const told = readme.lines.flatMap((text, index) => [...text.matchAll(/\bdev-core (\d+\.\d+\.\d+[-\w.]*)/g)].map((match) => ({ line: index + 1, column: match.index + 1, version: match[1] })));
  if (version === undefined) return;
  if (told.length === 0) say(1, 1, "version", `expected the text to say which version it is about: dev-core ${version}`, "say it");
  for (const { line, column, version: found } of told) {
    if (found !== version) say(line, column, "version", `expected dev-core ${version}, as in plugin.json; found ${found}`, "correct it");
  }
}
