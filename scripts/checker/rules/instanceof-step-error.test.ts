import { handler, testRule } from "../test-kit.ts";

testRule("instanceof-step-error", {
  "a class of one's own": ["error 5", handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (err instanceof LimitError) return;\n    throw err;\n  }')],
  "NonRetriableError, which is rebuilt too": ["error 5", handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (err instanceof NonRetriableError) return;\n    throw err;\n  }')],
  "one beside other awaited code, as a suggestion": ["suggestion 6", handler('  try {\n    await check();\n    await step.run("a", f);\n  } catch (err) {\n    if (err instanceof LimitError) return;\n    throw err;\n  }')],
}, {
  "a class that is told by its name too": handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (err instanceof LimitError || err.name === "LimitError") return;\n    throw err;\n  }'),
  "Error and StepError": handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (err instanceof StepError || err instanceof Error) throw err;\n  }'),
  "a catch inside the step": handler('  await step.run("a", async () => {\n    try { await f(); } catch (err) { if (err instanceof LimitError) return null; throw err; }\n  });'),
});
