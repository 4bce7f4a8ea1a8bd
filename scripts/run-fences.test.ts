import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runFences } from "./run-fences.ts";

const folder = mkdtempSync(join(tmpdir(), "run-fences-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(...fences: string[]): string {
  const document = join(folder, "a.md");
  writeFileSync(document, fences.map((text) => `\`\`\`ts\n${text}\n\`\`\`\n`).join("\ntext\n\n"));
  return document;
}

const counter = "// src/lib/counter.ts\nexport const counter: { count: number } = { count: 0 };";
const add = '// src/add.ts\nimport { counter } from "@/lib/counter";\nexport const add = () => ++counter.count;';
const read = '// src/read.ts\nimport { counter } from "./lib/counter";\nexport const read = () => counter.count;';

it("runs fences with what they import, each module once", async () => {
  const [{ add: one }, { read: look }] = await runFences(write(counter, add, read), ["src/add.ts", "src/read.ts"]);
  expect([(one as () => number)(), (look as () => number)()]).toEqual([1, 1]);
});

it("starts anew with each call", async () => {
  const document = write(counter, add);
  for (const _ of [1, 2]) {
    const [{ add: one }] = await runFences(document, ["src/add.ts"]);
    expect((one as () => number)()).toBe(1);
  }
});

it("leaves fences for inngest 3 aside", async () => {
  const document = write("// src/a.ts\nexport const a = 4;");
  writeFileSync(document, `\`\`\`ts v3\n// src/a.ts\nexport const a = 3;\n\`\`\`\n\n${readFileSync(document, "utf8")}\n\`\`\`ts v3\n// src/b.ts\nexport const b = 3;\n\`\`\`\n`);
  expect(await runFences(document, ["src/a.ts"])).toEqual([{ a: 4 }]);
  await expect(runFences(document, ["src/b.ts"])).rejects.toThrow('has no fence "// src/b.ts"');
});

it("hands services over while the fences load", async () => {
  const document = write('// src/a.ts\nimport { db } from "@/lib/services";\nimport { z } from "zod";\nexport const found = z.string().parse(db);');
  expect(await runFences(document, ["src/a.ts"], { db: "rows" })).toEqual([{ found: "rows" }]);
});

it.each([
  ["a fence that is not there", [counter], "src/other.ts", 'has no fence "// src/other.ts"; it has: src/lib/counter.ts'],
  ["an import that no fence has", [add], "src/add.ts", 'has no fence for "@/lib/counter", which src/add.ts imports'],
  ["a service that is not given", ['// src/a.ts\nimport { db } from "@/lib/services";\nexport const found = db;'], "src/a.ts", 'for import "db"'],
  ["a syntax error", ["// src/a.ts\nexport const = 1;"], "src/a.ts", 'Expected identifier but found "="'],
  ["a throw while it loads", ['// src/a.ts\nthrow new Error("no key");\nexport {};'], "src/a.ts", "no key"],
])("rejects %s", async (_, texts, path, message) => {
  await expect(runFences(write(...texts), [path])).rejects.toThrow(message);
});
