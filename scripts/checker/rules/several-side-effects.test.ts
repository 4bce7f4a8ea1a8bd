import { handler, testRule } from "../test-kit.ts";

testRule("several-side-effects", {
  "two services in one step": ["suggestion 4", handler('  await step.run("a", async () => {\n    await prisma.order.create({});\n    await resend.emails.send({});\n  });')],
}, {
  "one database, and reads": handler('  await step.run("a", async () => {\n    const x = await fetch(url);\n    await prisma.a.create({});\n    await prisma.b.update({});\n  });'),
  "two steps": handler('  await step.run("a", () => prisma.a.create({}));\n  await step.run("b", () => sendEmail({}));'),
});
