import { handler, testRule } from "../test-kit.ts";

testRule("v3-create-function", {
  "three arguments": ["error 1", 'inngest.createFunction({ id: "a" }, { event: "a/b" }, async () => null);'],
  "a trigger where the handler belongs": ["error 1", 'inngest.createFunction({ id: "a" }, [{ cron: "0 0 * * *" }]);'],
  "the id of a function in invoke": ["error 2", handler('  await step.invoke("a", { function: "app-fn", data: {} });')],
}, {
  "two arguments": 'inngest.createFunction({ id: "a", triggers: [] }, handler);',
  "the form of 3 in a project on 3": ['inngest.createFunction({ id: "a" }, { event: "a/b" }, async () => null);', { sdk: 3 }],
  "another createFunction": 'import "inngest";\nfactory.createFunction("a", {}, () => 1);',
});
