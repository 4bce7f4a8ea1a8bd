import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { parseDocument } from "../document.ts";
import { filesBelow } from "../files.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A person's machine that has nothing on it: an empty home, and the repository as a stranger gets it. */
export type User = {
  /** Everything of this user is below here. */
  folder: string;
  /** A clean clone of what is committed. */
  clone: string;
  /** A bare repository that stands for the public one, and the URL that git finds it under. */
  remote: string;
  url: string;
  /** Runs a command as this user. Never throws for an exit code. */
  run: (command: string, args: string[], options?: { cwd?: string; input?: string }) => Promise<{ exitCode: number; output: string }>;
  remove: () => void;
};

/** Makes a {@link User}. The clone holds the last commit, so that tests never see what only this machine has. */
export async function newUser(): Promise<User> {
  const folder = mkdtempSync(join(tmpdir(), "dev-core-user-"));
  const [home, clone, remote] = [join(folder, "home"), join(folder, "clone"), join(folder, "remote.git")];
  const url = "https://git.test/cc-plugins.git";
  mkdirSync(home);
  const identity = "[user]\n\tname = Somebody\n\temail = somebody@example.test\n";
  // Clients accept no file: URL; git itself turns this one into the bare repository.
  writeFileSync(join(home, ".gitconfig"), `${identity}[url "${remote}"]\n\tinsteadOf = ${url}\n`);
  const env = {
    HOME: home,
    USERPROFILE: home,
    CLAUDE_CONFIG_DIR: join(home, ".claude"),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_TELEMETRY: "1",
    NO_COLOR: "1",
  };
  const run: User["run"] = async (command, args, { cwd = folder, input = "" } = {}) => {
    const { exitCode, all } = await execa(command, args, { cwd, input, env, all: true, reject: false, timeout: 60_000 });
    return { exitCode: exitCode ?? -1, output: all };
  };
  const git = async (...args: string[]) => {
    const { exitCode, output } = await run("git", args);
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${output}`);
  };
  await git("clone", "--quiet", repository, clone);
  await git("clone", "--quiet", "--bare", clone, remote);
  return { folder, clone, remote, url, run, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Entries below a folder that cannot be read: dangling links, and files without permission. */
export function unreadable(folder: string): string[] {
  return filesBelow(folder).filter((name) => {
    try {
      const path = join(folder, name);
      if (statSync(path).isFile()) readFileSync(path);
      return false;
    } catch {
      return true;
    }
  });
}

/** The sum of the sizes of all files below a folder, in bytes. Links count as links. */
export function bytesOf(folder: string): number {
  return filesBelow(folder).reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
}

/** Relative links of a Markdown file that lead nowhere. */
export function deadLinks(file: string): string[] {
  const { links } = parseDocument(file, readFileSync(file, "utf8"));
  return links
    .map(({ url }) => url.replace(/#.*$/, ""))
    .filter((url) => url !== "" && !/^[a-z]+:/.test(url) && !existsSync(join(dirname(file), url)));
}
