import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { readRepository } from "../repository.ts";
import { checkChecker } from "./check.ts";
import { handler } from "./test-kit.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { documents } = readRepository(root);
const path = "plugin/skills/inngest/references/pitfalls.md";
const text = readFileSync(`${root}/${path}`, "utf8");

const check = (markdown: string) => checkChecker([parseDocument(path, markdown)], [], root).findings.map((f) => `${place(f)} ${f.rule} ${f.message}`);
const edited = (from: string, to: string) => {
  expect(text).toContain(from);
  return check(text.replace(from, to));
};
const line = (of: string) => text.slice(0, text.indexOf(of)).split("\n").length;

describe("the check of the checker", () => {
  it("is red when code that is marked ❌ is not found", () => {
    const bad = 'await step.sleep("cool-off", "1h30m"); // ❌ まったく待たない';
    expect(edited(bad, bad.replace("1h30m", "90m"))).toEqual([expect.stringMatching(new RegExp(`^${path}:\\d+:1 checker/missed expected compound-duration to find what is marked ❌ here; found nothing$`))]);
  });

  it("is red when it is found by another rule only", () => {
    const bad = 'await step.sleep("cool-off", "1h30m"); // ❌ まったく待たない';
    expect(edited(bad, 'step.sleep("cool-off", "90m"); // ❌')).toEqual([expect.stringContaining("found floating-step")]);
  });

  it("is red at the line of right code that something is said about", () => {
    const good = 'await step.sleep("cool-off", "90m"); // ✅ 数値 1 つと単位 1 つ';
    expect(edited(good, good.replace("90m", "1h30m"))).toEqual([expect.stringContaining(`${path}:${line(good)}:32 checker/alarm compound-duration speaks about code that is not marked ❌`)]);
  });

  it("is red when a rule has no section, or a section no rule", () => {
    expect(edited("### nested-steps\n", "### nested-stepz\n")).toEqual(expect.arrayContaining([
      expect.stringContaining('checker/section expected a section "nested-steps"; found none'),
      expect.stringContaining("checker/rule no rule of the checker is about nested-stepz"),
    ]));
  });

  it("is red about an example that something is said about", () => {
    const folder = mkdtempSync(join(tmpdir(), "example-"));
    const example = join(folder, "example.ts");
    writeFileSync(example, handler("  step.run('a', () => 1);"));
    const { findings } = checkChecker(documents.filter((document) => document.path === path), [example], folder);
    rmSync(folder, { recursive: true });
    expect(findings.map((f) => `${place(f)} ${f.rule}`)).toEqual(["example.ts:2:3 checker/alarm"]);
  });
});
