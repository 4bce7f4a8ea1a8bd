import { handler, testRule } from "../test-kit.ts";

testRule("attempt-branch", {
  "a branch around steps, once for a function": ["suggestion 2", handler('  if (attempt > 2) await step.run("a", f);\n  else await step.run(`b-${attempt}`, f);')],
}, {
  "attempt inside a step, and in the log": handler('  await step.run("a", () => f(attempt));\n  logger.info({ attempt }, "x");'),
});
