import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { shippedFolder } from "../shipped.ts";
import { checkSnippets } from "./check.ts";

const root = mkdtempSync(join(tmpdir(), "snippets-"));
afterAll(() => rmSync(root, { recursive: true }));

async function check(...markdown: string[]) {
  const documents = markdown.map((text, index) => parseDocument(`${"abcdef"[index]}.md`, text));
  const { findings, counts } = await checkSnippets(documents, [], root);
  return { counts, findings: findings.map((f) => `${place(f)} ${f.rule} ${f.message.split("\n")[0]}`) };
}

const fence = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, "```", ""].join("\n");

describe("a fence that compiles", () => {
  it("is counted and draws no finding", async () => {
    const { findings, counts } = await check(
      fence("ts", 'import { Inngest } from "inngest";', 'export const client = new Inngest({ id: "a" });'),
    );
    expect(findings).toEqual([]);
    expect(counts).toEqual({ fences: 1, compiled: 1, unchecked: 0, expectedErrorsProven: 0, v3Fences: 0, refusedByV4: 0, files: 0 });
  });

  it("may use the prelude, declare a name of the prelude itself, and stand in a handler", async () => {
    const { findings } = await check(
      fence("ts", "const db = 1;", "export const twice = db * 2;") +
        fence("ts handler", 'import { NonRetriableError } from "inngest";', 'const order = await step.run("find", () => db.orders.find(event.data.orderId));', 'if (!order) throw new NonRetriableError("gone");', "return order.total;") +
        fence("ts on-failure", 'await step.run("tell", () => slack.postMessage({ channel: "ops", text: error.message + event.data.event.name }));'),
    );
    expect(findings).toEqual([]);
  });

  it("may import the other fences of its document, by alias or by relative path", async () => {
    const { findings } = await check(
      fence("ts", "// src/inngest/client.ts", 'import { Inngest } from "inngest";', 'export const inngest = new Inngest({ id: "a" });') +
        fence("ts", "// src/app/api/send/route.ts", 'import { inngest } from "@/inngest/client";', 'import { sendEmail } from "@/lib/services";', "export const both = [inngest.id, sendEmail] as const;") +
        fence("ts", 'import { inngest } from "./client";', "export const id: string = inngest.id;"),
    );
    expect(findings).toEqual([]);
  });

  it("may import what the skill ships, as a copy beside it, and is held to its types", async () => {
    mkdirSync(join(root, shippedFolder), { recursive: true });
    writeFileSync(join(root, shippedFolder, "durable.mjs"), "export function advance(untyped) {}\n");
    writeFileSync(join(root, shippedFolder, "durable.d.mts"), "export declare function advance(by: string): void;\n");
    const { findings } = await check(fence("ts", "// test/a.test.ts", 'import { advance } from "./durable.mjs";', 'advance("3d");', "advance(3);"));
    expect(findings).toEqual(["a.md:5:9 snippets/type TS2345: Argument of type 'number' is not assignable to parameter of type 'string'."]);
  });

  it("does not see the fences of another document", async () => {
    const { findings } = await check(
      fence("ts", "// src/inngest/client.ts", "export const own = 1;"),
      fence("ts", 'import { own } from "@/inngest/client";', "export const x = own;"),
    );
    expect(findings).toEqual([expect.stringMatching(/^b\.md:2:21 snippets\/type TS2307/)]);
  });
});

