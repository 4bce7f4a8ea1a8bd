import { handler, testRule } from "../test-kit.ts";

testRule("promise-race", {
  "steps that race": ["error 2, error 3", handler('  await Promise.race([step.run("a", f), step.sleep("b", "1m")]);\n  await Promise.any([step.run("c", f)]);')],
  "steps that were begun before": ["error 3", handler('  const a = step.run("a", f);\n  await Promise.race([a, step.sleep("b", "1m")]);')],
  "steps that a function begins": ["error 3", handler('  const load = (id: string) => step.run(id, f);\n  await Promise.race([load("a"), load("b")]);')],
  "branches that wait and go on": ["suggestion 3, suggestion 4", handler('  const later = async (id: string, wait: string) => { await step.sleep(`nap-${id}`, wait); await step.run(id, f); };\n  await Promise.all([later("a", "1d"), later("b", "7d")]);\n  await Promise.all([step.waitForEvent("w", o), (async () => { await step.run("c", f); await step.run("d", f); })()]);')],
}, {
  "branches in group.parallel": handler('  const later = async (id: string) => { await step.sleep(`nap-${id}`, "1d"); await step.run(id, f); };\n  await group.parallel(() => Promise.all([later("a"), later("b")]));'),
  "branches without a wait, and waits without a branch": handler('  const two = async (id: string) => { await step.run(`a-${id}`, f); await step.run(`b-${id}`, f); };\n  await Promise.all([two("x"), two("y")]);\n  await Promise.all([step.sleep("nap", "1d"), step.run("c", f)]);'),
  "one branch for each element of a list": handler('  await Promise.all(ids.map(async (id) => { await step.sleep(`nap-${id}`, "1d"); await step.run(id, f); }));'),
  "a race in group.parallel": handler('  await group.parallel(() => Promise.race([step.run("a", f), step.run("b", f)]));'),
  "a race inside a step, and of other things": handler('  await step.run("a", () => Promise.race([f(), g()]));\n  await Promise.race([f(), g()]);'),
  "a function that opts out": handler('  await Promise.race([step.run("a", f), step.run("b", f)]);', "optimizeParallelism: false"),
  "a project on 3, where it is a race": [handler('  await Promise.race([step.run("a", f), step.run("b", f)]);'), { sdk: 3 }],
});
