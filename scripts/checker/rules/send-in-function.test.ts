import { handler, testRule } from "../test-kit.ts";

testRule("send-in-function", {
  "a send with a step after it": ["error 2", handler('  await inngest.send({ name: "a/c" });\n  await step.sleep("a", "1m");')],
  "one after the last step, as a suggestion": ["suggestion 3", handler('  await step.sleep("a", "1m");\n  return inngest.send({ name: "a/c" });')],
  "one on a way that ends before the steps, as a suggestion": ["suggestion 3", handler('  if (!event.data.id) {\n    await inngest.send({ name: "a/c" });\n    return;\n  }\n  await step.sleep("a", "1m");')],
  "one on a way that leads to a step": ["error 3, error 6", handler('  if (!event.data.id) {\n    await inngest.send({ name: "a/c" });\n  }\n  for (const id of event.data.ids) {\n    await inngest.send({ name: "a/d" });\n    if (id) continue;\n    await step.run(id, f);\n  }')],
}, {
  "one inside a step": handler('  await step.run("send", () => inngest.send({ name: "a/c" }));\n  await step.sleep("a", "1m");'),
  "one outside of functions": 'await inngest.send({ name: "a/b" });',
});
