import { handler, testRule } from "../test-kit.ts";

testRule("catch-all-non-retriable", {
  "every error as a permanent one": ["suggestion 3", handler('  await step.run("a", async () => {\n    try { return await db.users.find(1); } catch (err) { throw new NonRetriableError("no user", { cause: err }); }\n  });')],
}, {
  "one that looks at the error": handler('  await step.run("a", async () => {\n    try { return await f(); } catch (err) { if (err.status === 404) throw new NonRetriableError("x"); throw err; }\n  });'),
  "what is parsed, which fails again": handler('  await step.run("a", async () => {\n    try { return JSON.parse(text); } catch { throw new NonRetriableError("x"); }\n  });\n  await step.run("b", async () => {\n    try { return await res.json(); } catch { throw new NonRetriableError("x"); }\n  });'),
  "a step that has used up its retries": handler('  try { await step.run("a", f); } catch (err) { throw new NonRetriableError("x", { cause: err }); }'),
});
