import { testRule } from "../test-kit.ts";

testRule("v3-removed", {
  "an export that is gone, where it is used": ["error 2", 'import { InngestMiddleware } from "inngest";\nnew InngestMiddleware({ name: "a", init });'],
  "packages for 3": ["error 1, error 2", 'import { channel } from "@inngest/realtime";\nimport { validationMiddleware } from "@inngest/middleware-validation";'],
  "options of serve that have moved": ["error 2, error 2, error 3", 'import { serve } from "inngest/next";\nserve({ client, functions, signingKey: "x", serveHost: "y" });\nserve({ client, functions, streaming: "force" });'],
  "an option of connect": ["error 2", 'import { connect } from "inngest/connect";\nconnect({ apps: [], rewriteGatewayEndpoint: f });'],
}, {
  "what 4 has": 'import { serve } from "inngest/next";\nserve({ client, functions, servePath: "/x", streaming: true });',
  "another serve": 'import { serve } from "@hono/node-server"; // inngest\nserve({ fetch: app.fetch });',
  "a project on 3": ['import { channel } from "@inngest/realtime";', { sdk: 3 }],
});
