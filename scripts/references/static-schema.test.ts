import { type EventType, eventType, type Inngest, Inngest as Client, invoke, type StandardSchemaV1, staticSchema } from "inngest";
import * as v from "valibot";
import { expect, it } from "vitest";
import { inBothModes, silent, start, theRun } from "../runtime/test-kit.ts";
import { fencesOf, startReference } from "./kit.ts";

const doc = "static-schema.md";
type Any = EventType<string, undefined>;
const bad = { orderId: 1, invoiceId: 1, userId: 1, amount: "x", total: "x" };

async function types(): Promise<Record<"static" | "own" | "valibot", Any>> {
  const [a, b, c] = await fencesOf(doc, ["src/inngest/schemas/events.ts", "src/inngest/schemas/order.ts", "src/inngest/schemas/invoice.ts"]);
  return { static: a.userSignup as Any, own: b.orderPlaced as Any, valibot: c.invoiceSubmitted as Any };
}

it("staticSchema lets a value in that its type forbids; the handler runs with it", async () => {
  const subjects: string[] = [];
  const { app } = await startReference(doc, ["src/inngest/functions/welcome.ts"], { services: { sendEmail: async ({ subject }: { subject: string }) => void subjects.push(subject) } });
  await app.send([{ name: "app/user.signup", data: { userId: "u1", plan: "pro" } }, { name: "app/user.signup", data: { plan: 7 } }]);
  await app.settle();
  expect(app.runsOf("welcome").map(({ status }) => status)).toEqual(["Completed", "Completed"]);
  expect(subjects).toEqual(["Pro へようこそ", "ようこそ"]);
});

inBothModes("who validates", (mode) => {
  const build = (client: Inngest.Any, type: Any, options: object = { triggers: type }) => client.createFunction({ id: "f", retries: 2, ...options }, async ({ event }) => event.data);

  it.each([["static", true], ["own", false], ["valibot", false]] as const)("%s: at the start of a run and in create() that is sent: lets a bad value in = %s", async (kind, passes) => {
    const type = (await types())[kind];
    const client = new Client({ id: "shop", logger: silent });
    const app = await start(client, build(client, type), mode);
    await app.send({ name: type.name, data: bad });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject(passes ? { status: "Completed", output: bad } : { status: "Failed", error: { name: "EventValidationError" }, attempts: [{}] });
    const sent = app.send(type.create(bad));
    await (passes ? expect(sent).resolves.toMatchObject({ ids: [expect.any(String)] }) : expect(sent).rejects.toThrow());
  });

  it.each([["own", { orderId: "o", total: 1, extra: true }], ["valibot", { invoiceId: "i", amount: 1, extra: true }]] as const)("%s: keeps keys that the schema does not know", async (kind, data) => {
    const type = (await types())[kind];
    const client = new Client({ id: "shop", logger: silent });
    const app = await start(client, build(client, type), mode);
    await app.send({ name: type.name, data });
    await app.settle();
    expect(theRun(app, "f").output).toEqual(data);
  });

  it("a trigger that names the event, or spreads the type, validates nothing", async () => {
    const { valibot } = await types();
    for (const triggers of [{ event: valibot.name }, { ...valibot, if: "event.data.amount != 1" }]) {
      const client = new Client({ id: "shop", logger: silent });
      const app = await start(client, build(client, valibot, { triggers }), mode);
      await app.send({ name: valibot.name, data: bad });
      await app.settle();
      expect(theRun(app, "f").status).toBe("Completed");
    }
  });

  it("waitForEvent validates with the type's schema", async () => {
    const { valibot, static: none } = await types();
    for (const [type, output] of [[valibot, "StepError"], [none, "came"]] as const) {
      const client = new Client({ id: "shop", logger: silent });
      const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) =>
        step.waitForEvent("w", { event: type, timeout: "1h" }).then(() => "came", (error: Error) => error.constructor.name),
      );
      const app = await start(client, fn, mode);
      await app.send({ name: "go" });
      await app.run();
      await app.send({ name: type.name, data: bad });
      await app.settle();
      expect(theRun(app, "f").output).toBe(output);
    }
  });

  it.each([["a static schema", staticSchema<{ n: number }>(), "Completed"], ["a schema", v.object({ n: v.number() }), "Failed"]])("invoke() with %s", async (_, schema, status) => {
    const client = new Client({ id: "shop", logger: silent });
    const child = client.createFunction({ id: "child", triggers: invoke(schema) }, async ({ event }) => event.data);
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => step.invoke("call", { function: child, data: JSON.parse('{"n":"x"}') as { n: number } }));
    const app = await start(client, [child, parent], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "child").status).toBe(status);
    expect(theRun(app, "child").requests).toBe(1);
  });

  it("invoke() with a schema that refuses unknown keys refuses even a good call", async () => {
    const client = new Client({ id: "shop", logger: silent });
    const child = client.createFunction({ id: "child", triggers: invoke(v.strictObject({ n: v.number() })) }, async () => "ran");
    const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => step.invoke("call", { function: child, data: { n: 1 } }));
    const app = await start(client, [child, parent], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "child")).toMatchObject({ status: "Failed", error: { message: expect.stringContaining("_inngest") } });
  });

  it("a schema that grows stricter stops a run that waits", async () => {
    let strict = false;
    const schema: StandardSchemaV1<{ n: number }, { n: number }> = {
      "~standard": { version: 1, vendor: "test", validate: (value) => (strict ? { issues: [{ message: "stricter" }] } : { value: value as { n: number } }) },
    };
    const client = new Client({ id: "shop", logger: silent });
    const fn = client.createFunction({ id: "f", triggers: eventType("go", { schema }) }, async ({ step }) => step.sleep("nap", "1d"));
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { n: 1 } });
    await app.run();
    strict = true;
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { name: "EventValidationError" } });
  });
});
