import { handler, testRule } from "../test-kit.ts";

testRule("swallowed-error", {
  "a write whose failure becomes a success": ["suggestion 3", handler('  await step.run("a", async () => {\n    try { await sendEmail({}); } catch (err) { console.error(err); }\n  });')],
  "a step whose failure is dropped": ["suggestion 2", handler('  try { await step.run("a", f); } catch {}')],
  "a step whose failure `.catch` at the call drops": ["suggestion 2, suggestion 3, suggestion 4", handler('  await step.run("a", f).catch(() => undefined);\n  await step.run("b", f).catch(() => {});\n  await step.run("c", f).catch(() => { return null; });')],
  "a log in place of everything that the run does": ["suggestion 6", handler('  const x = 1;\n  try {\n    await step.run("a", f);\n    await step.run("b", f);\n  } catch (err) { console.error(err); }')],
}, {
  "one that says that the failure does no harm": handler('  await step.run("a", async () => {\n    try { await sendEmail({}); } catch (err) { console.error("mail failed (non-fatal)", err); }\n  });\n  await step.run("b", async () => {\n    try { await sendEmail({}); } catch (err) {\n      console.error(err);\n      // Do not fail the job when the mail fails.\n    }\n  });'),
  "a `.catch` whose result is used, that says why, that logs, or that has another way": handler('  const x = await step.run("a", f).catch(() => null);\n  // The report may be late.\n  await step.run("b", f).catch(() => undefined);\n  await step.run("c", f).catch(() => undefined); // best effort\n  await step.run("d", f).catch((err) => logger.warn(err));\n  await step.run("e", f).catch(() => step.run("f", g));\n  await step.run("g", () => f().catch(() => undefined));'),
  "a log about a part of the run, or with a reason": handler('  try { await step.run("a", f); } catch (err) { console.warn(err); }\n  return await step.run("b", f);') + "\n" + handler('  try { await step.run("a", f); } catch (err) {\n    // Nobody waits for it.\n    console.warn(err);\n  }').replace(/"fn"/, '"other"'),
  "a log about all steps, in front of what the run returns": handler('  let sent = false;\n  try { await step.run("a", f); sent = true; } catch (err) { console.warn(err); }\n  return { sent };'),
  "what is thrown again, or told by the result": handler('  await step.run("a", async () => {\n    try { await sendEmail({}); } catch (err) { log(err); throw err; }\n  });\n  await step.run("b", async () => {\n    try { await sendEmail({}); return { ok: true }; } catch { return { ok: false }; }\n  });'),
  "a read with a fallback": handler('  await step.run("a", async () => {\n    try { return await fetch(url); } catch { return null; }\n  });'),
  "one that says why": handler('  try { await step.run("a", f); } catch { /* the report may be late */ }'),
  "another way after the failure": handler('  try { await step.run("a", f); } catch { await step.run("b", g); }'),
});
