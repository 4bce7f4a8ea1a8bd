import { testRule } from "../test-kit.ts";

const imports = 'import { cron, eventType, invoke } from "inngest"; import { z } from "zod";\n';

testRule("trigger-arguments", {
  "a wrapped schema for invoke, jitter for cron, a bare schema for eventType": ["error 2, error 3, error 5", `${imports}invoke({ schema: z.object({}) });\ncron("0 * * * *", { jitter: "5m" });\nconst schema = z.object({});\neventType("a/b", schema);`],
}, {
  "what they take": `${imports}invoke(z.object({ schema: z.string() }));\ncron("0 * * * *");\neventType("a/b", { schema: z.object({}) });\neventType("a/b");`,
  "others of these names": 'import { cron } from "node-cron"; // inngest\ncron("* * * * *", () => {});\nimport { invoke } from "tauri";\ninvoke({ schema });',
  "a project on 3": [`${imports}cron("0 * * * *", { jitter: "5m" });`, { sdk: 3 }],
});
