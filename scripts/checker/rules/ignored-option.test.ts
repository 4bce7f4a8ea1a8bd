import { config, testRule } from "../test-kit.ts";

testRule("ignored-option", {
  "options that nobody reads": ["error 1, error 2, error 3", 'new Inngest({ id: "a", eventkey: "x" });\ninngest.createFunction({ id: "a", triggers: { event: "a/b", when: "x" } }, async ({ step }) =>\n  step.waitForEvent("a", { event: "b", timeout: "1d", matches: "data.id" }));'],
  "what does no harm, as a suggestion": ["suggestion 1, suggestion 2", 'new Inngest({ id: "a", name: "A" });\ninngest.createFunction({ id: "a", triggers: { event: "a/b", channels: [status()] } }, async () => null);'],
  "retries that do not count": ["error 1, error 2", `${config("retries: 21")}\n${config("retries: -1")}`],
}, {
  "what they do read": `new Inngest({ id: "a", eventKey: "x", isDev: false });\n${config("retries: 0")}\n${config("retries: 20")}`,
  "what has a rule of its own": 'new Inngest({ id: "a", schemas: {}, logLevel: "debug" });',
  "the options of 3 in a project on 3": ['new Inngest({ id: "a", schemas: {}, logLevel: "debug" });', { sdk: 3 }],
});
