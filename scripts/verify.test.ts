import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const scripts = fileURLToPath(new URL(".", import.meta.url));
const repository = join(scripts, "..");

const verify = (cwd: string, ...args: string[]) =>
  execa("node", ["--import", "tsx", join(scripts, "verify.ts"), ...args], { cwd, reject: false, env: { NO_COLOR: "1" } });

let copy = "";
beforeEach(() => {
  copy = mkdtempSync(join(scripts, ".work-"));
  for (const path of ["README.md", "README.en.md", "CONTRIBUTING.md", "CHANGELOG.md", "plugin", "LICENSE", "package.json", "package-lock.json", "scripts/package.json", "scripts/snippets/prelude.ts", ".claude-plugin"]) {
    cpSync(join(repository, path), join(copy, path), { recursive: true });
  }
});
afterEach(() => rmSync(copy, { recursive: true }));

function edit(file: string, from: string, to: string) {
  const text = readFileSync(join(copy, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(copy, file), text.replace(from, to));
}

describe("npm run verify", () => {
  it("explains itself with --help and exits 0", async () => {
    const { stdout, exitCode } = await verify(copy, "--help");
    expect(stdout).toContain("Usage: verify");
    expect(exitCode).toBe(0);
  });

  it.each([["--bogus"], ["--only", "nothing"], ["extra"], ["--inngest-cli", "x"], ["--engine", "dev-server", "--only", "plugin"]])("exits 2 on misuse: %s", async (...args) => {
    const { stderr, exitCode } = await verify(copy, ...args);
    expect(stderr).toMatch(/^error: /);
    expect(exitCode).toBe(2);
  });

  it("exits 2 with one plain line when it stands in the wrong folder", async () => {
    const { stderr, exitCode } = await verify(join(copy, "plugin/skills"));
    expect(stderr).toMatch(/^verify: .*skills\/inngest\/examples[^\n]*$/);
    expect(exitCode).toBe(2);
  });

  it("exits 2 with one plain line when there is no program for the Dev Server", async () => {
    const { stdout, stderr, exitCode } = await verify(copy, "--engine", "dev-server", "--inngest-cli", "nothing");
    expect(stderr).toMatch(/^verify: nothing is not an Inngest CLI: [^\n]*npm install -g [^\n]*$/);
    expect(stdout).toBe("");
    expect(exitCode).toBe(2);
  });

  it("exits 0 and prints the counts when all is well", async () => {
    const { stdout, exitCode } = await verify(copy, "--only", "plugin", "snippets");
    expect(stdout).toMatch(/✓ plugin .*\n✓ snippets .* 0 unchecked.*\nverified with inngest \d+\.\d+\.\d+ and TypeScript/);
    expect(exitCode).toBe(0);
  });

  it("exits 1 and names the place, what was found and what to do when something is wrong", async () => {
    edit("plugin/skills/inngest/SKILL.md", "triggers: userSignup,", "trigger: userSignup,");
    const line = readFileSync(join(copy, "plugin/skills/inngest/SKILL.md"), "utf8").split("\n").findIndex((l) => l.includes("trigger: userSignup,")) + 1;
    const { stdout, exitCode } = await verify(copy, "--only", "snippets");
    expect(stdout).toContain(`plugin/skills/inngest/SKILL.md:${line}:5  snippets/type\n  TS`);
    expect(stdout).toContain("→ write what the pinned SDK accepts");
    expect(stdout).toMatch(/✗ snippets/);
    expect(exitCode).toBe(1);
  });

  it("prints the same as one JSON object with --json", async () => {
    edit("plugin/skills/inngest/SKILL.md", "verified-with: inngest 4.", "verified-with: inngest 3.");
    const { stdout, exitCode } = await verify(copy, "--json", "--only", "plugin");
    const report = JSON.parse(stdout) as { ok: boolean; findings: { file: string; rule: string }[] };
    expect(report.ok).toBe(false);
    expect(report.findings).toEqual([expect.objectContaining({ file: "plugin/skills/inngest/SKILL.md", rule: "plugin/version", line: expect.any(Number), column: expect.any(Number) })]);
    expect(exitCode).toBe(1);
  });
});
