import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { budgets } from "../budgets.ts";
import { filesBelow } from "../files.ts";
import { bytesOf, deadLinks, newUser, unreadable, type User } from "./user.ts";

const { claude } = inject("clients");
let user: User;

beforeAll(async () => {
  user = await newUser();
});
afterAll(() => user.remove());

async function plugin(...args: string[]): Promise<string> {
  const { exitCode, output } = await user.run(claude, ["plugin", ...args]);
  if (exitCode !== 0) throw new Error(`claude plugin ${args.join(" ")} ended with ${exitCode}:\n${output}`);
  return output;
}

type Installed = { id: string; version: string; installPath: string; noteDetails?: { type: string }[] };
const list = async () => JSON.parse(await plugin("list", "--json")) as Installed[];
const cache = async () => (await list())[0]!.installPath;

type Hook = { command: string; args: string[] };

/** The command of the plugin's hook, as the client starts it. */
function hookOf(installed: string): Hook {
  const { hooks } = JSON.parse(readFileSync(join(installed, "hooks/hooks.json"), "utf8")) as { hooks: { PostToolUse: { hooks: Hook[] }[] } };
  const { command, args } = hooks.PostToolUse[0]!.hooks[0]!;
  return { command, args: args.map((arg) => arg.replaceAll("${CLAUDE_PLUGIN_ROOT}", installed)) };
}

/** A function that sleeps. */
const nap = (duration: string) => `import { Inngest } from "inngest";

const inngest = new Inngest({ id: "shop" });
export const nap = inngest.createFunction({ id: "nap", triggers: { event: "shop/nap" } }, async ({ step }) => {
  await step.sleep("nap", ${duration});
});
`;

/** Reads `~172 tok` and `~1.5k`. */
function tokens(text: string | undefined): number {
  const [, count, thousands] = /^~([\d.]+)(k?)$/.exec(text ?? "") ?? [];
  if (count === undefined) throw new Error(`"${text}" is no count of tokens`);
  return Number(count) * (thousands ? 1_000 : 1);
}

