import { handler, testRule } from "../test-kit.ts";

testRule("rewrapped-error", {
  "a plain Error for a step's failure": ["suggestion 5", handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    throw new Error("failed", { cause: err });\n  }')],
}, {
  "NonRetriableError, and the error itself": handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (x) throw err;\n    throw new NonRetriableError("failed", { cause: err });\n  }'),
  "what a step throws": handler('  await step.run("a", async () => {\n    try { await f(); } catch (err) { throw new Error("x", { cause: err }); }\n  });'),
});
