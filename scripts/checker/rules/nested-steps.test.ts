import { handler, testRule } from "../test-kit.ts";

testRule("nested-steps", {
  "a step in the callback of another": ["error 3", handler('  await step.run("a", async () => {\n    await step.sleep("b", "1m");\n  });')],
  "one in a callback that is wrapped": ["error 2", handler('  await step.run("a", withLog(async () => step.sendEvent("b", { name: "c" })));')],
  "one in a function that a step runs by its name": ["error 2", handler('  const work = async () => step.run("b", () => 1);\n  await step.run("a", work);')],
  "one under another name of step, and of the context": ["error 1, error 2", 'export const a = inngest.createFunction({ id: "a", triggers: [] }, async ({ step: s }) => s.run("a", () => s.run("b", f)));\nexport const b = inngest.createFunction({ id: "b", triggers: [] }, async (ctx) => ctx.step.run("a", () => ctx.step.run("b", f)));'],
  "a durable publish in a step": ["error 2", handler('  await step.run("a", () => step.realtime.publish("b", topic, {}));')],
}, {
  "steps side by side": handler('  await Promise.all([step.run("a", f), step.run("b", () => g(1))]);'),
  "a helper that is given step": 'export async function both(step: GetStepTools<typeof inngest>) {\n  await step.run("a", f);\n  await step.run("b", g);\n}',
  "something else that is called step": handler('  await step.run("a", () => wizard.step.run("b", 1));'),
});
