import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { withFolder } from "../interrupt.ts";
import { runVitest } from "../run-vitest.ts";
import { makeSdkFolder } from "../snippets/project.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const guide = file("../../plugin/skills/inngest/references/v3-to-v4.md");
const tests = parseDocument(guide, readFileSync(guide, "utf8")).fences.filter(({ text }) => text.includes('from "vitest"'));
const textFor = (sdk: "v3" | "v4") => tests.find(({ words }) => (words[0] === "v3") === (sdk === "v3"))?.text ?? "";

/** Runs a printed test in a folder. Returns how many pass, and the messages of those that do not. */
function run(text: string, make: () => string) {
  return withFolder(make, async (folder) => {
    writeFileSync(join(folder, "printed.test.ts"), `import { Inngest } from "inngest";\nconst inngest = new Inngest({ id: "my-app" });\n${text}`);
    copyFileSync(file("../../plugin/skills/inngest/scripts/durable.mjs"), join(folder, "durable.mjs"));
    const { passed, failures } = await runVitest(folder, folder, false, 60_000);
    return { passed, failures: failures.map(({ message }) => message) };
  });
}

// From here the tests find vitest and inngest 4.
const onV4 = () => mkdtempSync(join(file(".."), ".work-"));

it("holds before the migration, on inngest 3", async () => {
  expect(await run(textFor("v3"), () => makeSdkFolder("v3"))).toEqual({ passed: 2, failures: [] });
}, 60_000);

it("is red where the event comes, and green where a failure is expected, when only its triggers are moved", async () => {
  const moved = textFor("v3").replace('{ id: "confirm" }, { event: "app/order.placed" }', '{ id: "confirm", triggers: { event: "app/order.placed" } }');
  expect(moved).not.toBe(textFor("v3"));
  const { passed, failures } = await run(moved, onV4);
  expect(passed).toBe(1);
  expect(failures).toEqual([expect.stringMatching(/払われた[^]*EventValidationError/)]);
}, 60_000);

it("holds as it is rewritten for inngest 4", async () => {
  expect(await run(textFor("v4"), onV4)).toEqual({ passed: 1, failures: [] });
}, 60_000);
