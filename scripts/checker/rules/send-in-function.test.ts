import { handler, testRule } from "../test-kit.ts";

testRule("send-in-function", {
  "a send with a step after it": ["error 2", handler('  await inngest.send({ name: "a/c" });\n  await step.sleep("a", "1m");')],
  "one after the last step, as a suggestion": ["suggestion 3", handler('  await step.sleep("a", "1m");\n  return inngest.send({ name: "a/c" });')],
}, {
  "one inside a step": handler('  await step.run("send", () => inngest.send({ name: "a/c" }));\n  await step.sleep("a", "1m");'),
  "one outside of functions": 'await inngest.send({ name: "a/b" });',
});
