import { testRule } from "../test-kit.ts";

testRule("is-dev-hard-coded", {
  "true": ["error 1", 'export const inngest = new Inngest({ id: "a", isDev: true });'],
}, {
  "what the environment says": 'export const inngest = new Inngest({ id: "a", isDev: process.env.NODE_ENV === "development" });',
  "false": 'export const inngest = new Inngest({ id: "a", isDev: false });',
  "a client that is for development by its name": 'export const createLocalClient = () => new Inngest({ id: "a", isDev: true });',
  "a script": ['const inngest = new Inngest({ id: "a", isDev: true });', { path: "scripts/send-event.ts" }],
  "a test": ['export const inngest = new Inngest({ id: "a", isDev: true });', { path: "src/a.test.ts" }],
});
