import { handler, testRule } from "../test-kit.ts";

testRule("wait-without-condition", {
  "a wait for any event": ["error 2", handler('  await step.waitForEvent("a", { event: "b/c", timeout: "1d" });')],
  "one whose condition is misspelt": ["error 2", handler('  await step.waitForEvent("a", { event: "b/c", timeout: "1d", mathc: "data.id" });')],
}, {
  "a condition": handler('  await step.waitForEvent("a", { event: "b/c", timeout: "1d", match: "data.id" });\n  await step.waitForEvent("b", { event: "b/c", timeout: "1d", if: "async.data.id == event.data.id" });'),
  "an event whose name holds the id": handler('  await step.waitForEvent("a", { event: `task/${event.data.id}.done`, timeout: "1d" });\n  await step.waitForEvent("b", { event: nameOf(event.data.id), timeout: "1d" });'),
  "options that are not written out": handler('  await step.waitForEvent("a", options);\n  await step.waitForEvent("b", { ...options, timeout: "1d" });'),
});
