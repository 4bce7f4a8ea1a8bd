import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { isNewer, withRelease, withVersion } from "./changelog.ts";

const manifest = "plugin/.claude-plugin/plugin.json";
const tellsVersion = [manifest, "README.md", "README.en.md"];
const changelog = "CHANGELOG.md";

/** What has to pass before a release is tagged. */
export const proofs: [string, string[]][] = [
  ["npm", ["run", "verify"]],
  ["npm", ["test"]],
  ["npm", ["run", "test:install"]],
];

/** Thrown when a release cannot be made; nothing has changed then. */
export class NoRelease extends Error {}

/**
 * Makes a release: writes the version and the changelog, commits, runs every proof, and tags the commit as
 * `claude plugin tag` does.
 *
 * @param root absolute path of the repository
 * @param version the release, like "1.2.3"
 * @param today ISO day
 * @param run the commands that have to pass
 * @returns the name of the tag
 * @throws {Error} when it is no version
 * @throws {NoRelease} when the version is not a newer one, the work tree is not clean, the tag exists or a proof fails
 */
export async function release(root: string, version: string, today: string, run = proofs): Promise<string> {
  const git = async (...args: string[]) => (await execa("git", args, { cwd: root })).stdout;
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const { version: current } = JSON.parse(read(manifest)) as { version: string };
  const tag = `dev-core--v${version}`;

  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`expected a version like 1.2.3; found "${version}"`);
  if (!isNewer(version, current)) throw new NoRelease(`expected a version newer than ${current}; found ${version}`);
  if ((await git("status", "--porcelain")) !== "") throw new NoRelease("expected a clean work tree: commit or stash first");
  if ((await git("tag", "--list", tag)) !== "") throw new NoRelease(`the tag ${tag} is there already`);

  const before = await git("rev-parse", "HEAD");
  const last = (await git("tag", "--list", `dev-core--v${current}`)) || null;
  const subjects = (await git("log", "--reverse", "--no-merges", "--format=%s", ...(last ? [`${last}..HEAD`] : []))).split("\n");
  const undo = () => void execaSync("git", ["reset", "--hard", "--quiet", before], { cwd: root });
  // Also when it is interrupted: the proofs take minutes.
  process.once("exit", undo);
  try {
    for (const file of tellsVersion) writeFileSync(join(root, file), withVersion(read(file), current, version));
    writeFileSync(join(root, changelog), withRelease(read(changelog), version, today, subjects));
    await git("commit", "--all", "--quiet", "-m", `Release ${version}`);
    for (const [command, args] of run) {
      console.error(`${command} ${args.join(" ")} …`);
      const { exitCode, all } = await execa(command, args, { cwd: root, all: true, reject: false });
      if (exitCode !== 0) throw new NoRelease(`${command} ${args.join(" ")} ended with ${exitCode}:\n${all}`);
    }
    await git("tag", "--annotate", tag, "-m", `dev-core ${version}`);
    return tag;
  } catch (error) {
    undo();
    throw error;
  } finally {
    process.off("exit", undo);
  }
}
