import { handler, testRule } from "../test-kit.ts";

testRule("json-round-trip", {
  "a Date, a Map and a Set": ["error 3, error 5, error 7", handler('  const a = await step.run("a", () => new Date());\n  a.getTime();\n  const b = await step.run("b", async () => { return new Map(); });\n  b.get("x");\n  const c = await step.run("c", () => new Set());\n  c.has(1);')],
}, {
  "one that is made again": handler('  const a = await step.run("a", () => new Date());\n  new Date(a).getTime();'),
  "a class that the file does not know": handler('  const a = await step.run("a", () => load());\n  a.get("x");'),
});