describe("a fence that is wrong", () => {
  it("is found at its line and column, in a list, a block quote, and below hoisted imports", async () => {
    const { findings } = await check(
      "- item\n\n  ```ts\n  inngest.createFunction({ id: 'x' }, { event: 'a/b' }, async () => null);\n  ```\n\n> ```ts\n> const a: string = 1;\n> ```\n",
      fence("ts handler", "const early = 1;", 'import { StepError } from "inngest";', 'await step.runn("x", () => early);', 'await step.waitForEvent("w", { event: "a/b" });', "type T = StepError;"),
    );
    expect(findings).toEqual([
      expect.stringMatching(/^a\.md:4:57 snippets\/type TS2554: Expected 2 arguments, but got 3/),
      expect.stringMatching(/^a\.md:8:9 snippets\/type TS2322/),
      expect.stringMatching(/^b\.md:4:12 snippets\/type TS2551: Property 'runn'/),
      expect.stringMatching(/^b\.md:5:30 snippets\/type TS2345/),
    ]);
  });

  it("is found on the right side of an import that was rewritten", async () => {
    const { findings } = await check(
      fence("ts", "// src/inngest/client.ts", "export const one = 1;") + fence("ts", 'import { one } from "@/inngest/client"; const text: string = one;', "export { text };"),
    );
    expect(findings).toEqual([expect.stringMatching(/^a\.md:6:47 snippets\/type TS2322/)]);
  });

  it.each([
    ["a v3 call", "inngest.createFunction({ id: 'x' }, { event: 'a/b' }, async () => null);", "2:55 snippets/type TS2554"],
    ["a v3 import", 'import { EventSchemas } from "inngest"; export { EventSchemas };', "2:10 snippets/type TS2305"],
    ["an option of the wrong name", "inngest.createFunction({ id: 'x', trigger: orderPlaced }, async () => null);", "2:35 snippets/type TS2561"],
    ["an option of the wrong value", "inngest.createFunction({ id: 'x', retries: 21 }, async () => null);", "2:35 snippets/type TS2322"],
    ["an API of the wrong name", "inngest.sendd({ name: 'a/b' });", "2:9 snippets/type TS2551"],
    ["the type any", "export const x: any = 1;", "2:17 snippets/any"],
    ["@ts-ignore", "// @ts-ignore", "2:1 snippets/opt-out"],
    ["@ts-nocheck", "// @ts-nocheck", "2:1 snippets/opt-out"],
    ["an option that the SDK ignores", "import { Inngest } from 'inngest'; new Inngest({ id: 'a', schemas: {} });", "2:59 snippets/ignored-key"],
    ["a wait option that the SDK ignores", "export const f = inngest.createFunction({ id: 'x' }, ({ step }) => step.waitForEvent('w', { event: 'a/b', timeout: '1d', mathc: 'data.id' }));", "2:122 snippets/ignored-key"],
    ["a trigger option that the SDK ignores", "export const f = inngest.createFunction({ id: 'x', triggers: [{ event: 'a/b', iff: 'true' }] }, async () => null);", "2:79 snippets/ignored-key"],
  ])("with %s is named", async (_, code, expected) => {
    const { findings } = await check(fence("ts", code));
    expect(findings).toEqual([expect.stringContaining(`a.md:${expected}`)]);
  });

  it("cannot hide in another language, in HTML, in indented code or behind an unknown word", async () => {
    const { findings } = await check(
      fence("text", 'await step.run("x", f);') + fence("typescript", "1;") + fence("", "1;") + fence("ts nocheck", "1;") + fence("bash once", "ls") + fence("json", "{ a: 1 }") + fence("yaml", "a: [") + "    const indented = 1;\n\n<pre>x</pre>\n",
    );
    expect(findings).toEqual([
      "a.md:24:1 snippets/html code in HTML is not checked",
      "a.md:1:1 snippets/language this text fence holds TypeScript, which is not checked here",
      'a.md:4:1 snippets/language expected one of ts, tsx, js, jsx, bash, dotenv, json, text, yaml; found "typescript"',
      "a.md:7:1 snippets/language expected one of ts, tsx, js, jsx, bash, dotenv, json, text, yaml; found no language",
      'a.md:10:1 snippets/setting expected ts [v3 [v4 | run:name]] [handler | on-failure]; found "nocheck"',
      'a.md:13:1 snippets/setting a bash fence has no settings; found "once"',
      expect.stringContaining("a.md:17:1 snippets/syntax not valid json"),
      expect.stringContaining("a.md:20:1 snippets/syntax not valid yaml"),
      "a.md:22:1 snippets/language indented code names no language",
    ]);
  });

  it("is named when it is never closed", async () => {
    const { findings, counts } = await check("# A\n\n```ts\nconst x: string = 1;\n");
    expect(findings).toEqual(["a.md:3:1 snippets/unclosed this fence is never closed"]);
    expect(counts.unchecked).toBe(1);
  });

  it("is named when its path is taken, or when it is both a file and a fragment", async () => {
    const file = fence("ts", "// src/a.ts", "export const x = 1;");
    const { findings } = await check(file + file + fence("ts handler", "// src/b.ts", "return 1;"));
    expect(findings).toEqual([
      "a.md:6:1 snippets/path src/a.ts is already the fence on line 1",
      "a.md:9:1 snippets/setting a fence with a path comment is a whole file, it has no setting",
    ]);
  });
});

