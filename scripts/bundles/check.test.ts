import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { place } from "../finding.ts";
import { makeBundle } from "./build.ts";
import { checkBundles } from "./check.ts";
import type { Bundle } from "./table.ts";

const shipped = "plugin/skills/inngest/scripts";
const bundle: Bundle = { name: "tool.mjs", entry: "tool/index.ts", external: ["inngest"], types: ["tool/types.ts", "tool/index.ts"], about: ["A tool."] };

// Below scripts/, so that types are found.
let root = "";
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const addPackage = (name: string, fields: object, files: Record<string, string> = {}) => {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.2.3", main: "index.js", ...fields }));
  write(`node_modules/${name}/index.js`, `export const from = "${name}";`);
  for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
};
beforeEach(() => {
  root = mkdtempSync(join(fileURLToPath(new URL("..", import.meta.url)), ".work-"));
  write("scripts/tool/types.ts", "/** How wide. */\nexport type Width = number;\n");
  write("scripts/tool/index.ts", '/** What it is. */\nimport { from } from "leftpad";\nimport type { Inngest } from "inngest";\nimport type { Width } from "./types.ts";\nexport const width: Width = from.length;\nexport declare const client: Inngest.Any;\n/** @internal */\nexport const hidden = 1;\n');
  addPackage("leftpad", { license: "MIT" }, { LICENSE: "Copyright L. Pad" });
});
afterEach(() => rmSync(root, { recursive: true }));

async function make(): Promise<void> {
  for (const [file, text] of await makeBundle(root, bundle)) write(file, text);
}
const check = async () => (await checkBundles(root, [bundle])).findings.map((f) => `${place(f)} ${f.rule} ${f.message}`);
const code = async () => (await makeBundle(root, bundle)).get(`${shipped}/tool.mjs`) ?? "";

describe("the files that are made", () => {
  it("are in step right after they are made", async () => {
    await make();
    expect(await check()).toEqual([]);
  });

  it("are named with the first line that differs when a source has changed since", async () => {
    await make();
    write("scripts/tool/types.ts", "/** How wide. */\nexport type Width = number | null;\n");
    write("scripts/tool/index.ts", 'import type { Width } from "./types.ts";\nexport const width: Width = 7;\n');
    expect(await check()).toEqual([
      expect.stringMatching(/^plugin\/skills\/inngest\/scripts\/tool\.mjs:\d+:1 bundles\/stale expected what its sources in scripts\/ make; this line differs$/),
      `${shipped}/tool.d.mts:2:1 bundles/stale expected what its sources in scripts/ make; this line differs`,
    ]);
  });

  it("are named when one is edited, also at its end", async () => {
    await make();
    const text = await code();
    write(`${shipped}/tool.mjs`, `${text}// more\n`);
    expect(await check()).toEqual([expect.stringContaining(`tool.mjs:${text.split("\n").length}:1 bundles/stale`)]);
  });

  it("are named when they are missing, or when nothing makes them", async () => {
    write(`${shipped}/old.mjs`, "");
    expect(await check()).toEqual([
      `${shipped}/tool.mjs:1:1 bundles/stale expected this file; found none`,
      `${shipped}/tool.d.mts:1:1 bundles/stale expected this file; found none`,
      `${shipped}/old.mjs:1:1 bundles/stale no bundle of scripts/bundles/table.ts makes this file`,
    ]);
  });
});

describe("a bundle", () => {
  it("says first what it is, and what is inside, with the licences at its end", async () => {
    expect(await code()).toMatch(/^\/\* eslint-disable \*\/\n\/\/ A tool\.\n\/\/\n\/\/ Made from scripts\/tool\/index\.ts .*\n\/\/ Contains leftpad 1\.2\.3 \(MIT\)[^]*\/\*! leftpad 1\.2\.3\n\nCopyright L\. Pad\n\*\/\n$/);
  });

  it("keeps the line that makes it a command in front of all else", async () => {
    write("scripts/tool/index.ts", "#!/usr/bin/env node\nconsole.log(1);\n");
    expect(await code()).toMatch(/^#!\/usr\/bin\/env node\n\/\* eslint-disable \*\/\n\/\/ A tool\.\n/);
  });

  it("leaves the user's own packages outside", async () => {
    write("scripts/tool/index.ts", 'import { serve } from "inngest/edge";\nexport const width = serve.length;\n');
    expect(await code()).toMatch(/from ?"inngest\/edge"/);
  });

  it("is not made with a package that lacks a licence text, or whose licence asks for more than a notice", async () => {
    addPackage("leftpad", { license: "GPL-3.0" });
    await expect(code()).rejects.toThrow("expected one of MIT, ISC, BSD-2-Clause, BSD-3-Clause as the licence of leftpad; found GPL-3.0");
    rmSync(join(root, "node_modules/leftpad/LICENSE"));
    await expect(code()).rejects.toThrow("the package leftpad brings no licence text, so it can not ship");
  });

  it("comes with its types in one file, without what is internal", async () => {
    await make();
    expect(readFileSync(join(root, shipped, "tool.d.mts"), "utf8")).toBe(
      "// The types of tool.mjs. Made together with it; do not edit.\n/** What it is. */\n" +
        'import type { Inngest } from "inngest";\n/** How wide. */\nexport type Width = number;\nexport declare const width: Width;\nexport declare const client: Inngest.Any;\n',
    );
  });
});
