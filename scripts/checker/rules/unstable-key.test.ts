import { handler, testRule } from "../test-kit.ts";

const charge = (key: string, before = "") => handler(`  await step.run("charge", async () => {\n    ${before}\n    await payments.charge({ id, idempotencyKey: ${key} });\n  });`);

testRule("unstable-key", {
  "a random key": ["error 4", charge("crypto.randomUUID()")],
  "a moment in the key": ["error 4", charge("`charge-${Date.now()}`")],
  "a moment as text": ["error 4", charge('"charge-" + new Date().toISOString()')],
  "attempt in the key": ["error 4", charge("`charge-${id}-${attempt}`")],
  "a constant of the step": ["error 4", charge("key", "const key = `c-${Math.random().toString(36)}`;")],
  "a header": ["error 2", handler('  await step.run("a", () => fetch(url, { method: "POST", headers: { "Idempotency-Key": crypto.randomUUID() } }));')],
}, {
  "a key from the event": charge("`charge/${event.data.orderId}`"),
  "a day in the key": charge("`digest-${new Date().toISOString().slice(0, 10)}`"),
  "what stands in for a missing value": charge("event.data.key ?? crypto.randomUUID()"),
  "another field": handler('  await step.run("a", () => db.rows.create({ id: crypto.randomUUID(), at: Date.now() }));'),
  "code outside of steps": "await payments.charge({ idempotencyKey: crypto.randomUUID() });",
  "a key that a step has made": handler('  const key = await step.run("key", () => crypto.randomUUID());\n  await step.run("a", () => payments.charge({ idempotencyKey: key }));'),
});
