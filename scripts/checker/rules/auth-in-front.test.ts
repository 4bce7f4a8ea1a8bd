import { testRule } from "../test-kit.ts";

const hono = 'import { Hono } from "hono";\nimport { basicAuth } from "hono/basic-auth";\nimport { serve } from "inngest/hono";\nconst app = new Hono();\nconst login = basicAuth({ username: "a", password });\n';
const express = 'import express from "express";\nimport { requireAuth } from "@clerk/express";\nimport { serve } from "inngest/express";\nconst app = express();\n';
const route = 'app.on(["GET", "PUT", "POST"], "/api/inngest", serve({ client, functions }));\n';

testRule("auth-in-front", {
  "a login before the route": ["error 6", `${hono}app.use("*", login);\n${route}`],
  "one for the paths above it": ["error 6", `${hono}app.use("/api/*", login);\n${route}`],
  "one in a chain": ["error 6", `${hono}export default new Hono().use(login).on(["GET", "PUT", "POST"], "/api/inngest", serve({ client, functions }));`],
  "one of Express, for all or for what is below a path": ["error 5, error 6", `${express}app.use(requireAuth());\napp.use("/api", requireAuth());\napp.use("/api/inngest", serve({ client, functions }));`],
}, {
  "a login after the route": `${hono}${route}app.use("*", login);\n`,
  "one for other paths": `${hono}app.use("/admin/*", login);\napp.use("/api", login);\n${route}`,
  "one of another app": `${hono}const admin = new Hono();\nadmin.use("*", login);\n${route}`,
  "one that lets others through": `${express.replace(/@clerk\/express/, "express-jwt").replace("requireAuth", "expressjwt")}app.use(expressjwt({ secret, algorithms, credentialsRequired: false }));\napp.use(expressjwt({ secret }).unless({ path: ["/api/inngest"] }));\napp.use("/api/inngest", serve({ client, functions }));`,
  "other middleware": `${hono}app.use("*", logger());\n${route}`,
});
