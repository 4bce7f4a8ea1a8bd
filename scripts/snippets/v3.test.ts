import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { checkSnippets } from "./check.ts";

const root = mkdtempSync(join(tmpdir(), "snippets-"));
afterAll(() => rmSync(root, { recursive: true }));

async function check(...fences: string[]) {
  const { findings, counts } = await checkSnippets([parseDocument("a.md", fences.join(""))], [], root);
  return { counts, findings: findings.map((f) => `${place(f)} ${f.rule} ${f.message.split("\n")[0]}`) };
}

const fence = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, "```", ""].join("\n");
const threeArguments = "inngest.createFunction({ id: 'x' }, { event: 'app/order.paid' }, async () => null);";

describe("a fence for inngest 3", () => {
  it("is compiled against it, and shown to be refused by inngest 4 with the error that it states", async () => {
    const { findings, counts } = await check(
      fence("ts v3", "// v4 TS2554: 引数は 2 つ", threeArguments),
      fence("ts v3 handler", "// v4 TS2322: 文字列 id は使えない", 'await step.invoke("charge", { function: "billing-charge", data: { orderId: event.data.orderId } });'),
      fence("ts v3 on-failure", "// v4 TS2339: user は無い", "logger.error(error.message, event.data.event.user);"),
      fence("ts", 'export const v4: number = inngest.createFunction({ id: "y", triggers: userSignup }, async () => null) && 1;'),
    );
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ fences: 4, compiled: 4, unchecked: 0, v3Fences: 3, refusedByV4: 3 });
  });

  it("need not state that parameters lose their types with the call that gave them", async () => {
    const { findings } = await check(
      fence("ts v3", "// v4 TS2305: 無い", 'import { InngestMiddleware } from "inngest";', 'export const m = new InngestMiddleware({ name: "m", init: () => ({', "  onFunctionRun: ({ ctx: { runId } }) => ({ finished: () => console.log(runId) }),", "}) });"),
    );
    expect(findings).toEqual([]);
  });

  it("hides what is wrong in its handler until the call itself is mended, as v3-to-v4.md warns", async () => {
    const handler = (head: string) => [`${head}, async ({ step }) => {`, "  await step.invoke('charge', { function: 'billing-charge', data: {} });", "});"];
    const [first = "", ...rest] = handler("inngest.createFunction({ id: 'x' }, { event: 'app/order.paid' }");
    expect((await check(fence("ts v3", "// v4 TS2554: 引数は 2 つ", first, ...rest))).findings).toEqual([]);
    const { findings } = await check(fence("ts", ...handler("inngest.createFunction({ id: 'x', triggers: orderPaid }")));
    expect(findings).toEqual([expect.stringMatching(/^a\.md:3:33 snippets\/type TS2322/)]);
  });

  it("may use @inngest/realtime, whose middleware is one of the same inngest 3", async () => {
    const { findings } = await check(
      fence(
        "ts v3",
        "// v4 TS2307: このパッケージは使わない",
        'import { realtimeMiddleware } from "@inngest/realtime/middleware";',
        'import { Inngest } from "inngest";',
        'const client = new Inngest({ id: "a", middleware: [realtimeMiddleware()] });',
        "// v4 TS2554: 引数は 2 つ",
        'client.createFunction({ id: "f" }, { event: "a/b" }, async ({ publish }) => publish({ channel: "c", topic: "t", data: 1 }));',
      ),
    );
    expect(findings).toEqual([]);
  });

  it("may do the same on inngest 4, or differ there only at run time", async () => {
    const { findings, counts } = await check(
      fence("ts v3 v4 handler", 'await step.run("tell", () => slack.postMessage({ channel: "ops", text: event.data.orderId }));'),
      fence("ts v3 run:race handler", 'await Promise.race([step.run("a", () => 1), step.run("b", () => 2)]);'),
    );
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ v3Fences: 2, refusedByV4: 0 });
  });

  it("is a project of its own beside the document's fences for inngest 4", async () => {
    const { findings } = await check(
      fence("ts v3", "// src/inngest/client.ts", "// v4 TS2305: 無い", 'import { EventSchemas, Inngest } from "inngest";', 'export const inngest = new Inngest({ id: "a", schemas: new EventSchemas().fromRecord<{ "a/b": { data: { n: number } } }>() });'),
      fence("ts v3", "// src/inngest/send.ts", 'import { inngest } from "@/inngest/client";', "// v4 TS2551: 消えた", 'inngest.setEventKey("k");', "// @ts-expect-error TS2322: n は数", 'export const sent = inngest.send({ name: "a/b", data: { n: "1" } });'),
      fence("ts", "// src/inngest/client.ts", 'import { Inngest } from "inngest";', 'export const inngest = new Inngest({ id: "a" });'),
      fence("ts", 'import { inngest } from "@/inngest/client";', "export const id: string = inngest.id;"),
    );
    expect(findings).toEqual([]);
  });

  it("knows nothing of inngest 4, not even by a subpath", async () => {
    const { findings } = await check(fence("ts v3", '// v4 TS2305: 名前が違う', 'import { subscription } from "inngest/realtime"; export { subscription };'));
    expect(findings).toEqual([expect.stringMatching(/^a\.md:3:30 snippets\/type TS2307: Cannot find module 'inngest\/realtime'/)]);
  });
});