describe("Claude Code", () => {
  it("finds nothing to complain of", async () => {
    const marketplace = await plugin("validate", "--strict", user.clone);
    const output = await plugin("validate", "--strict", join(user.clone, "plugin"));
    for (const said of [marketplace, output]) {
      expect(said).toContain("Validation passed");
      expect(said).not.toMatch(/warning/i);
    }
    expect(output).toMatch(/hooks: PostToolUse Write\|Edit\|MultiEdit command node \["\$\{CLAUDE_PLUGIN_ROOT\}.*check\.mjs","--hook"\]/);
  });

  it("can load every eval case", async () => {
    // With no money to spend it loads all cases and runs none.
    const { output } = await user.run(claude, ["plugin", "eval", join(user.clone, "plugin"), "--trust-plugin", "--no-publish", "--scaffold", "--max-cost-usd", "0"]);
    const cases = filesBelow(join(user.clone, "plugin/evals")).filter((file) => basename(file) === "prompt.md");
    expect(output.split("\n").filter((line) => line.startsWith("✗"))).toEqual([]);
    expect(output).toContain(` × ${cases.length} cases`);
  });

  it("adds the marketplace from a folder, and forgets it again", async () => {
    await plugin("marketplace", "add", user.clone);
    await plugin("install", "dev-core@cc-plugins");
    await plugin("uninstall", "dev-core@cc-plugins");
    await plugin("marketplace", "remove", "cc-plugins");
    expect(await list()).toEqual([]);
  });

  it("adds the marketplace from a git URL", async () => {
    await plugin("marketplace", "add", user.url);
    expect(await plugin("marketplace", "list")).toContain("cc-plugins");
  });

  it("installs the plugin in seconds", async () => {
    const start = performance.now();
    await plugin("install", "dev-core@cc-plugins");
    const took = performance.now() - start;
    console.log(`installed in ${(took / 1_000).toFixed(2)} s`);
    expect(took).toBeLessThan(budgets.installMilliseconds);
  });

  it("keeps every file that is committed, readable and without a dangling link", async () => {
    const installed = await cache();
    const { output } = await user.run("git", ["ls-files"], { cwd: join(user.clone, "plugin") });
    const missing = output.trim().split("\n").filter((file) => !existsSync(join(installed, file)));
    expect(missing).toEqual([]);
    expect(unreadable(installed)).toEqual([]);
    expect(deadLinks(join(installed, "skills/inngest/SKILL.md"))).toEqual([]);
  });

  it("downloads no packages for the user, and little else", async () => {
    const installed = await cache();
    expect(filesBelow(installed).filter((file) => file.includes("node_modules"))).toEqual([]);
    const bytes = bytesOf(installed);
    console.log(`${bytes} bytes in the cache`);
    expect(bytes).toBeLessThan(budgets.installedBytes);
    expect((await list())[0]?.noteDetails ?? []).toEqual([]);
  });

  it("has a hook that hands the mistakes of a file back to Claude, and is silent about a sound one", async () => {
    const installed = await cache();
    const { command, args } = hookOf(installed);
    const file = join(user.folder, "注文 の関数.ts");
    const write = (id: string) => {
      writeFileSync(file, nap(id));
      const input = JSON.stringify({ hook_event_name: "PostToolUse", tool_name: "Write", cwd: user.folder, tool_input: { file_path: file } });
      return user.run(command, args, { input });
    };
    expect(await write('"1h"')).toEqual({ exitCode: 0, output: "" });
    const { exitCode, output } = await write('"1h30m"');
    expect(exitCode).toBe(0);
    expect(output).toContain("compound-duration");
    expect(JSON.parse(output)).toMatchObject({ hookSpecificOutput: { hookEventName: "PostToolUse" } });
  });

  it("costs the user's context no more than it may", async () => {
    const details = await plugin("details", "dev-core");
    const alwaysOn = tokens(/Always-on:\s+(\S+)/.exec(details)?.[1]);
    const onInvoke = tokens(/^\s*inngest\s+\S+\s+(\S+)/m.exec(details)?.[1]);
    console.log(`always-on ${alwaysOn} tokens, on-invoke ${onInvoke} tokens`);
    expect(alwaysOn).toBeLessThanOrEqual(budgets.alwaysOnTokens);
    expect(onInvoke).toBeLessThanOrEqual(budgets.onInvokeTokens);
  });

  it("updates the plugin to the next version", async () => {
    const manifest = join(user.clone, "plugin/.claude-plugin/plugin.json");
    const text = readFileSync(manifest, "utf8");
    const { version } = JSON.parse(text) as { version: string };
    writeFileSync(manifest, text.replace(`"${version}"`, '"999.0.0"'));
    await user.run("git", ["commit", "--all", "--quiet", "-m", "Release"], { cwd: user.clone });
    await user.run("git", ["push", "--quiet", user.remote, "HEAD"], { cwd: user.clone });
    await plugin("marketplace", "update", "cc-plugins");
    await plugin("update", "dev-core@cc-plugins");
    expect((await list()).map((installed) => installed.version)).toEqual(["999.0.0"]);
  });

  it("leaves nothing of the plugin in use after uninstalling it", async () => {
    const versions = join(await cache(), "..");
    await plugin("uninstall", "dev-core@cc-plugins");
    await plugin("marketplace", "remove", "cc-plugins");
    expect(await list()).toEqual([]);
    const settings = readFileSync(join(user.folder, "home/.claude/settings.json"), "utf8");
    expect(settings).not.toMatch(/dev-core|cc-plugins/);
    // The client deletes cached copies days later, those that it has marked.
    const kept = existsSync(versions) ? readdirSync(versions).filter((version) => !existsSync(join(versions, version, ".orphaned_at"))) : [];
    expect(kept).toEqual([]);
  });
});
