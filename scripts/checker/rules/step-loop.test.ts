import { handler, testRule } from "../test-kit.ts";

testRule("step-loop", {
  "a step for each row": ["suggestion 3, suggestion 4", handler('  const users = await step.run("users", () => prisma.user.findMany());\n  for (const user of users) await step.run(`mail-${user.id}`, () => f(user));\n  await Promise.all(users.map((user) => step.run(`b-${user.id}`, () => f(user))));')],
  "a list that a step has read page by page": ["suggestion 7", handler('  const users = await step.run("users", async () => {\n    const all = [];\n    for (let page = 0; page < pages; page++) all.push(...(await prisma.user.findMany({ skip: page * 100 })));\n    return all;\n  });\n  for (const user of users) await step.run(user.id, f);')],
  "a loop without an end": ["suggestion 2", handler('  while (true) await step.sleep("a", "1m");')],
}, {
  "a page, chunks, and the rows of one entity": handler('  const page = await step.run("a", () => prisma.user.findMany({ take: 100 }));\n  for (const user of page) await step.run(user.id, f);\n  for (const chunk of chunks) await step.sendEvent("b", chunk);\n  const { id } = event.data;\n  const items = await step.run("c", () => prisma.item.findMany({ where: { orderId: event.data.id } }));\n  for (const item of items) await step.run(item.id, f);'),
  "the rows of one entity by a name": handler('  const { brandId } = event.data;\n  const rows = await step.run("a", () => db.select().from(rivals).where(eq(rivals.brandId, brandId)));\n  for (const row of rows) await step.run(row.id, f);'),
  "what a step picks from what it reads": handler('  const due = await step.run("a", async () => {\n    const picked = [];\n    for (const one of await prisma.event.findMany()) if (one.today) picked.push(one.id);\n    return picked;\n  });\n  for (const id of due) await step.run(id, f);'),
  "a loop that ends by itself": handler('  while (true) {\n    const x = await step.run("a", f);\n    if (x) break;\n  }'),
  "lists of the source": handler('  for (const name of ["a", "b"]) await step.run(name, f);'),
});
