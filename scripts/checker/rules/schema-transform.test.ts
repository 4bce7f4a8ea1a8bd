import { testRule } from "../test-kit.ts";

testRule("schema-transform", {
  "transform, default and coerce": ["error 1, error 2, error 3", 'eventType("a/b", { schema: z.object({ a: z.string().transform(f) }) });\neventType("a/c", { schema: z.object({ a: z.string().default("x") }) });\ninvoke(z.object({ a: z.coerce.date() })); // inngest'],
  "one through a constant": ["error 1", 'const a = z.string().transform(f);\neventType("a/b", { schema: z.object({ a }) });'],
}, {
  "what only validates": 'eventType("a/b", { schema: z.object({ a: z.iso.datetime(), b: z.string().min(1).optional() }) });',
  "schemas of other things": 'export const env = z.object({ PORT: z.coerce.number().default(1) });\n// inngest',
});
