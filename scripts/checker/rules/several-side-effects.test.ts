import { handler, testRule } from "../test-kit.ts";

testRule("several-side-effects", {
  "two services in one step": ["suggestion 4", handler('  await step.run("a", async () => {\n    await prisma.order.create({});\n    await resend.emails.send({});\n  });')],
  "a service called before its call is recorded": ["suggestion 4", handler('  await step.run("a", async () => {\n    await sendEmail({}).catch(log);\n    await db.update(orders).set({ mailed: true });\n  });')],
  "an answer of supabase that is looked at": ["suggestion 4", handler('  await step.run("a", async () => {\n    await fetch(url, { method: "POST" });\n    const { error } = await supabase.from("a").insert({});\n    if (error) throw error;\n  });')],
}, {
  "a first effect that may be done twice": handler('  await step.run("a", async () => {\n    await db.update(orders).set({ paid: true });\n    await sendEmail({});\n  });'),
  "effects on two ways": handler('  await step.run("a", async () => {\n    if (x) { await sendEmail({}); return; }\n    switch (y) {\n      case 1: await sendSms({}); break;\n      case 2: await notifyUser({}); break;\n    }\n  });'),
  "a second effect whose failure does not fail the step": handler('  await step.run("a", async () => {\n    await sendEmail({});\n    try { await sendSms({}); } catch (err) { log(err); }\n    await notifyUser({}).catch(log);\n    await supabase.from("a").update({});\n    const { error } = await supabase.from("b").insert({});\n    if (error) console.error(error);\n  });'),
  "one database, and reads": handler('  await step.run("a", async () => {\n    const x = await fetch(url);\n    await prisma.a.create({});\n    await prisma.b.update({});\n  });'),
  "two steps": handler('  await step.run("a", () => prisma.a.create({}));\n  await step.run("b", () => sendEmail({}));'),
});