describe("a fence for inngest 3 is a finding", () => {
  it.each([
    ["it does not compile against inngest 3", ["ts v3", "// v4 TS2554: 引数は 2 つ", "inngest.createFunction({ id: 'x' }, { event: 'app/order.lost' }, async () => null);"], "3:39 snippets/type TS2322"],
    ["it is written for inngest 4", ["ts v3", "inngest.createFunction({ id: 'x', triggers: { event: 'a/b' } }, async () => null);"], "2:9 snippets/type TS2554: Expected 3 arguments"],
    ["inngest 4 accepts it, and it states no difference", ["ts v3", "await inngest.send({ name: 'app/order.paid', data: { orderId: 'o' } });"], "1:1 snippets/v4 inngest 4 accepts this fence"],
    ["inngest 4 refuses it, and it does not say so", ["ts v3", threeArguments], "2:66 snippets/v4 inngest 4 refuses this, and the fence does not say so; TS2554"],
    ["inngest 4 refuses it, and it says that there is no difference", ["ts v3 v4", "// v4 TS2554: 引数は 2 つ", threeArguments], "3:66 snippets/v4 inngest 4 refuses this"],
    ["inngest 4 refuses another line than it states", ["ts v3", "// v4 TS2554: 引数は 2 つ", "await inngest.send([]);", threeArguments], "4:66 snippets/v4 inngest 4 refuses this"],
    ["inngest 4 accepts the line that it states", ["ts v3", "// v4 TS2554: 引数は 2 つ", threeArguments, "// v4 TS2345: 型が違う", "await inngest.send([]);"], "4:1 snippets/v4 inngest 4 accepts the line below"],
    ["inngest 4 refuses it with another error than it states", ["ts v3", "// v4 TS2345: 型が違う", threeArguments], "2:1 snippets/v4 expected TS2345 from inngest 4 on the line below; found TS2554"],
    ["it states no reason", ["ts v3", "// v4 TS2554", threeArguments], "2:1 snippets/v4 expected the error and the reason"],
    ["it has a key that inngest 3 ignores", ["ts v3 v4", "import { Inngest } from 'inngest'; new Inngest({ id: 'a', logLevel: 'debug' });"], '2:59 snippets/ignored-key "logLevel" is no option of new Inngest'],
    ["it has words in another order", ["ts handler v3", "return 1;"], "1:1 snippets/setting expected ts [v3 [v4 | run:name]] [handler | on-failure]"],
  ])("when %s", async (_, [info = "", ...lines], expected) => {
    const { findings } = await check(fence(info, ...lines));
    expect(findings[0]).toContain(`a.md:${expected}`);
  });

  it("when it is for inngest 4 but states what inngest 4 refuses", async () => {
    const { findings } = await check(fence("ts", "// v4 TS2554: 引数は 2 つ", "await inngest.send([]);"));
    expect(findings).toEqual([expect.stringContaining("a.md:2:1 snippets/v4 only a fence for inngest 3")]);
  });
});
