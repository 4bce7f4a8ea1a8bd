import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { checkRecipes } from "./check.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function check(fences: string[][], limit?: number) {
  const text = ["# Testing", "", ...[config, ...fences].flatMap((lines) => ["```ts", ...lines, "```", ""])].join("\n");
  const { findings, counts } = await checkRecipes([parseDocument("testing.md", text), parseDocument("other.md", "# No recipes")], root, limit);
  return { counts, findings: findings.map((f) => `${place(f)} ${f.rule} ${f.message}`) };
}

const config = ["// vitest.config.ts", 'export default { test: { include: ["{src,test}/**/*.test.ts"], env: { COLOUR: "blue" } } };'];
const client = ["// src/client.ts", 'import { Inngest } from "inngest";', 'export const inngest = new Inngest({ id: "shop" });'];
const ship = ["// src/ship.ts", 'import { inngest } from "./client";', 'export const ship = inngest.createFunction({ id: "ship", triggers: { event: "go" } }, async () => "shipped");'];
const recipe = (output: string) => [
  "// test/ship.test.ts",
  'import { expect, it } from "vitest";',
  'import { inngest } from "../src/client";',
  'import { ship } from "../src/ship";',
  'import { durable } from "./durable.mjs";',
  'it("ships", async () => {',
  "  const app = await durable({ client: inngest, functions: [ship] });",
  '  await app.send({ name: "go" });',
  "  await app.run();",
  `  expect(app.runsOf("ship")[0]?.output).toBe("${output}");`,
  "});",
];

describe("the recipes of a document", () => {
  it("are run as the project that the document prints, with durable.mjs where they import it from", async () => {
    expect(await check([client, ship, recipe("shipped")])).toEqual({ findings: [], counts: { documents: 1, tests: 1, onlyCompiled: 0 } });
  });

  it("are named at the line of the document where they fail", async () => {
    const { findings } = await check([client, ship, recipe("lost")]);
    expect(findings).toEqual([`testing.md:30:41 recipes/failed "ships": AssertionError: expected 'shipped' to be 'lost' // Object.is equality`]);
  });

  it("are run with the configuration that the document prints", async () => {
    const { findings } = await check([["// test/a.test.ts", 'import { expect, it } from "vitest";', 'it("is blue", () => expect(process.env.COLOUR).toBe("blue"));']]);
    expect(findings).toEqual([]);
  });

  it("are named when they lack a file that the document does not print", async () => {
    const { findings } = await check([ship, recipe("shipped")]);
    expect(findings).toEqual([expect.stringMatching(/^testing\.md:15:1 recipes\/failed the file does not run: .*client/)]);
  });

  it("may not be skipped", async () => {
    const { findings } = await check([["// test/a.test.ts", 'import { expect, it } from "vitest";', 'it.skip("later", () => {});', 'it("now", () => expect(1).toBe(1));']]);
    expect(findings).toEqual(['testing.md:9:1 recipes/skipped "later": is not run']);
  });

  it("are named when vitest does not find them, and counted when they are no file", async () => {
    const test = (path: string) => [`// ${path}`, 'import { expect, it } from "vitest";', 'it("a", () => expect(1).toBe(1));'];
    const { findings, counts } = await check([test("test/a.spec.ts"), test("elsewhere/b.test.ts"), test("test/c.test.ts"), test("a fragment")]);
    expect(findings).toEqual(["testing.md:9:1 recipes/unrun vitest does not find the test test/a.spec.ts", "testing.md:15:1 recipes/unrun vitest does not find the test elsewhere/b.test.ts"]);
    expect(counts).toEqual({ documents: 1, tests: 1, onlyCompiled: 1 });
  });

  it("are named when vitest finds none of them", async () => {
    expect((await check([["// test/a.spec.ts", 'import { it } from "vitest";', 'it("a", () => {});']])).findings).toEqual(["testing.md:9:1 recipes/unrun vitest does not find the test test/a.spec.ts"]);
  });

  it("are stopped and named when they never end", async () => {
    const { findings } = await check([["// test/a.test.ts", 'import { it } from "vitest";', 'it("spins", () => { for (;;); });']], 6_000);
    expect(findings).toEqual(["testing.md:9:1 recipes/endless this test did not end within 6 s and was stopped"]);
  });

  it("are named when the project that the document prints also runs the skill's own tests", async () => {
    const printed = ["# Testing", "```ts", "// test/a.test.ts", 'import { it } from "vitest";', 'it("a", () => {});', "```"].join("\n");
    const { findings } = await checkRecipes([parseDocument("testing.md", printed)], root);
    expect(findings).toMatchObject([{ file: "testing.md", line: 1, rule: "recipes/foreign", message: expect.stringContaining(".claude/skills/inngest/examples/") as string }]);
  });

  it("are missing when no document prints a test", async () => {
    expect((await check([client])).findings).toEqual([expect.stringMatching(/^plugin\/skills\/inngest:1:1 recipes\/none /)]);
  });
});
