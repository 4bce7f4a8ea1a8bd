import { testRule } from "../test-kit.ts";

testRule("body-limit", {
  "the default": ["suggestion 2", 'import { serve } from "inngest/express";\napp.use(express.json());'],
}, {
  "a limit, also on another line": 'import { serve } from "inngest/express";\napp.use("/api/inngest", express.json({ limit: "4mb" }), serve({}));\napp.use(express.json());',
  "an app without Inngest": 'app.use(express.json()); // no inngest here',
});
