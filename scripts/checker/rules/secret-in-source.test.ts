import { testRule } from "../test-kit.ts";

testRule("secret-in-source", {
  "keys": ["error 1, error 2", 'new Inngest({ id: "a", signingKey: "signkey-prod-0123456789abcdef0123" });\nnew Inngest({ id: "a", eventKey: "abcdefghijklmnopqrstuvwxyz0123456789-_ABCDEF" });'],
  "an event key in a URL, in the environment, and behind it": ["error 1, error 2, error 3", ['fetch("https://inn.gs/e/KEY"); // inngest', 'process.env.INNGEST_EVENT_KEY = "KEY";', 'new Inngest({ id: "a", eventKey: process.env.KEY ?? "KEY" });'].join("\n").replaceAll('KEY"', 'abcdefghijklmnopqrstuvwxyz0123456789-_ABCDEF"')],
}, {
  "the environment, and what stands for a key": 'new Inngest({ id: "a", signingKey: process.env.KEY, eventKey: "local" });\nconst prefix = "signkey-prod-"; process.env.INNGEST_EVENT_KEY = "test"; fetch(`https://inn.gs/e/${key}`);',
  "a test": ['const key = "signkey-test-0123456789abcdef0123";', { path: "test/inngest.test.ts" }],
});
