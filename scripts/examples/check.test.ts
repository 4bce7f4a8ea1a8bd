import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { place } from "../finding.ts";
import { checkExamples } from "./check.ts";

// Below scripts/, so that the tests in it find vitest.
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(fileURLToPath(new URL("..", import.meta.url)), ".work-"));
  mkdirSync(join(root, "examples"));
});
afterEach(() => rmSync(root, { recursive: true }));

async function check(files: Record<string, string>, limit?: number) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, "examples", name), text);
  const examples = Object.keys(files).filter((name) => !name.includes(".test.")).map((name) => join(root, "examples", name));
  const { findings, counts } = await checkExamples(join(root, "examples"), examples, root, limit);
  return { counts, findings: findings.map((f) => `${place(f)} ${f.rule} ${f.message}`) };
}

const test = (...body: string[]) => ['import { expect, it } from "vitest";', ...body].join("\n");

describe("the tests beside the examples", () => {
  it("are run and counted, whatever the examples print", async () => {
    const { findings, counts } = await check({
      "a.ts": "console.log('{');\nexport const one = 1;",
      "a.test.ts": test('import { one } from "./a";', 'it("is one", () => { console.log("{}"); expect(one).toBe(1); });'),
    });
    expect(findings).toEqual([]);
    expect(counts).toEqual({ examples: 1, tests: 1 });
  });

  it("are named with the place where they fail", async () => {
    const { findings } = await check({
      "a.ts": "export const one = 2;",
      "a.test.ts": test('import { one } from "./a";', 'it("is one", () => {', "  expect(one).toBe(1);", "});"),
    });
    expect(findings).toEqual(['examples/a.test.ts:4:15 examples/failed "is one": AssertionError: expected 2 to be 1 // Object.is equality']);
  });

  it("may not be skipped", async () => {
    const { findings } = await check({ "a.ts": "export {};", "a.test.ts": test('it.skip("later", () => {});', 'it("now", () => expect(1).toBe(1));') });
    expect(findings).toEqual(['examples/a.test.ts:1:1 examples/skipped "later": is not run']);
  });

  it("expect something", async () => {
    const { findings } = await check({ "a.ts": "export {};", "a.test.ts": test('it("runs", () => {});') });
    expect(findings).toEqual(['examples/a.test.ts:2:1 examples/failed "runs": Error: expected any number of assertion, but got none']);
  });

  it("are there for each example", async () => {
    const { findings } = await check({ "a.ts": "export {};", "b.ts": "export {};", "b.test.ts": test('it("b", () => expect(1).toBe(1));') });
    expect(findings).toEqual(["examples/a.ts:1:1 examples/untested this example has no test that runs"]);
  });

  it("stand beside nothing that no check looks at", async () => {
    mkdirSync(join(root, "examples/more"));
    const { findings } = await check({ "a.ts": "export {};", "a.test.ts": test('it("a", () => expect(1).toBe(1));'), "more/b.ts": "export {};", "c.tsx": "export {};" });
    expect(findings.filter((finding) => finding.includes("stray"))).toEqual(
      ["c.tsx", "more/b.ts"].map((name) => `examples/${name}:1:1 examples/stray expected .ts files only, directly in the folder of the examples: this one is neither compiled nor run`),
    );
  });

  it("are named when their file does not load", async () => {
    const { findings } = await check({ "a.ts": "throw new Error('at load');", "a.test.ts": test('import "./a";', 'it("a", () => {});') });
    expect(findings).toEqual([expect.stringMatching(/^examples\/a\.test\.ts:1:1 examples\/failed the file does not run: .*at load/)]);
  });

  it("are red when an error outside of them leaves every one green", async () => {
    const green = 'it("a", () => expect(1).toBe(1));';
    const { findings } = await check({
      "a.ts": "export {};",
      "a.test.ts": test(green, 'it("b", async () => {', "  expect(1).toBe(1);", '  void Promise.reject(new Error("nobody waits"));', "  await new Promise((end) => setTimeout(end, 20));", "});"),
      "b.ts": "export {};",
      "b.test.ts": test('import { afterAll, describe } from "vitest";', green, 'afterAll(() => { throw new Error("after all"); });', 'describe("inner", () => {', `  ${green}`, '  afterAll(() => { throw new Error("after some"); });', "});"),
    });
    expect(findings.sort()).toEqual([
      "examples/a.test.ts:5:23 examples/failed outside of its tests: Error: nobody waits",
      "examples/b.test.ts:4:24 examples/failed outside of its tests: Error: after all",
      "examples/b.test.ts:7:26 examples/failed outside of its tests: Error: after some",
    ]);
  });

  it("are stopped and named when they never end", async () => {
    const { findings } = await check(
      {
        "a.ts": "export function spin() { for (;;); }",
        "a.test.ts": test('import { spin } from "./a";', 'it("spins", () => spin());'),
        "b.ts": "export {};",
        "b.test.ts": test('it("b", () => expect(1).toBe(1));'),
      },
      6_000,
    );
    expect(findings).toEqual(["examples/a.test.ts:1:1 examples/endless this test did not end within 6 s and was stopped"]);
  });

  it("can not be judged when the runner begins none of them in time", async () => {
    await expect(check({ "a.ts": "export {};", "a.test.ts": test('it("a", () => expect(1).toBe(1));') }, 1)).rejects.toThrow("the test runner began no test within 0.005 s");
  });

  it("are missing when the folder holds no example", async () => {
    expect((await check({})).findings).toEqual(["examples:1:1 examples/none expected examples in this folder; found none"]);
  });
});
