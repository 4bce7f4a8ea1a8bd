import { testRule } from "../test-kit.ts";

testRule("missing-serve-method", {
  "a method that is not exported": ["error 2", 'import { serve } from "inngest/next";\nexport const { GET, POST } = serve({ client, functions });'],
  "one that is missing among names": ["error 2", 'import { serve } from "inngest/next";\nconst handler = serve({ client, functions });\nexport { handler as GET, handler as POST };'],
  "one that Hono is not told": ["error 2", 'import { serve } from "inngest/hono";\napp.on(["GET", "POST"], "/api/inngest", serve({ client, functions }));'],
  "methods that are taken and not exported": ["error 2", 'import { serve } from "inngest/next";\nconst { GET, POST, PUT } = serve({ client, functions });'],
  "members of the handler": ["error 2", 'import { serve } from "inngest/sveltekit";\nconst handler = serve({ client, functions });\nexport const GET = handler.GET;\nexport const POST = handler.POST;'],
  "a route for one method, of Hono and of Express": ["error 3, error 4", 'import { serve } from "inngest/hono";\nimport { serve as inExpress } from "inngest/express";\napp.post("/api/inngest", serve({ client, functions }));\nserver.post("/api/inngest", inExpress({ client, functions }));'],
  "one of Fastify": ["error 2", 'import { serve } from "inngest/fastify";\nfastify.route({ method: ["GET", "POST"], url: "/api/inngest", handler: serve({ client, functions }) });'],
  "an action of Remix without a loader": ["error 2", 'import { serve } from "inngest/remix";\nconst handler = serve({ client, functions });\nexport { handler as action };'],
}, {
  "all three in two statements": 'import { serve } from "inngest/next";\nconst { GET, POST, PUT } = serve({ client, functions });\nexport { GET, POST, PUT };',
  "a route for each method": 'import { serve } from "inngest/express";\nconst handler = serve({ client, functions });\napp.get("/i", handler);\napp.put("/i", handler);\napp.post("/i", handler);',
  "all three of Fastify, and both of Remix": 'import { serve } from "inngest/fastify";\nimport { serve as ofRemix } from "inngest/remix";\nfastify.route({ method: ["GET", "POST", "PUT"], url: "/i", handler: serve({ client, functions }) });\nconst handler = ofRemix({ client, functions });\nexport { handler as action, handler as loader };',
  "all three": 'import { serve } from "inngest/next";\nexport const { GET, POST, PUT } = serve({ client, functions });',
  "all three by name": 'import { serve } from "inngest/next";\nconst handler = serve({ client, functions });\nexport { handler as GET, handler as POST, handler as PUT };',
  "the Pages Router, and a handler that is passed on": 'import { serve } from "inngest/next";\nconst handler = serve({ client, functions });\nexport default withLog(handler);\nexport const other = serve({});',
  "other frameworks": 'import { serve } from "inngest/express";\napp.use("/api/inngest", serve({ client, functions }));',
});
