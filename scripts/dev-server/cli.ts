import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { serverEnvironment } from "./flags.ts";

/** An Inngest CLI that runs. */
export type Cli = { path: string; version: string };

const run = promisify(execFile);
/** Milliseconds until a program that does not tell its version is given up. */
const SOON = 20_000;
/** npx may have to download the program. */
const DOWNLOAD = 180_000;

/** The package's install script downloads the program; newer versions of npm run no script that is not allowed. */
const ALLOW = ["--ignore-scripts=false", "--allow-scripts=inngest-cli"];
const HOW_TO_INSTALL = `install it with \`npm install -g ${ALLOW.join(" ")} inngest-cli\`, or name the program with --inngest-cli PATH`;

/**
 * Finds an Inngest CLI: the one that is named, else `inngest-cli` or `inngest` in the path, else what npx downloads.
 *
 * @param named path of the program
 * @param searchPath value of `PATH`
 * @param download whether npx may be asked
 * @returns the program, or in one line why there is none
 */
export async function findCli(named: string | undefined, searchPath: string, download = true): Promise<Cli | { missing: string }> {
  if (named !== undefined) {
    const cli = await asCli(named);
    return cli ?? { missing: `${named} is not an Inngest CLI: it does not tell a version when asked; ${HOW_TO_INSTALL}` };
  }
  for (const name of ["inngest-cli", "inngest"]) {
    for (const folder of searchPath.split(delimiter).filter((folder) => folder !== "")) {
      const cli = await asCli(join(folder, name));
      if (cli) return cli;
    }
  }
  const cli = download ? await fromNpx() : null;
  return cli ?? { missing: `no Inngest CLI in the path, and npx could not run inngest-cli@latest: ${HOW_TO_INSTALL}` };
}

async function asCli(path: string): Promise<Cli | null> {
  try {
    await access(path, constants.X_OK);
    const { stdout } = await run(path, ["version"], { timeout: SOON, env: serverEnvironment(process.env) });
    const version = /^v?(\d+\.\d+\.\d+)/m.exec(stdout)?.[1];
    return version === undefined ? null : { path, version };
  } catch {
    return null;
  }
}

/** Where npx keeps the program, so that it is downloaded once and then started without npx. */
async function fromNpx(): Promise<Cli | null> {
  try {
    const { stdout } = await run("npx", ["--yes", ...ALLOW, "--package", "inngest-cli@latest", "-c", "command -v inngest-cli"], { timeout: DOWNLOAD, cwd: tmpdir() });
    return await asCli(stdout.trim());
  } catch {
    return null;
  }
}
