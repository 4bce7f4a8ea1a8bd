import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isNewer, withRelease, withVersion } from "./changelog.ts";
import { release } from "./release.ts";

let root: string;
const git = (...args: string[]) => execaSync("git", args, { cwd: root }).stdout;
const read = (file: string) => readFileSync(join(root, file), "utf8");
const passes: [string, string[]][] = [["node", ["--eval", ""]]];
const fails: [string, string[]][] = [["node", ["--eval", "console.log('a snippet is red'); process.exit(1)"]]];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dev-core-release-"));
  mkdirSync(join(root, "plugin/.claude-plugin"), { recursive: true });
  writeFileSync(join(root, "plugin/.claude-plugin/plugin.json"), '{\n  "name": "dev-core",\n  "version": "0.1.0"\n}\n');
  for (const readme of ["README.md", "README.en.md"]) writeFileSync(join(root, readme), "**dev-core 0.1.0** is verified with **inngest 0.1.0**.\n");
  writeFileSync(join(root, "CHANGELOG.md"), "# Changelog\n\n## 0.1.0\n\n- The skill.\n");
  git("init", "--quiet");
  git("config", "user.name", "Somebody");
  git("config", "user.email", "somebody@example.test");
  git("add", ".");
  git("commit", "--quiet", "-m", "Add the skill");
  git("tag", "dev-core--v0.1.0");
  git("commit", "--quiet", "--allow-empty", "-m", "Add a reference");
  git("commit", "--quiet", "--allow-empty", "-m", "Mend an example");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("a release", () => {
  it("writes the version, tells the commits since the last one, and tags", async () => {
    expect(await release(root, "0.2.0", "2026-12-01", passes)).toBe("dev-core--v0.2.0");
    expect(JSON.parse(read("plugin/.claude-plugin/plugin.json"))).toMatchObject({ version: "0.2.0" });
    expect(read("README.md")).toBe("**dev-core 0.2.0** is verified with **inngest 0.1.0**.\n");
    expect(read("CHANGELOG.md")).toBe("# Changelog\n\n## 0.2.0 (2026-12-01)\n\n- Add a reference\n- Mend an example\n\n## 0.1.0\n\n- The skill.\n");
    expect(git("describe", "--exact-match")).toBe("dev-core--v0.2.0");
    expect(git("log", "-1", "--format=%s")).toBe("Release 0.2.0");
  });

  it("is not made when a proof fails, and leaves everything as it was", async () => {
    const before = git("rev-parse", "HEAD");
    await expect(release(root, "0.2.0", "2026-12-01", fails)).rejects.toThrow(/ended with 1:\na snippet is red/);
    expect(git("rev-parse", "HEAD")).toBe(before);
    expect(git("status", "--porcelain")).toBe("");
    expect(git("tag", "--list", "dev-core--v0.2.0")).toBe("");
  });

  it("is taken back when it is interrupted", async () => {
    const before = git("rev-parse", "HEAD");
    const [own, interrupt] = ["release.ts", "../interrupt.ts"].map((file) => JSON.stringify(new URL(file, import.meta.url).href));
    const proof = ["node", ["--eval", "process.kill(process.ppid, 'SIGINT'); setTimeout(() => {}, 20_000)"]];
    const script = `import { release } from ${own}; import { exitOnSignals } from ${interrupt}; exitOnSignals(); await release(${JSON.stringify(root)}, "0.2.0", "2026-12-01", ${JSON.stringify([proof])});`;
    const { exitCode } = await execa("node", ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", script], { reject: false, cwd: root });
    expect(exitCode).toBe(130);
    expect(git("rev-parse", "HEAD")).toBe(before);
    expect(git("status", "--porcelain")).toBe("");
  });

  it.each([
    ["0.1.0", "expected a version newer than 0.1.0; found 0.1.0"],
    ["0.0.9", "expected a version newer than 0.1.0; found 0.0.9"],
    ["next", 'expected a version like 1.2.3; found "next"'],
  ])("of %s is refused", async (version, message) => {
    await expect(release(root, version, "2026-12-01", passes)).rejects.toThrow(message);
  });

  it("waits for a clean work tree", async () => {
    writeFileSync(join(root, "README.md"), "dev-core 0.1.0, half written");
    await expect(release(root, "0.2.0", "2026-12-01", passes)).rejects.toThrow("expected a clean work tree");
    expect(read("README.md")).toBe("dev-core 0.1.0, half written");
  });
});

it("versions are compared as numbers", () => {
  expect(isNewer("0.10.0", "0.9.9")).toBe(true);
  expect(isNewer("1.0.0", "1.0.1")).toBe(false);
});

it("a text that does not tell the present version is not rewritten", () => {
  expect(() => withVersion("dev-core 0.1.01", "0.1.0", "0.2.0")).toThrow("does not tell the version 0.1.0");
});

it("the first release opens the changelog", () => {
  expect(withRelease("# Changelog\n", "0.1.0", "2026-12-01", ["Add it"])).toBe("# Changelog\n\n## 0.1.0 (2026-12-01)\n\n- Add it\n");
});
