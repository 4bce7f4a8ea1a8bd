import { testRule } from "../test-kit.ts";

testRule("strict-invoke-schema", {
  "a strict object, and strict()": ["error 1, error 2", 'inngest.createFunction({ id: "a", triggers: invoke(z.strictObject({ n: z.number() })) }, h);\ninngest.createFunction({ id: "b", triggers: invoke(z.object({}).strict()) }, h);'],
  "one through a constant": ["error 2", 'const input = z.strictObject({});\ninngest.createFunction({ id: "a", triggers: invoke(input) }, h);'],
}, {
  "a strict object inside, and in an event": 'inngest.createFunction({ id: "a", triggers: invoke(z.object({ a: z.strictObject({}) })) }, h);\neventType("a/b", { schema: z.strictObject({}) });',
});
