import { handler, testRule } from "../test-kit.ts";

testRule("floating-step", {
  "a step that stands alone": ["error 2", handler('  step.run("a", f);')],
  "one in void, in && and in a name that nobody uses": ["error 2, error 3, error 4", handler('  void step.run("a", f);\n  event.data.x && step.sleep("b", "1m");\n  const c = step.run("c", f);')],
  "one in an async callback of forEach": ["error 2", handler('  events.forEach(async (e) => { await step.run(e.id, f); });')],
  "one that forEach is given": ["error 2", handler('  events.forEach((e) => step.run(e.id, f));')],
  "one whose error alone is caught": ["error 2", handler('  step.run("a", f).catch(console.error);')],
}, {
  "what is awaited, returned or awaited later": handler('  await step.run("a", f);\n  const b = step.run("b", f);\n  await b;\n  return step.run("c", f);'),
  "what Promise.all waits for, also through map": handler('  await Promise.all(events.map((e) => step.run(e.id, f)));\n  await Promise.all([step.run("a", f)]);'),
  "a timer beside other steps": handler('  let late = false;\n  void step.sleep("limit", "30s").then(() => (late = true));\n  await step.run("a", f);'),
  "a step that an arrow function gives back": handler('  const load = (id: string) => step.run(id, f);\n  await load("a");'),
});
