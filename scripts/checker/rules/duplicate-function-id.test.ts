import { describe, expect, it } from "vitest";
import { check } from "../engine.ts";
import { config, found } from "../test-kit.ts";

const fn = (id: string, name: string, from = "./client") => `import { inngest } from "${from}";\nexport const ${name} = inngest.createFunction({ id: "${id}", triggers: [] }, async () => null);`;
const foundIn = (files: Record<string, string>) =>
  check(Object.entries(files).map(([path, text]) => ({ path, text, sdk: 4, projectFolder: path.split("/")[0] ?? "" }))).issues.filter(({ rule }) => rule === "duplicate-function-id").map(({ file, line }) => `${file}:${line}`);

describe("duplicate-function-id", () => {
  it("finds one id in two files of an app, also through an alias", () => {
    expect(foundIn({ "src/a.ts": fn("x", "a"), "src/b.ts": fn("x", "b"), "src/fns/c.ts": fn("x", "c", "../client") })).toEqual(["src/b.ts:2", "src/fns/c.ts:2"]);
    expect(foundIn({ "src/a.ts": fn("x", "a", "@/inngest/client"), "src/b.ts": fn("x", "b", "@/inngest/client") })).toEqual(["src/b.ts:2"]);
  });

  it("leaves two apps, tests and functions that nobody serves alone", () => {
    expect(foundIn({ "web/a.ts": fn("x", "a", "@/client"), "api/a.ts": fn("x", "a", "@/client") })).toEqual([]);
    expect(foundIn({ "src/a.ts": fn("x", "a"), "src/b.ts": fn("x", "b", "./other") })).toEqual([]);
    expect(foundIn({ "src/a.ts": fn("x", "a"), "src/a.test.ts": fn("x", "b") })).toEqual([]);
    expect(foundIn({ "src/a.ts": fn("x", "a"), "src/b.ts": fn("x", "b"), "src/route.ts": 'import { serve } from "inngest/next";\nimport { a } from "./a";\nserve({ client, functions: [a] });' })).toEqual([]);
  });

  it("leaves copies that no file imports alone, whatever they export", () => {
    const copy = `import { inngest } from "./client";\nconst a = inngest.createFunction({ id: "x", triggers: [] }, async () => null);\nexport { a };`;
    const route = 'import { serve } from "inngest/next";\nimport { a } from "./a";\nserve({ client, functions: [a] });';
    expect(foundIn({ "src/a.ts": fn("x", "a"), "src/a_backup.ts": copy, "src/route.ts": route })).toEqual([]);
    expect(foundIn({ "src/a.ts": fn("x", "a"), "src/b.ts": copy, "src/route.ts": `${route}\nimport { a as b } from "./b";` })).toEqual(["src/b.ts:2"]);
  });

  it("leaves functions that are made again and again alone", () => {
    expect(found("duplicate-function-id", `const make = (client) => client.createFunction({ id: "x", triggers: [] }, h);\nconst other = (client) => client.createFunction({ id: "x", triggers: [] }, h); // inngest`)).toEqual([]);
  });

  it("finds a function without an id", () => {
    expect(found("duplicate-function-id", 'inngest.createFunction({ name: "a", triggers: [] }, async () => null);')).toEqual(["error 1"]);
    expect(found("duplicate-function-id", config("").replace('id: "fn"', "...base"))).toEqual([]);
  });
});
