import { expect, it } from "vitest";
import { check } from "../engine.ts";

function found(maxDuration: string, client: string, fn = ""): string[] {
  const files = {
    "app/api/inngest/route.ts": `import { serve } from "inngest/next";\nimport { inngest } from "@/client";\n${maxDuration}\nexport const { GET, POST, PUT } = serve({ client: inngest, functions: [] });`,
    "client.ts": `import { Inngest } from "inngest";\nexport const inngest = new Inngest({ id: "a"${client} });\nexport const fn = inngest.createFunction({ id: "f", triggers: { event: "a/b" }${fn} }, async () => null);`,
  };
  const { issues } = check(Object.entries(files).map(([path, text]) => ({ path, text, sdk: 4 as const, projectFolder: "" })));
  return issues.filter(({ rule }) => rule === "host-timeout").map(({ kind, file, line }) => `${kind} ${file}:${line}`);
}

it.each<[string, [string, string, string?], string]>([
  ["a client that goes on for longer than the route", ["export const maxDuration = 60;", ', checkpointing: { maxRuntime: "5m" }'], "error client.ts:2"],
  ["a function that never divides", ["export const maxDuration = 60;", "", ", checkpointing: { maxRuntime: 0 }"], "error client.ts:3"],
  ["a route that is no longer than the default", ["export const maxDuration = 10;", ""], "suggestion app/api/inngest/route.ts:3"],
])("host-timeout finds %s", (_, source, expected) => expect(found(...source)).toEqual([expected]));

it.each<[string, [string, string, string?]]>([
  ["what is shorter", ["export const maxDuration = 60;", ", checkpointing: { maxRuntime: 40_000 }"]],
  ["the default below a longer route", ["export const maxDuration = 60;", ""]],
  ["one request a step", ["export const maxDuration = 10;", ", checkpointing: false"]],
  ["a route without a limit of its own", ["", ', checkpointing: { maxRuntime: "5m" }']],
])("host-timeout leaves %s alone", (_, source) => expect(found(...source)).toEqual([]));
