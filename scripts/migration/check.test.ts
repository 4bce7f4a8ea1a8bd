import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { readRepository } from "../repository.ts";
import { checkMigration } from "./check.ts";
import { type Expected, expectations } from "./expectations.ts";
import { programs } from "./programs.ts";

const { documents } = readRepository(fileURLToPath(new URL("../..", import.meta.url)));

function edited(from: string | RegExp, to: string, name = "v3-to-v4.md") {
  const guide = documents.find(({ path }) => path.endsWith(name));
  if (!guide) throw new Error("the guide is gone");
  const text = guide.text.replace(from, to);
  expect(text).not.toBe(guide.text);
  return documents.map((document) => (document === guide ? parseDocument(guide.path, text) : document));
}

async function check(from: typeof documents, expected: Record<string, Expected> = expectations) {
  const { findings } = await checkMigration(from, expected);
  return findings.map((finding) => `${place(finding)} ${finding.message}`);
}

const lineOf = (sentence: string) => {
  const guide = documents.find(({ path }) => path.endsWith("v3-to-v4.md"));
  return `${guide?.path}:${(guide?.lines.findIndex((line) => line.includes(sentence)) ?? -1) + 1}:`;
};

describe("what the guidance says of v3 and v4", () => {
  it("is a finding at its sentence when a version does not do it, when nobody says it, and when nothing is stated", async () => {
    const { "step-hash": _, ...rest } = expectations;
    const findings = await check(documents, {
      ...rest,
      requests: { says: "1 リクエスト 1 ステップ", both: { steps: ["a", "b"], requests: 1 } },
      "default-logger": { ...expectations["default-logger"]!, says: "logger は歌う" },
      lost: { says: "手元で 500", both: 1 },
    });
    expect(findings).toEqual([
      expect.stringContaining('no document says 「logger は歌う」, which the run "default-logger" shows'),
      expect.stringContaining(`${lineOf("1 リクエスト 1 ステップ")}`),
      expect.stringContaining('nothing is stated of the run "step-hash"'),
      expect.stringContaining(`${lineOf("手元で 500")}`),
      expect.stringContaining('the run "lost" on inngest v4: expected 1; found undefined'),
    ]);
    expect(findings[1]).toContain('the run "requests" on inngest v3: expected {"steps":["a","b"],"requests":1}; found {"steps":["a","b"],"requests":3}');
  });

  it("is a finding when a fence no longer does what its run shows", async () => {
    const findings = await check(edited("const text = await Promise.race([load", "const [text] = await Promise.all([load"));
    expect(findings).toEqual([expect.stringContaining('the run "race" on inngest v3: expected {"status":"Completed","steps":["load-copy","save"]')]);
  });

  it("is a finding when the migrated app does something else than the one before", async () => {
    const findings = await check(edited('await step.sendEvent("announce", orderFulfilled.create({ orderId }));', "", "v3-to-v4-example.md"));
    expect(findings).toEqual([expect.stringContaining('the run "worked-migration" on inngest v4: expected')]);
  });

  it("is a finding when a fence names a run that is not there, and a run that no fence names", async () => {
    const findings = await check(edited("v3 run:race handler", "v3 run:rase handler"));
    expect(findings).toEqual([
      expect.stringContaining('there is no run "rase"; there are: branches, race'),
      expect.stringContaining('scripts/migration/plays.ts:1:1 no fence names the run "race"'),
      expect.stringContaining('the run "race" on inngest v3:'),
      expect.stringContaining('the run "race" on inngest v4:'),
    ]);
  });
});

it("shows no v3 form in the guide but as a fence for inngest 3", () => {
  const guide = documents.find(({ path }) => path.endsWith("v3-to-v4.md"));
  const shown = guide?.fences.filter(({ text }) => text.includes("❌ v3")) ?? [];
  expect(shown.filter(({ words }) => words[0] !== "v3").map(({ line }) => line)).toEqual([]);
  expect(shown.length).toBeGreaterThanOrEqual(7);
});

describe("an expectation", () => {
  it.each(Object.entries(expectations).filter(([, stated]) => "v3" in stated))("of a difference states one: %s", (_, stated) => {
    if ("v3" in stated) expect(stated.v3).not.toEqual(stated.v4);
  });

  it("is there for each program", () => {
    expect(Object.keys(programs).filter((name) => !(name in expectations))).toEqual([]);
  });
});
