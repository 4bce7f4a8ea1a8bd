import { handler, testRule } from "../test-kit.ts";

const sleeping = (options: string) => handler('  await step.sleep("a", "1m");', options);

testRule("concurrency-is-not-a-mutex", {
  "one at a time, with a wait": ["suggestion 1", sleeping("concurrency: 1,")],
  "one for each key, with an invocation": ["suggestion 1", handler('  await step.invoke("a", { function: other });', 'concurrency: [{ limit: 10 }, { key: "event.data.id", limit: 1 }],')],
}, {
  "a singleton": sleeping('concurrency: 1, singleton: { mode: "skip" },'),
  "more than one": sleeping("concurrency: 2,"),
  "a function that does not wait": handler('  await step.run("a", f);', "concurrency: 1,"),
});
