import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.ts";
import type { Say } from "./report.ts";

/**
 * The versions of packages that package-lock.json pins, in their order.
 *
 * @param root absolute path of the repository
 * @throws {Error} when it pins none of a package
 */
export function pinned<const Names extends readonly string[]>(root: string, names: Names): { [K in keyof Names]: string } {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, { version?: string } | undefined> };
  return names.map((name) => {
    const version = packages[`node_modules/${name}`]?.version;
    if (!version) throw new Error(`package-lock.json pins no ${name}`);
    return version;
  }) as { [K in keyof Names]: string };
}

const scripts = fileURLToPath(new URL("..", import.meta.url));

/** The version of a package that this harness finds, or null. */
function installed(name: string): string | null {
  const manifest = [scripts, join(scripts, "..")].map((folder) => join(folder, "node_modules", name, "package.json")).find(existsSync);
  return manifest === undefined ? null : (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

/**
 * Checks that what is installed is what is pinned: every other check speaks of the packages that it finds.
 *
 * @param root absolute path of the repository
 * @param names of packages
 */
export function checkInstalled(root: string, names: string[], say: Say): void {
  const versions = pinned(root, names);
  for (const [index, name] of names.entries()) {
    const [wanted, found] = [versions[index], installed(name)];
    if (found !== wanted) say(1, 1, "installed", `expected ${name} ${wanted} in node_modules; found ${found ?? "none"}`, "run npm ci");
  }
}

/** How references tell the version of a package, and the versions that their code is compiled with. */
export type Told = { pattern: RegExp; known: string[] };

/** The versions that references may tell, of inngest 4 and 3 and their test packages. */
export function versionsToTell(root: string): Told[] {
  const [sdk, sdk3, testing, testing3] = pinned(root, ["inngest", "inngest-v3", "@inngest/test", "inngest-test-v3"]);
  return [
    { pattern: /@inngest\/test[`@| ]+(\d+\.\d+\.\d+)\b/g, known: [testing, testing3] },
    { pattern: /(?<![\w.@-])(?<!@inngest\/test[`@| ]+)([34]\.\d+\.\d+)(?![\w.])/g, known: [sdk, sdk3] },
  ];
}

/** Checks that a reference tells no other versions than those that its code is compiled with. */
export function checkVersionsTold(reference: Document, toTell: Told[], say: Say): void {
  reference.lines.forEach((line, index) => {
    for (const { pattern, known } of toTell) {
      for (const match of line.matchAll(pattern)) {
        if (!known.includes(match[1] ?? "")) say(index + 1, match.index + 1, "version", `expected a version that the code is compiled with, ${known.join(" or ")}; found ${match[1]}`, "read the text again for the pinned version, then write that");
      }
    }
  });
}

/** Checks that a document says "inngest X.Y.Z" of the pinned version at least once, and of no other. */
export function checkVersion(document: Document, version: string, say: Say): void {
  let told = false;
  document.lines.forEach((line, index) => {
    for (const match of line.matchAll(/\binngest[` @]+v?(\d+\.\d+\.\d+)\b/g)) {
      told = true;
      if (match[1] !== version) say(index + 1, match.index + 1, "version", `expected inngest ${version}, the pinned one; found ${match[1]}`, `read the text again for ${version}, then write that`);
    }
  });
  if (!told) say(1, 1, "version", `expected the text to say which version it was verified with: inngest ${version}`, "say it");
}

function pluginVersion(root: string): string | undefined {
  const manifest = join(root, "plugin/.claude-plugin/plugin.json");
  return existsSync(manifest) ? /"version": *"([^"]+)"/.exec(readFileSync(manifest, "utf8"))?.[1] : undefined;
}

/** Checks that the newest release of the changelog is the plugin's version. */
export function checkChangelog(changelog: Document, root: string, say: Say): void {
  const version = pluginVersion(root);
  const newest = changelog.headings.find(({ depth }) => depth === 2);
  if (version !== undefined && newest?.text.split(" ")[0] !== version) {
    say(newest?.line ?? 1, 1, "version", `expected ${version}, as in plugin.json, as the newest release; found ${newest?.text ?? "none"}`, "tell of that release first");
  }
}

/** Checks that a README tells the version of the plugin, and no other. What is wrong with plugin.json itself is told elsewhere. */
export function checkPluginVersion(readme: Document, root: string, say: Say): void {
  const version = pluginVersion(root);
  const told = readme.lines.flatMap((text, index) => [...text.matchAll(/\bdev-core (\d+\.\d+\.\d+[-\w.]*)/g)].map((match) => ({ line: index + 1, column: match.index + 1, version: match[1] })));
  if (version === undefined) return;
  if (told.length === 0) say(1, 1, "version", `expected the text to say which version it is about: dev-core ${version}`, "say it");
  for (const { line, column, version: found } of told) {
    if (found !== version) say(line, column, "version", `expected dev-core ${version}, as in plugin.json; found ${found}`, "correct it");
  }
}
