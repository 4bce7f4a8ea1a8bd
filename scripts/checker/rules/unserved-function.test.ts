import { describe, expect, it } from "vitest";
import { check } from "../engine.ts";

const fn = (name: string) => `import { inngest } from "./client";\nexport const ${name} = inngest.createFunction({ id: "${name}", triggers: [] }, async () => null);`;
const serve = (imports: string, functions: string) => `import { serve } from "inngest/next";\n${imports}\nexport const { GET, POST, PUT } = serve({ client, functions: ${functions} });`;
const foundIn = (files: Record<string, string>, others: Record<string, string> = {}) =>
  check(Object.entries(files).map(([path, text]) => ({ path, text, sdk: 4, projectFolder: "" })), Object.entries(others).map(([path, text]) => ({ path, text }))).issues.filter(({ rule }) => rule === "unserved-function").map(({ file, line, kind }) => `${file}:${line} ${kind}`);
const two = { "src/a.ts": fn("a"), "src/b.ts": fn("b") };

describe("unserved-function", () => {
  it("finds a function that is handed to nothing", () => {
    expect(foundIn({ ...two, "src/route.ts": serve('import { a } from "./a";', "[a]") })).toEqual(["src/b.ts:2 suggestion"]);
  });

  it("follows the list through modules, by an alias too", () => {
    const index = 'import { a } from "./a";\nexport const functions = [a]; // inngest';
    expect(foundIn({ ...two, "src/index.ts": index, "src/route.ts": serve('import { functions } from "@/src";', "functions") })).toEqual(["src/b.ts:2 suggestion"]);
    expect(foundIn({ ...two, "src/route.ts": serve('import { functions } from "./all.js";\nconst list = [...functions];', "list") }, { "src/all.ts": 'import { a } from "./a";\nexport const functions = [a];' })).toEqual(["src/b.ts:2 suggestion"]);
  });

  it("is sure of one whose event is sent", () => {
    const b = fn("b").replace("triggers: []", 'triggers: [{ event: "shop/b" }]');
    const route = `${serve('import { a } from "./a";', "[a]")}\nexport const send = () => inngest.send({ name: "shop/b" });`;
    expect(foundIn({ ...two, "src/b.ts": b, "src/route.ts": route })).toEqual(["src/b.ts:2 error"]);
  });

  it("is not sure when its event is sent by itself, or by another that nobody serves", () => {
    const own = fn("b").replace("triggers: []", 'triggers: [{ event: "shop/b" }]').replace("null", 'step.sendEvent("next", { name: "shop/b" })');
    expect(foundIn({ ...two, "src/b.ts": own, "src/route.ts": serve('import { a } from "./a";', "[a]") })).toEqual(["src/b.ts:2 suggestion"]);
  });

  it("is not sure when another function has the event", () => {
    const on = (name: string) => fn(name).replace("triggers: []", 'triggers: [{ event: "shop/b" }]');
    const route = `${serve('import { a } from "./a";', "[a]")}\nexport const send = () => inngest.send({ name: "shop/b" });`;
    expect(foundIn({ "src/a.ts": on("a"), "src/b.ts": on("b"), "src/route.ts": route })).toEqual(["src/b.ts:2 suggestion"]);
  });

  it.each([
    ["all are imported", { ...two, "src/route.ts": serve('import { a } from "./a";\nimport { b } from "./b";', "[a, b]") }],
    ["modules are taken whole", { ...two, "src/route.ts": serve('import * as one from "./a";\nimport * as all from "./b";', "[...Object.values(one), ...Object.values(all)]") }],
    ["an index passes them on", { ...two, "src/index.ts": 'export * from "./a";\nexport { b } from "./b";\n// inngest', "src/route.ts": serve('import * as all from "./index";', "Object.values(all)") }],
    ["a file without a word about Inngest passes them on", { ...two, "src/route.ts": serve('import { functions } from "./all";', "functions") }, { "src/all.ts": 'import { a } from "./a";\nimport { b } from "./b";\nexport const functions = [a, b];' }],
    ["they are used where they stand", { "src/route.ts": `${fn("a")}\n${serve("", "[a]")}` }],
    ["it is put aside with a word", { ...two, "src/b.ts": fn("b").replace("export", "/** @deprecated a cron job of the host does it */\nexport"), "src/route.ts": serve('import { a } from "./a";', "[a]") }],
    ["it is said to be disabled", { ...two, "src/b.ts": fn("b").replace("export", "// TODO: the schema has changed - disabled for now\nexport"), "src/route.ts": serve('import { a } from "./a";', "[a]") }],
    ["it is a copy of one that is served", { ...two, "src/b.ts": fn("b").replace('id: "b"', 'id: "a"'), "src/route.ts": serve('import { a } from "./a";', "[a]") }],
    ["it is commented out of the list", { ...two, "src/route.ts": serve('import { a } from "./a";', "[\n  a,\n  // b,\n]") }],
    ["its import is commented out", { ...two, "src/route.ts": serve('import { a } from "./a";\n// import { b } from "./b";', "[a]") }],
    ["it stands in a test", { "src/a.ts": fn("a"), "src/b-test.ts": fn("b"), "src/route.ts": serve('import { a } from "./a";', "[a]") }],
    ["the module that hands them on is not among the files", { ...two, "src/api/route.ts": serve('import { functions } from "../functions";', "functions") }],
    ["a module behind the list is not among the files", { ...two, "src/route.ts": serve('import { all } from "@/src/all";', "all") }, { "src/all.ts": 'import { mail } from "./mail";\nexport const all = [...mail];' }],
    ["the list is taken on from a module that is not among the files", { ...two, "src/index.ts": 'import { a } from "./a";\nimport { mail } from "./mail"; // inngest\nexport const functions = [a, ...mail];', "src/route.ts": serve('import { functions } from ".";', "functions") }],
    ["nothing is served among the files", two],
    ["it is a default export", { "src/a.ts": 'import { inngest } from "./client";\nexport default inngest.createFunction({ id: "a", triggers: [] }, h);', "src/route.ts": serve('import x from "./a";', "[x]") }],
  ] as [string, Record<string, string>, Record<string, string>?][])("is silent when %s", (_, files, others) => expect(foundIn(files, others)).toEqual([]));
});
