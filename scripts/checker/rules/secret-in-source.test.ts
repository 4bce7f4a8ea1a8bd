import { testRule } from "../test-kit.ts";

testRule("secret-in-source", {
  "keys": ["error 1, error 2", 'new Inngest({ id: "a", signingKey: "signkey-prod-0123456789abcdef0123" });\nnew Inngest({ id: "a", eventKey: "abcdefghijklmnopqrstuvwxyz0123456789-_ABCDEF" });'],
}, {
  "the environment, and what stands for a key": 'new Inngest({ id: "a", signingKey: process.env.KEY, eventKey: "local" });\nconst prefix = "signkey-prod-";',
  "a test": ['const key = "signkey-test-0123456789abcdef0123";', { path: "test/inngest.test.ts" }],
});
