import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { checkCoverage, type CoverageMap } from "./check.ts";
import { notCovered } from "./entry.ts";
import { mentions } from "./mentions.ts";
import { entryLine } from "./place.ts";

const text = [
  "# Steps",
  "## step.run",
  "Write `step.run`. A step.run without marks is a word.",
  "### More",
  "```ts",
  "await step.sleep('x');",
  "```",
  "## Options",
  "`limit` and `limits`, `burst`",
  "## Elsewhere",
  "`limit` again, `burst` again",
].join("\n");
const documents = [parseDocument("plugin/skills/inngest/references/a.md", text)];

function check(kinds: Record<string, string[] | null>, map: CoverageMap) {
  const sdk = { version: "4.0.0", kinds, values: {}, complaints: [] };
  const { findings, counts } = checkCoverage(documents, sdk, map, { step: "step." }, () => ({ file: "map.ts", line: 1, column: 1 }));
  return { covered: counts.covered, findings: findings.map((f) => `${place(f)} ${f.rule} ${f.message}`) };
}

describe("the map of what is covered", () => {
  it("is complete when every name has an entry whose section writes it", () => {
    expect(check({ step: ["run", "sleep", "deep"] }, { step: { run: "a.md#steprun", sleep: "a.md#steprun", deep: notCovered("internal") } })).toEqual({
      covered: { count: 2, of: 3 },
      findings: [],
    });
  });

  it("names what the SDK offers and no entry speaks of", () => {
    expect(check({ step: ["run", "nap"] }, { step: { run: "a.md#steprun" } }).findings).toEqual([
      "map.ts:1:1 coverage/added inngest 4.0.0 offers step.nap (step); no entry says where it is covered",
    ]);
  });

  it("names what the SDK no longer offers, in the map and everywhere it is written", () => {
    expect(check({ option: ["limit"] }, { option: { limit: "a.md#options", burst: "a.md#options" } }).findings).toEqual([
      "map.ts:1:1 coverage/removed inngest 4.0.0 offers no burst (option)",
      "plugin/skills/inngest/references/a.md:9:24 coverage/removed speaks of burst (option), which inngest 4.0.0 does not offer",
      "plugin/skills/inngest/references/a.md:11:17 coverage/removed speaks of burst (option), which inngest 4.0.0 does not offer",
    ]);
  });

  it("keeps to the entry's section for a name that other kinds share", () => {
    const { findings } = check({ a: ["limit"], b: null }, { a: { limit: "a.md#options" }, b: { limit: "a.md#options" } });
    expect(findings).toEqual([
      "map.ts:1:1 coverage/removed inngest 4.0.0 offers no limit (b)",
      "plugin/skills/inngest/references/a.md:9:2 coverage/removed speaks of limit (b), which inngest 4.0.0 does not offer",
    ]);
  });

  it.each([
    ["b.md#x", "coverage/anchor run (option): there is no plugin/skills/inngest/references/b.md"],
    ["a.md#x", 'coverage/anchor run (option): no heading of plugin/skills/inngest/references/a.md has the anchor "#x"'],
    ["a.md#elsewhere", "coverage/silent run (option): plugin/skills/inngest/references/a.md:10, where the entry points, does not write run as code"],
  ] as const)("refuses an entry that leads nowhere: %s", (anchor, message) => {
    expect(check({ option: ["run"] }, { option: { run: anchor } }).findings).toEqual([`map.ts:1:1 ${message}`]);
  });

  it("says so when the surface itself does not compile", () => {
    const complaints = [{ file: "scripts/coverage/surface.ts", line: 3, column: 1, code: "TS2305", message: "no Inngest" }];
    const { findings } = checkCoverage([], { version: "4.0.0", kinds: {}, values: {}, complaints }, {}, {}, () => ({ file: "", line: 0, column: 0 }));
    expect(findings.map((f) => `${place(f)} ${f.rule}`)).toEqual(["scripts/coverage/surface.ts:3:1 coverage/surface"]);
  });
});

describe("a name in a document", () => {
  it("counts as code only, and only whole", () => {
    const document = parseDocument("a.md", "# step.run x\n\nlimit `limit` `limits` `a.limit`\n\n> ```ts\n> x.limit = step.runner;\n> ```\n");
    expect(mentions(document, "limit")).toEqual([{ line: 3, column: 8 }, { line: 3, column: 27 }, { line: 6, column: 5 }]);
    expect(mentions(document, "step.run")).toEqual([{ line: 1, column: 3 }]);
  });
});

describe("an entry of the map", () => {
  it("is found below its kind, quoted or not", () => {
    const file = 'x\n  "a option": {\n    run: 1,\n  },\n  "b option": {\n    "run": 1,\n';
    expect([entryLine(file, "a option", null), entryLine(file, "a option", "run"), entryLine(file, "b option", "run")]).toEqual([2, 3, 6]);
    expect([entryLine(file, "c option", "run"), entryLine(file, "b option", "walk")]).toEqual([null, null]);
  });
});
