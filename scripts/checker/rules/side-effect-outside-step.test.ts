import { handler, testRule } from "../test-kit.ts";

testRule("side-effect-outside-step", {
  "a write with a step after it": ["error 2, error 3, error 4", handler('  await fetch(url, { method: "POST" });\n  await prisma.user.create({ data: {} });\n  await sendEmail({ to: event.data.email });\n  await step.sleep("a", "1m");')],
  "one whose error is caught": ["error 2", handler('  await db.insert(users).values({}).catch(log);\n  await step.sleep("a", "1m");')],
  "one among others, for each item, in a promise of its own, and one that nobody waits for": ["error 2, error 3, error 4, error 5, error 6, error 7", handler('  await Promise.all([sendEmail({}), 1]);\n  await Promise.allSettled(events.map((e) => resend.emails.send(e)));\n  await Promise.resolve(sendEmail({})).catch(log);\n  void sendEmail({});\n  void fetch(url, { method: "POST" }).catch(log);\n  slack.chat.postMessage({});\n  await step.sleep("a", "1m");')],
  "a read, and a write after the last step, as suggestions": ["suggestion 2, suggestion 3, suggestion 5", handler('  const a = await fetch(url);\n  const b = await db.query.users.findFirst();\n  await step.sleep("a", "1m");\n  await stripe.customers.create(a, b);\n  await audit();')],
  "one in a function of the handler that the body calls": ["error 2", handler('  const save = async () => { await prisma.user.create({}); };\n  await save();\n  await step.sleep("a", "1m");')],
  "a client of Supabase under any name": ["error 3, suggestion 4", handler('  const admin = createAdminClient();\n  await admin.from("runs").insert({ id: event.data.id });\n  const { data } = await admin.from("runs").select("*").eq("id", event.data.id);\n  await step.sleep("a", "1m");')],
  "a write that may be done twice, as a suggestion": ["suggestion 2, suggestion 3", handler('  await prisma.user.update({});\n  await db.delete(users).where(old);\n  await step.sleep("a", "1m");')],
  "several reads at once, in one place": ["suggestion 3", handler('  await Promise.all([\n    db.query.a.findFirst(),\n    db.query.b.findFirst(),\n  ]);\n  await step.sleep("a", "1m");')],
  "a write on a way that ends before the steps, as a suggestion": ["suggestion 2", handler('  if (off) { await prisma.job.create({}); throw new Error("off"); }\n  await step.sleep("a", "1m");')],
  "a read in front of one step that runs for each of its rows, that waits, or whose work the body undoes": ["suggestion 2, suggestion 6, suggestion 10, suggestion 12", handler('  const rows = await db.query.users.findMany();\n  for (const row of rows) await step.run(row.id, () => f(row));') + "\n" + handler('  const row = await db.query.users.findFirst();\n  await step.waitForEvent("a", { event: "b", timeout: "1d", match: "data.id" });') + "\n" + handler('  const row = await db.query.users.findFirst();\n  if (row.done) return;\n  await db.update(users).set({ done: true });\n  await step.sendEvent("a", { name: "b" });')],
  "a write that counts, or adds, in front of a failure": ["suggestion 5, suggestion 6", handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    await db.run.update({ data: { tries: { increment: 1 } } });\n    await db.run.create({ data: { failed: true } });\n    throw err;\n  }')],
}, {
  "what a read is for when one step follows, and a secret": handler('  const orgs = await db.select({ id: table.id }).from(table);\n  if (orgs.length > 0) await step.sendEvent("a", orgs.map(({ id }) => ({ name: "b", data: { id } })));') + "\n" + handler('  const [org] = await db.select({ token: table.token }).from(table);\n  const { data } = await admin.from("orgs").select("id, access_token_enc").eq("id", id);\n  await step.run("a", () => f(org));\n  await step.run("b", () => g(org, data));'),
  "a state that is set in front of a failure, which another attempt sets again": handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    await db.run.update({ data: { state: "failed" } });\n    throw err;\n  }'),
  "a function whose calls all end the run": handler('  const fail = async (reason) => {\n    await sendEmail({ reason });\n    return { ok: false };\n  };\n  if (!event.data.url) return fail("no url");\n  await step.run("a", f);\n  if (!event.data.b) return fail("no b");\n  return step.run("b", g);'),
  "the last write of a run, after which nothing fails": handler('  if (off) { await prisma.job.create({}); return; }\n  await step.sleep("a", "1m");\n  await sendEmail({});'),
  "a read after the last step": handler('  await step.sleep("a", "1m");\n  return db.query.users.findFirst();'),
  "what a step does": handler('  await step.run("a", async () => { await fetch(url, { method: "POST" }); });\n  await step.sleep("b", "1m");'),
  "steps among others": handler('  await Promise.all([step.run("a", () => sendEmail({})), ...events.map((e) => step.run(e.id, () => sendEmail(e)))]);\n  await step.sleep("b", "1m");'),
  "a function without steps, which is one unit": handler('  await fetch(url, { method: "POST" });'),
  "a function of the handler that a step calls": handler('  const save = async () => { await prisma.user.update({}); };\n  await step.run("a", () => save());\n  await step.sleep("b", "1m");'),
  "Array.from and such": handler('  const list = await Promise.all(Array.from("abc").map(f));\n  await Buffer.from("x").toString();\n  await step.sleep("a", "1m");'),
  "local objects": handler('  const db = new Map();\n  await db.delete("a");\n  await step.sleep("a", "1m");'),
  "what may be no more than a name": handler('  deliverReply(event.data.id);\n  await step.sleep("a", "1m");'),
  "handing step on": handler('  await work(step, event.data);\n  await step.sleep("a", "1m");'),
});
