import { handler, testRule } from "../test-kit.ts";

testRule("race-losers", {
  "effects that race": ["suggestion 2", handler('  await group.parallel(() => Promise.race([step.run("a", () => sendEmail({})), step.run("b", () => slack.postMessage({}))]));')],
  "two steps after a race of waits": ["suggestion 2", handler('  const first = await group.parallel(() => Promise.race([step.waitForEvent("a", wait), step.sleep("b", "7d")]));\n  await step.run("c", f);\n  await step.run("d", f);')],
}, {
  "a race of reads": handler('  await group.parallel(() => Promise.race([step.run("a", () => fetch(x)), step.run("b", () => fetch(y))]));\n  await step.run("c", f);\n  await step.run("d", f);'),
  "what goes on in the callback": handler('  await group.parallel(async () => {\n    await Promise.race([step.waitForEvent("a", wait), step.sleep("b", "7d")]);\n    await step.run("c", f);\n    await step.run("d", f);\n  });'),
});
