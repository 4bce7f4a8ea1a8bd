import { handler, testRule } from "../test-kit.ts";

testRule("unstable-step-id", {
  "an id with the time, also through a name": ["error 2, error 4", handler("  await step.run(`a-${Date.now()}`, f);\n  const id = `b-${Math.random()}`;\n  await step.run(id, f);")],
  "an id with a counter of the module, also through a name and a function": ["error 5, error 6, error 8, error 9", `let n = 0;\nlet m = 0;\nconst nextId = () => \`x-\${m++}\`;\n${handler("  await step.run(`a-${n++}`, f);\n  await step.run(`b-${++n}`, f);\n  const id = `c-${n}`;\n  await step.run(id, f);\n  await step.run(nextId(), f);")}`],
  "one id for parallel steps": ["suggestion 2", handler('  await Promise.all(events.map((e) => step.run("a", () => f(e))));')],
  "one id in a loop over what is read outside of steps": ["suggestion 3", handler('  const all = (await load()).items;\n  for (const item of all) await step.run("a", () => f(item));')],
  "one id for two steps": ["suggestion 3", handler('  await step.run("a", f);\n  await step.run("a", g);')],
  "one id for two steps of one arm": ["suggestion 4", handler('  if (event.data.x) {\n    await step.run("a", f);\n    await step.run("a", g);\n  }')],
  "a day in an id, as a suggestion": ["suggestion 5, suggestion 6", handler('  const now = new Date();\n  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());\n  const left = days(event.data.end, today);\n  await step.run(`remind-${left}`, f);\n  await step.run(`report-${new Date().toISOString().slice(0, 10)}`, f);')],
}, {
  "parallel steps for what a step has returned": handler('  const jobs = await step.run("jobs", list);\n  await Promise.all(jobs.map((job) => step.run("work", () => f(job))));'),
  "one id in a loop over what a step has awaited": handler('  const ids = await step.run("ids", async () => {\n    return (await load()).ids;\n  });\n  for (const id of ids) await step.run("a", () => f(id));'),
  "a counter of the function, one that is set back, one that counts while the module loads, and one that no id has": `let n = 0;\nlet m = 0;\nm++;\nlet seen = 0;\n${handler("  n = 0;\n  let own = 0;\n  seen++;\n  await step.run(`a-${n++}`, f);\n  await step.run(`b-${m}`, f);\n  await step.run(`c-${own++}`, () => f(seen));")}`,
  "ids from the event and from the item": handler("  await step.run(`a-${event.data.id}`, f);\n  for (const e of events) await step.run(`b-${e.id}`, f);"),
  "one id in a loop over a step's result, which stays as it is": handler('  const ids = await step.run("ids", load);\n  for (const id of ids) await step.run("a", () => f(id));'),
  "one id in two arms of a branch": handler('  if (event.data.x) await step.run("a", f);\n  else await step.run("a", g);'),
  "one id after an early return": handler('  if (event.data.x) {\n    await step.run("a", f);\n    return;\n  }\n  await step.run("a", g);'),
  "sleeps": handler('  await step.sleep("wait", "1m");\n  await step.sleep("wait", "1m");'),
});
