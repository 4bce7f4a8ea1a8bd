import { handler, testRule } from "../test-kit.ts";

testRule("v3-removed", {
  "an export that is gone, where it is used": ["error 2", 'import { InngestMiddleware } from "inngest";\nnew InngestMiddleware({ name: "a", init });'],
  "packages for 3": ["error 1, error 2", 'import { channel } from "@inngest/realtime";\nimport { validationMiddleware } from "@inngest/middleware-validation";'],
  "packages that package.json has in a version for 3": ["error 1, error 2", 'import { encryptionMiddleware } from "@inngest/middleware-encryption";\nimport { InngestTestEngine } from "@inngest/test";', { packages: { "@inngest/middleware-encryption": "^1.0.2", "@inngest/test": "0.1.9" } }],
  "options of serve that have moved": ["error 2, error 2, error 3", 'import { serve } from "inngest/next";\nserve({ client, functions, signingKey: "x", serveHost: "y" });\nserve({ client, functions, streaming: "force" });'],
  "an option of connect": ["error 2", 'import { connect } from "inngest/connect";\nconnect({ apps: [], rewriteGatewayEndpoint: f });'],
  "a name that 3 gave to the error of a step": ["suggestion 5, suggestion 6", handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if ((err as Error).name === "Error") return;\n    if (err.name !== "DOMException") throw err;\n  }')],
}, {
  "a name that 4 gives, and an error of something else": handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (err.name === "TimeoutError" || other.name === "Error") return;\n  }\n  try { await f(); } catch (err) { if (err.name === "Error") return; }'),
  "one that may come from elsewhere": handler('  try {\n    await f();\n    await step.run("a", f);\n  } catch (err) {\n    if (err.name === "Error") return;\n  }'),
  "that name in a project on 3": [handler('  try {\n    await step.run("a", f);\n  } catch (err) {\n    if (err.name === "Error") return;\n  }'), { sdk: 3 }],
  "what 4 has": 'import { serve } from "inngest/next";\nserve({ client, functions, servePath: "/x", streaming: true });',
  "packages in a version for 4, or in one that is not written there": ['import { encryptionMiddleware } from "@inngest/middleware-encryption";\nimport { sentryMiddleware } from "@inngest/middleware-sentry";\nimport { InngestTestEngine } from "@inngest/test";', { packages: { "@inngest/middleware-encryption": "^2.0.0", "@inngest/test": "catalog:" } }],
  "another serve": 'import { serve } from "@hono/node-server"; // inngest\nserve({ fetch: app.fetch });',
  "a project on 3": ['import { channel } from "@inngest/realtime";', { sdk: 3 }],
});
