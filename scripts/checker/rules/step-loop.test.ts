import { handler, testRule } from "../test-kit.ts";

testRule("step-loop", {
  "a step for each row": ["suggestion 3, suggestion 4", handler('  const users = await step.run("users", () => prisma.user.findMany());\n  for (const user of users) await step.run(`mail-${user.id}`, () => f(user));\n  await Promise.all(users.map((user) => step.run(`b-${user.id}`, () => f(user))));')],
  "a loop without an end": ["suggestion 2", handler('  while (true) await step.sleep("a", "1m");')],
}, {
  "a page, chunks, and the rows of one entity": handler('  const page = await step.run("a", () => prisma.user.findMany({ take: 100 }));\n  for (const user of page) await step.run(user.id, f);\n  for (const chunk of chunks) await step.sendEvent("b", chunk);\n  const { id } = event.data;\n  const items = await step.run("c", () => prisma.item.findMany({ where: { orderId: event.data.id } }));\n  for (const item of items) await step.run(item.id, f);'),
  "a loop that ends by itself": handler('  while (true) {\n    const x = await step.run("a", f);\n    if (x) break;\n  }'),
  "lists of the source": handler('  for (const name of ["a", "b"]) await step.run(name, f);'),
});
