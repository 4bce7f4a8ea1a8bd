import { expect, it } from "vitest";
import { check } from "../engine.ts";

const fn = 'import { inngest } from "./client";\nexport const fn = inngest.createFunction({ id: "fn", triggers: { event: "a/b" } }, async ({ event, step }) => {\n  await step.run("load", load);\n  await step.sleep("wait", "1d");\n  if (event.data.x) await step.invoke("maybe", { function: other });\n  await step.sendEvent("tell", { name: "c/d" });\n});';
const early = fn.replace('  await step.sleep', "  if (event.data.done) return;\n  await step.sleep");

function found(body: string, source = fn): string[] {
  const test = `import { InngestTestEngine } from "@inngest/test";\nimport { fn } from "./fn";\nit("works", async () => {\n${body}\n});`;
  const sources = [["src/fn.ts", source], ["src/fn.test.ts", test]] as const;
  return check(sources.map(([path, text]) => ({ path, text, sdk: 4 as const, projectFolder: "" }))).issues.filter(({ rule }) => rule === "unmocked-step").map(({ kind, line, words }) => `${kind} ${line}: ${/".*"/.exec(words.en)?.[0]}`);
}

it.each<[string, string, string[]]>([
  ["a sleep and an event that nobody mocks", "await new InngestTestEngine({ function: fn }).execute();", ['suggestion 4: "wait", "tell"']],
  ["one of them, of an engine with a name", 'const t = new InngestTestEngine({ function: fn, steps: [{ id: "tell", handler: f }] });\nawait t.execute({ events: [e] });', ['suggestion 4: "wait"']],
])("unmocked-step finds %s", (_, body, expected) => expect(found(body)).toEqual(expected));

it.each<[string, string, string?]>([
  ["mocks of both, one at execute", 'const t = new InngestTestEngine({ function: fn, steps: [{ id: "tell", handler: f }] });\nawait t.execute({ steps: [{ id: "wait", handler: f }] });'],
  ["mocks that are made elsewhere", "await new InngestTestEngine({ function: fn, steps: mocks() }).execute();"],
  ["a context of its own", "await new InngestTestEngine({ function: fn, transformCtx: mock }).execute();"],
  ["a single step", 'await new InngestTestEngine({ function: fn }).executeStep("load");'],
  ["a test of a failure", "load.mockRejectedValue(new Error());\nawait new InngestTestEngine({ function: fn }).execute();"],
  ["steps after an early return", "await new InngestTestEngine({ function: fn }).execute();", early],
])("unmocked-step leaves %s alone", (_, body, source) => expect(found(body, source)).toEqual([]));
