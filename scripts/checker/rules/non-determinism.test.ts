import { handler, testRule } from "../test-kit.ts";

testRule("non-determinism", {
  "a value that two steps see": ["error 2", handler('  const id = crypto.randomUUID();\n  await step.run("a", () => f(id));\n  await step.run("b", () => g(id));')],
  "a time on both sides of a pause": ["error 2, error 6", handler('  const now = Date.now();\n  await step.run("a", () => f(now));\n  await step.sleep("b", "1d");\n  await step.run("c", () => g(now));\n  const due = new Date(Date.now() + 1000);\n  await step.sleepUntil("d", due);\n  await step.run("e", () => f(due));')],
  "a time that decides on a pause and what comes after it": ["error 2", handler('  if (due.getTime() > Date.now()) {\n    await step.sleepUntil("a", due);\n    await step.run("b", f);\n  }')],
  "a time that two steps see without a pause between them, as a suggestion": ["suggestion 2", handler('  const now = Date.now();\n  await step.run("a", () => f(now));\n  await step.run("b", () => g(now));')],
  "a random value in front of a loop over steps, and a time where the rounds pause": ["error 2, suggestion 4", handler('  const style = Math.random();\n  for (const x of event.data.xs) await step.run(`a-${x}`, () => f(style));\n  const at = new Date();\n  for (const x of event.data.xs) {\n    await step.run(`b-${x}`, () => f(at));\n    await step.sleep(`c-${x}`, "1h");\n  }')],
  "a moment in the idempotency key of one step": ["error 2, error 4", handler('  const key = `bill-${Date.now()}`;\n  await step.run("a", () => charge({ idempotencyKey: key }));\n  const id = crypto.randomUUID();\n  await step.run("b", () => charge({ idempotencyKey: id }));')],
  "one that another name carries on": ["error 3", 'import { nanoid } from "nanoid";\n' + handler('  const id = nanoid();\n  const data = { id };\n  await step.sendEvent("a", { name: "b", data });\n  await step.run("c", () => f(data.id));')],
  "a random sleep, and a random branch": ["error 2, error 3", handler('  await step.sleep("a", Math.random() * 1000);\n  if (Math.random() > 0.5) await step.run("b", f);')],
  "a branch by the time, and an id for one step, as suggestions": ["suggestion 2, suggestion 3", handler('  if (new Date().getHours() > 9) await step.run("a", f);\n  const id = crypto.randomUUID();\n  await step.run("b", () => f(id));')],
}, {
  "what a step makes": handler('  const id = await step.run("id", () => crypto.randomUUID());\n  await step.run("a", () => f(id));\n  await step.run("b", () => f(id));'),
  "a time that one step sees, or only the log": handler('  const now = new Date();\n  await step.run("a", () => f(now));\n  logger.info({ at: Date.now() }, "done");'),
  "a day in the idempotency key": handler('  const now = new Date();\n  await step.run("a", () => charge({ idempotencyKey: `bill-${now.toISOString().slice(0, 10)}` }));'),
  "sleeps into a time of day": handler('  const now = new Date();\n  if (now < opening) await step.sleep("a", opening - now);\n  if (now > closing) await step.sleep("b", tomorrow - now);\n  await step.run("c", f);'),
  "a sleep that is left out when its time is over": handler('  if (due.getTime() > Date.now()) await step.sleepUntil("a", due);\n  await step.run("b", f);'),
  "a time in front of a loop without a pause, and one of each round": handler('  const now = new Date();\n  for (const x of event.data.xs) await step.run(`a-${x}`, () => f(now));\n  for (const x of event.data.xs) {\n    const at = new Date();\n    await step.run(`b-${x}`, () => f(at));\n    await step.sleep(`c-${x}`, "1h");\n  }'),
  "a date with a value": handler('  const due = new Date(event.data.at);\n  await step.run("a", () => f(due));\n  await step.sleepUntil("b", due);'),
  "code outside of functions": "export const started = Date.now();\n// inngest",
});
