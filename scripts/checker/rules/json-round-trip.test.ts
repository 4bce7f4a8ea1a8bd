import { handler, testRule } from "../test-kit.ts";

testRule("json-round-trip", {
  "a Date, a Map and a Set": ["error 3, error 5, error 7", handler('  const a = await step.run("a", () => new Date());\n  a.getTime();\n  const b = await step.run("b", async () => { return new Map(); });\n  b.get("x");\n  const c = await step.run("c", () => new Set());\n  c.has(1);')],
  "what no JSON value has, on a part of any result": ["error 3, error 5, error 6, error 8, error 9", handler('  const { match } = await step.run("a", () => compare());\n  if (match.ids.has(1)) log();\n  const rows = (await step.run("b", () => load())) as Row[];\n  for (const row of rows) await step.run(row.id, () => send(row.at.toISOString()));\n  rows.map((row) => row.at!.getTime());\n  const reply = await step.waitForEvent("c", { event: "a/c", timeout: "1d" });\n  reply?.data.at.getTime();\n  rows[0].at.toLocaleDateString();')],
  "a method of a class of the file": ["error 3", 'class Order { id = 1; total() { return 1; } }\n' + handler('  const o = await step.run("a", () => new Order()); return o.total();')],
}, {
  "the fields of a class, and a class that says what it is in JSON": 'class Order { id = 1; total() { return 1; } }\nclass Money { toJSON() { return { add() {} }; } add() {} }\n' + handler('  const o = await step.run("a", () => new Order());\n  const m = await step.run("b", () => new Money());\n  return [o.id, m.add];'),
  "a part that is made again, and what any value has": handler('  const row = await step.run("a", () => load());\n  new Date(row.at).getTime();\n  const made = { ...row, at: new Date(row.at) };\n  made.at.getTime();\n  const days = rows.map((one) => new Date(one.at));\n  days[0].getTime();\n  row.count.toLocaleString();\n  row.cache.get("x");'),
  "what a condition has told apart": handler('  const row = await step.run("a", () => load());\n  const at = typeof row.at === "string" ? row.at : row.at.toISOString();\n  if (row.at instanceof Date) log(row.at.getTime());'),
  "what the step itself does": handler('  await step.run("a", async () => {\n    const rows = await load();\n    return rows.map((row) => row.at.toISOString());\n  });'),
  "one that is made again": handler('  const a = await step.run("a", () => new Date());\n  new Date(a).getTime();'),
  "a class that the file does not know": handler('  const a = await step.run("a", () => load());\n  a.get("x");'),
});
