import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

const code = /\.[cm]?[jt]sx?$/i;
const skippedFolders = new Set(["node_modules", ".git"]);

/** The rules of one .gitignore, which speak of paths below its folder. */
type Rules = { folder: string; ignore: Ignore };

/**
 * Lists the code files of paths. Links are not followed, node_modules and what git ignores is left out; a file that is
 * named itself is always taken.
 *
 * @param path absolute path of a file or folder
 * @returns absolute paths in the order of their names; `unreadable` names folders that can not be listed
 * @throws {Error} when the path does not exist
 */
export function codeFiles(path: string): { files: string[]; unreadable: string[] } {
  if (!statSync(path).isDirectory()) return { files: [path], unreadable: [] };
  const files: string[] = [];
  const unreadable: string[] = [];
  const folders = [{ folder: realpathSync(path), shown: path, rules: rulesAbove(realpathSync(path)) }];
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    const { folder, shown, rules: inherited } = next;
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      unreadable.push(shown);
      continue;
    }
    const rules = [...inherited, ...rulesOf(folder, ".gitignore")];
    const below: typeof folders = [];
    for (const entry of entries) {
      const full = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !isIgnored(`${full}${sep}`, rules)) below.push({ folder: full, shown: join(shown, entry.name), rules });
      } else if (entry.isFile() && code.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name) && !isIgnored(full, rules)) {
        files.push(join(shown, entry.name));
      }
    }
    folders.unshift(...below);
  }
  return { files, unreadable };
}

/** The rules of the folders above, up to the root of the repository. None outside of a repository. */
function rulesAbove(folder: string): Rules[] {
  const rules: Rules[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) rules.unshift(...rulesOf(at, ".gitignore"));
    if (exists(join(at, ".git"))) return [...rulesOf(at, join(".git", "info", "exclude")), ...rules];
    if (dirname(at) === at) return [];
  }
}

function rulesOf(folder: string, file: string): Rules[] {
  try {
    return [{ folder, ignore: ignore().add(readFileSync(join(folder, file), "utf8")) }];
  } catch {
    return [];
  }
}

function isIgnored(path: string, rules: Rules[]): boolean {
  let ignored = false;
  // The nearest .gitignore that speaks of a path decides.
  for (const { folder, ignore: matcher } of rules) {
    const name = relative(folder, path).split(sep).join("/") + (path.endsWith(sep) ? "/" : "");
    const verdict = matcher.test(name);
    ignored = verdict.ignored || (ignored && !verdict.unignored);
  }
  return ignored;
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** A path as it is shown: relative where that is shorter, with forward slashes. */
export function shownPath(path: string, from: string): string {
  const name = relative(from, resolve(path));
  const inside = name !== "" && !name.startsWith("..");
  return (inside ? name : path).split(sep).join("/");
}
