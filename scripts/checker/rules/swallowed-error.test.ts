import { handler, testRule } from "../test-kit.ts";

testRule("swallowed-error", {
  "a write whose failure becomes a success": ["suggestion 3", handler('  await step.run("a", async () => {\n    try { await sendEmail({}); } catch (err) { console.error(err); }\n  });')],
  "a step whose failure is dropped": ["suggestion 2", handler('  try { await step.run("a", f); } catch {}')],
}, {
  "what is thrown again, or told by the result": handler('  await step.run("a", async () => {\n    try { await sendEmail({}); } catch (err) { log(err); throw err; }\n  });\n  await step.run("b", async () => {\n    try { await sendEmail({}); return { ok: true }; } catch { return { ok: false }; }\n  });'),
  "a read with a fallback": handler('  await step.run("a", async () => {\n    try { return await fetch(url); } catch { return null; }\n  });'),
  "one that says why": handler('  try { await step.run("a", f); } catch { /* the report may be late */ }'),
  "another way after the failure": handler('  try { await step.run("a", f); } catch { await step.run("b", g); }'),
});
