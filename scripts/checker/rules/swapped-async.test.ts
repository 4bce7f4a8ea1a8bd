import { config, testRule } from "../test-kit.ts";

const types = 'const paid = eventType("paid", { schema: z.object({ orderId: z.string(), by: z.string() }) });\nconst placed = eventType("placed", { schema: z.object({ orderId: z.string(), userId: z.string() }) });\n';
const waiting = (condition: string) => `${types}inngest.createFunction({ id: "a", triggers: placed }, async ({ step }) =>\n  step.waitForEvent("a", { event: paid, timeout: "1d", if: "${condition}" }));`;

testRule("swapped-async", {
  "a condition without the later event": ["error 4", waiting("event.data.userId == 'x'")],
  "keys on the wrong side": ["error 4", waiting("event.data.by == async.data.userId")],
  "the same in cancelOn": ["error 3", `${types}inngest.createFunction({ id: "a", triggers: [placed], cancelOn: [{ event: paid, if: "async.data.userId == event.data.by" }] }, async () => null);`],
}, {
  "the right way round": waiting("async.data.by == event.data.userId"),
  "keys that both have, or that nobody knows": `${waiting("async.data.orderId == event.data.orderId")}\n${config('cancelOn: [{ event: "x/y", if: "async.data.a == event.data.b" }]')}`,
});
