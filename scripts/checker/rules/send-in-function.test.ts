import { handler, testRule } from "../test-kit.ts";

testRule("send-in-function", {
  "a send with a step after it": ["error 2", handler('  await inngest.send({ name: "a/c" });\n  await step.sleep("a", "1m");')],
  "one after the last step with more to come, as a suggestion": ["suggestion 3, suggestion 5", handler('  await step.sleep("a", "1m");\n  await inngest.send({ name: "a/c" });\n  await audit();\n  for (const id of event.data.ids) await inngest.send({ name: "a/d" });')],
  "one before another": ["suggestion 2", handler('  await inngest.send({ name: "a/c" });\n  return inngest.send({ name: "a/d" });')],
  "one in a function of the file, by where it is called": ["error 2, suggestion 4", `const f = async () => {\n  await inngest.send({ name: "a/c" });\n};\nconst g = async () => { await inngest.send({ name: "a/c" }); };\n${handler('  await f();\n  await step.sleep("a", "1m");\n  await g();\n  await audit();')}`],
  "one on a way that ends before the steps, as a suggestion": ["suggestion 3", handler('  if (!event.data.id) {\n    await inngest.send({ name: "a/c" });\n    throw new Error("no id");\n  }\n  await step.sleep("a", "1m");')],
  "one on a way that leads to a step": ["error 3, error 6", handler('  if (!event.data.id) {\n    await inngest.send({ name: "a/c" });\n  }\n  for (const id of event.data.ids) {\n    await inngest.send({ name: "a/d" });\n    if (id) continue;\n    await step.run(id, f);\n  }')],
}, {
  "the last of a run, after which nothing fails": handler('  if (!event.data.id) {\n    await inngest.send({ name: "a/c" });\n    return;\n  }\n  await step.sleep("a", "1m");\n  await inngest.send({ name: "a/c" });\n  return { sent: true };'),
  "one inside a step": handler('  await step.run("send", () => inngest.send({ name: "a/c" }));\n  await step.sleep("a", "1m");'),
  "one outside of functions": 'await inngest.send({ name: "a/b" });',
});
