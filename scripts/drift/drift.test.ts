import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fakeSdk, nextOptions } from "../fake-sdk.ts";
import { otherChecks, sdkChecks } from "./checks.ts";
import { examine, isPinned } from "./examine.ts";
import { whyNot } from "./install.ts";
import { asJson, type Drift, isQuiet, reportLines, spots } from "./report.ts";
import { makeScratch, type Scratch } from "./scratch.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const textOf = (file: string, line: number) => readFileSync(join(root, file), "utf8").split("\n")[line - 1] ?? "";
const command = (cwd: string, env: Record<string, string>, ...args: string[]) =>
  execa("node", ["--import", "tsx", join(root, "scripts/drift.ts"), ...args], { cwd, reject: false, env: { NO_COLOR: "1", ...env } });

describe("another version of the SDK, installed in a scratch copy", () => {
  let folder = "";
  let scratch: Scratch;
  let drift: Drift;
  const told: string[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "drift-test-"));
    cpSync(join(root, "node_modules/@inngest/test"), join(folder, "node_modules/@inngest/test"), { recursive: true });
    fakeSdk(join(folder, "node_modules/inngest"), "4.99.0", [...nextOptions, { file: "package.json", from: '"typescript": ">=5.8.0"', to: '"typescript": ">=6.0.0"' }], true);
    scratch = makeScratch(root, folder);
    drift = await examine(root, scratch, ["coverage", "numbers", "snippets"], ({ name }) => told.push(name));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is told by its names, its ranges and the versions", () => {
    expect(drift.verdicts.flatMap(({ broken }) => broken ?? [])).toEqual([]);
    expect(drift).toMatchObject({
      versions: { inngest: { to: "4.99.0" } },
      removed: [{ name: "burst", kind: "throttle option" }],
      added: [{ name: "shiny", kind: "function option" }],
      changes: [{ what: "peer typescript", from: ">=5.8.0", to: ">=6.0.0" }],
    });
    expect(isPinned(root, scratch)).toBe(false);
    expect(told.sort()).toEqual(["coverage", "numbers", "snippets"]);
  });

  it("turns every line of the guidance red that uses the option that is gone, prose and code, and the number that is not true", () => {
    const lines = (file: string, pattern: RegExp) => readFileSync(join(root, file), "utf8").split("\n").flatMap((text, index) => (pattern.test(text) ? [`${file}:${index + 1}`] : []));
    const guidance = (JSON.parse(asJson(drift, textOf)) as { guidance: { file: string; line: number }[] }).guidance.map(({ file, line }) => `${file}:${line}`);
    expect(guidance).toEqual(expect.arrayContaining(lines("plugin/skills/inngest/references/function-config.md", /`burst`|\bburst: /)));
    expect(guidance).toEqual(expect.arrayContaining(lines("plugin/skills/inngest/references/limits.md", /`typescript`/)));
    const fences = drift.verdicts.find(({ name }) => name === "snippets")?.findings ?? [];
    expect(fences.map(({ file, line }) => `${file}:${line}`)).toEqual(expect.arrayContaining(lines("plugin/skills/inngest/references/function-config.md", /burst: 10/)));
  });

  it("leaves the repository as it is, and copies none of its packages", () => {
    expect(existsSync(join(scratch.repository, "plugin/skills/inngest/SKILL.md"))).toBe(true);
    expect(existsSync(join(scratch.repository, ".git"))).toBe(false);
    expect(readFileSync(join(scratch.repository, "node_modules/inngest/package.json"), "utf8")).toContain('"version": "4.99.0"');
    expect(readFileSync(join(root, "node_modules/inngest/package.json"), "utf8")).not.toContain("4.99.0");
  });
});

