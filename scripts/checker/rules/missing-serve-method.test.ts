import { testRule } from "../test-kit.ts";

testRule("missing-serve-method", {
  "a method that is not exported": ["error 2", 'import { serve } from "inngest/next";\nexport const { GET, POST } = serve({ client, functions });'],
  "one that is missing among names": ["error 2", 'import { serve } from "inngest/next";\nconst handler = serve({ client, functions });\nexport { handler as GET, handler as POST };'],
  "one that Hono is not told": ["error 2", 'import { serve } from "inngest/hono";\napp.on(["GET", "POST"], "/api/inngest", serve({ client, functions }));'],
}, {
  "all three": 'import { serve } from "inngest/next";\nexport const { GET, POST, PUT } = serve({ client, functions });',
  "all three by name": 'import { serve } from "inngest/next";\nconst handler = serve({ client, functions });\nexport { handler as GET, handler as POST, handler as PUT };',
  "the Pages Router, and a handler that is passed on": 'import { serve } from "inngest/next";\nconst handler = serve({ client, functions });\nexport default withLog(handler);\nexport const other = serve({});',
  "other frameworks": 'import { serve } from "inngest/express";\napp.use("/api/inngest", serve({ client, functions }));',
});
