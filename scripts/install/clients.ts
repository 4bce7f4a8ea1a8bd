import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the clients' programs are. */
    clients: { claude: string; skills: string; node: string };
  }
}

/** `skills` needs a newer Node than the plugin does. */
const nodeOfSkills = 22;

/**
 * Installs the newest clients in a folder of their own, outside the repository, for the time of the tests.
 *
 * @returns a function that removes the folder
 * @throws {Error} when npm cannot install them
 */
export default async function installClients(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "dev-core-clients-"));
  const isNew = Number(process.versions.node.split(".")[0]) > nodeOfSkills;
  const ownNode = `node-${process.platform}-${process.arch}`;
  const packages = ["@anthropic-ai/claude-code@latest", "skills@latest", ...(isNew ? [] : [`${ownNode}@24`])];
  console.error(`installing ${packages.join(", ")} …`);
  const { failed, stderr } = await execa("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", ...packages], { reject: false, timeout: 240_000 });
  if (failed) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`npm could not install the clients: ${stderr.split("\n").find((line) => line.includes("error")) ?? stderr}`);
  }
  const modules = join(folder, "node_modules");
  project.provide("clients", {
    claude: join(modules, ".bin/claude"),
    skills: join(modules, "skills/bin/cli.mjs"),
    node: isNew ? process.execPath : join(modules, ownNode, "bin/node"),
  });
  return () => rmSync(folder, { recursive: true, force: true });
}