describe("the report", () => {
  const finding = { file: "plugin/skills/inngest/a.md", line: 2, column: 5, rule: "coverage/removed", message: "speaks of burst", fix: "mend" };
  const drift: Drift = {
    versions: { inngest: { from: "4.1.0", to: "4.2.0" }, "@inngest/test": { from: "1.0.0", to: "1.0.0" } },
    removed: [{ name: "burst", kind: "throttle option" }],
    added: [],
    changes: [{ what: "peer zod", from: "^4", to: null }],
    verdicts: [
      { name: "snippets", findings: [{ ...finding, message: "TS2353: no burst" }, finding, { ...finding, file: "scripts/map.ts", line: 1, message: "no burst" }], broken: null },
      { name: "pitfalls", findings: [], broken: "verify: Cannot find module" },
    ],
  };
  const text = () => "  a sentence of it  ";

  it("tells names, ranges, checks that could not run, then each line once with its text and every reason", () => {
    expect(reportLines(drift, text).map(stripVTControlCharacters)).toEqual([
      "Public names (- not in 4.2.0, + new in it)",
      "- burst  throttle option",
      "",
      "Ranges and numbers",
      "peer zod: ^4 -> none",
      "",
      "Checks that could not run",
      "pitfalls: verify: Cannot find module",
      "",
      "Guidance that is not true of inngest 4.2.0",
      "plugin/skills/inngest/a.md:2:5",
      "  a sentence of it",
      "  TS2353: no burst",
      "  speaks of burst",
      "",
      "The harness",
      "scripts/map.ts:1:5",
      "  a sentence of it",
      "  no burst",
      "",
      "inngest 4.1.0 -> 4.2.0, @inngest/test 1.0.0: 1 name less, 0 more; 1 range or number changed; 1 line of guidance in 1 file not true; 1 line of the harness; 1 check could not run",
    ]);
  });

  it("is data with --json", () => {
    expect(JSON.parse(asJson(drift, text))).toMatchObject({
      quiet: false,
      broken: [{ check: "pitfalls", why: "verify: Cannot find module" }],
      guidance: [{ file: "plugin/skills/inngest/a.md", line: 2, text: "a sentence of it", findings: [{ message: "TS2353: no burst" }, { message: "speaks of burst" }] }],
      harness: [{ file: "scripts/map.ts" }],
    });
  });

  it("is one line when there is nothing to do", () => {
    const quiet: Drift = { ...drift, removed: [], changes: [], verdicts: [{ name: "snippets", findings: [], broken: null }] };
    expect(isQuiet(quiet)).toBe(true);
    expect(reportLines(quiet, text).map(stripVTControlCharacters)).toEqual(["inngest 4.1.0 -> 4.2.0, @inngest/test 1.0.0: nothing to do"]);
    expect(isQuiet({ ...quiet, verdicts: [{ name: "snippets", findings: [], broken: "no" }] })).toBe(false);
  });

  it("says the same of a line once", () => {
    expect(spots([finding, finding], text)).toEqual([{ file: "plugin/skills/inngest/a.md", line: 2, text: "a sentence of it", findings: [finding] }]);
  });
});

describe("npm run drift", () => {
  it("runs every check of verify whose outcome depends on the SDK", async () => {
    const { stdout } = await execa("node", ["--import", "tsx", join(root, "scripts/verify.ts"), "--help"], { cwd: root });
    const choices = [.../choices:\s*([^)]*)\)/s.exec(stdout)?.[1]?.matchAll(/"(\w+)"/g) ?? []].map(([, name]) => name);
    expect([...sdkChecks, ...otherChecks].sort()).toEqual(choices.sort());
  });

  it("explains itself with --help and exits 0", async () => {
    const { stdout, exitCode } = await command(root, {}, "--help");
    expect([stdout.split("\n")[0], exitCode]).toEqual(["Usage: drift [options]", 0]);
  });

  it.each([["--sdk 3.54.2"], ["--bogus"]])("exits 2 on misuse: %s", async (args) => {
    const { stderr, exitCode } = await command(root, {}, ...args.split(" "));
    expect(stderr).toMatch(/^(error|drift): [^\n]*$/);
    expect(exitCode).toBe(2);
  });

  it("exits 2 with one plain line when the registry can not be reached", async () => {
    const cache = mkdtempSync(join(tmpdir(), "drift-test-"));
    const { stderr, exitCode } = await command(root, { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0", npm_config_cache: cache }, "--sdk", "4.18.0");
    rmSync(cache, { recursive: true });
    expect(stderr).toBe("installing inngest 4.18.0 …\ndrift: npm does not reach its registry; the network is needed to install another version");
    expect(exitCode).toBe(2);
  });

  it.each([
    ["ENOENT", "npm is not on the PATH"],
    ["npm error code ETARGET\nnpm error notarget No matching version", "npm knows no inngest 4.0.99"],
    ["npm error code EAI_AGAIN", "npm does not reach its registry; the network is needed to install another version"],
    ["npm error code EACCES\nnpm error mkdir not permitted", "npm could not install inngest 4.0.99: mkdir not permitted"],
    ["", "npm could not install inngest 4.0.99: it does not say why"],
  ])("says why npm failed: %s", (output, why) => {
    expect(whyNot(output, "4.0.99")).toBe(why);
  });
});