describe("a syntax error", () => {
  it("does not hide the type errors of other fences", async () => {
    const { findings } = await check(fence("ts", "const a = {;") + fence("ts", "const b: string = 1;"));
    expect(findings).toEqual([
      expect.stringMatching(/^a\.md:2:12 snippets\/syntax/),
      expect.stringMatching(/^a\.md:5:7 snippets\/type TS2322/),
    ]);
  });

  it("that only the compiler knows does not hide them either", async () => {
    const { findings } = await check(fence("ts", "export const a = 1 as const as <T>;") + fence("ts", "type A = { readonly readonly x: 1 }; export type { A };") + fence("ts", "const b: string = 1;"));
    expect(findings.at(-1)).toMatch(/^a\.md:8:7 snippets\/type TS2322/);
    expect(findings.length).toBeGreaterThanOrEqual(2);
  });
});

describe("@ts-expect-error", () => {
  it("is proven when the line below is refused with the error that it names", async () => {
    const { findings, counts } = await check(
      fence("ts", "// @ts-expect-error TS2554: v3 の 3 引数", "inngest.createFunction({ id: 'x' }, { event: 'a/b' }, async () => null);") +
        fence("ts handler", "// @ts-expect-error TS2322: 文字列は関数ではない", "// 説明", "await step.invoke('x', { function: 'my-app-f' });"),
    );
    expect(findings).toEqual([]);
    expect(counts.expectedErrorsProven).toBe(2);
  });

  it.each([
    ["the line below compiles", "// @ts-expect-error TS2554: 古い形", "await inngest.send({ name: 'a/b' });", "expect-error the compiler accepts the line below"],
    ["the line below fails for another reason", "// @ts-expect-error TS2554: 古い形", "missing({ name: 'a/b' });", "expect-error expected TS2554 on the line below; found TS2304"],
    ["it names no error", "// @ts-expect-error 古い形", "const x: string = 1;", "opt-out expected the error and the reason"],
    ["it gives no reason", "// @ts-expect-error TS2322", "const x: string = 1;", "opt-out expected the error and the reason"],
  ])("is a finding when %s", async (_, directive, line, expected) => {
    const { findings } = await check(fence("ts", directive, line));
    expect(findings[0]).toContain(`a.md:2:1 snippets/${expected}`);
  });

  it("does not cover the lines after it", async () => {
    const { findings } = await check(fence("ts", "// @ts-expect-error TS2322: 型が違う", "const a: string = 1;", "const b: string = 2;"));
    expect(findings).toEqual([expect.stringMatching(/^a\.md:4:7 snippets\/type TS2322/)]);
  });
});

describe("a file of the program", () => {
  it("is compiled where it is, and cannot opt out", async () => {
    const file = join(root, "example.ts");
    writeFileSync(file, "// @ts-ignore\nexport const x: string = 1;\nexport const y: number = 'a';\n");
    const { findings } = await checkSnippets([], [file], root);
    expect(findings.map((f) => `${place(f)} ${f.rule}`)).toEqual(["example.ts:1:1 snippets/opt-out", "example.ts:3:14 snippets/type"]);
  });
});
