import { handler, testRule } from "../test-kit.ts";

testRule("promise-race", {
  "steps that race": ["error 2, error 3", handler('  await Promise.race([step.run("a", f), step.sleep("b", "1m")]);\n  await Promise.any([step.run("c", f)]);')],
  "steps that were begun before": ["error 3", handler('  const a = step.run("a", f);\n  await Promise.race([a, step.sleep("b", "1m")]);')],
  "steps that a function begins": ["error 3", handler('  const load = (id: string) => step.run(id, f);\n  await Promise.race([load("a"), load("b")]);')],
}, {
  "a race in group.parallel": handler('  await group.parallel(() => Promise.race([step.run("a", f), step.run("b", f)]));'),
  "a race inside a step, and of other things": handler('  await step.run("a", () => Promise.race([f(), g()]));\n  await Promise.race([f(), g()]);'),
  "a function that opts out": handler('  await Promise.race([step.run("a", f), step.run("b", f)]);', "optimizeParallelism: false"),
  "a project on 3, where it is a race": [handler('  await Promise.race([step.run("a", f), step.run("b", f)]);'), { sdk: 3 }],
});
