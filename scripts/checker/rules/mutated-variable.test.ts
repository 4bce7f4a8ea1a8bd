import { handler, testRule } from "../test-kit.ts";

testRule("mutated-variable", {
  "an assignment that a later step reads": ["error 4", handler('  let id = "";\n  await step.run("a", async () => {\n    id = await make();\n  });\n  await step.run("b", () => f(id));')],
  "a list that is filled in steps": ["error 3", handler('  const done: string[] = [];\n  await step.run("a", () => { done.push("a"); });\n  return done;')],
  "a counter": ["error 3", handler('  let n = 0;\n  for (const e of events) await step.run(e.id, () => { n++; });\n  return { n };')],
}, {
  "one that the body takes back from the step's result": handler('  let cost = 0;\n  const final = await step.run("a", async () => {\n    cost = await price();\n    return { cost };\n  });\n  cost = final.cost;\n  await step.run("b", () => save(cost));'),
  "variables of the step": handler('  await step.run("a", () => { let n = 0; n++; return n; });'),
  "a variable that nobody else reads": handler('  let n = 0;\n  await step.run("a", () => { n = 1; f(n); });'),
  "what is assigned from a step's result": handler('  let id = "";\n  id = await step.run("a", f);\n  return id;'),
  "a cache of one helper": handler('  const cache = new Map();\n  const name = async (id) => { if (!cache.has(id)) cache.set(id, await f(id)); return cache.get(id); };\n  await step.run("a", () => name("x"));'),
  "module state": "let n = 0;\n" + handler('  await step.run("a", () => { n++; });') + "\nexport const count = () => n;",
});
