import { Inngest } from "inngest";
import { expect, it } from "vitest";
import { newClient, silent, start, theRun } from "../runtime/test-kit.ts";
import { startReference, tableOf } from "./kit.ts";

const doc = "checkpointing.md";
const modes = [{ checkpointing: true, column: 1 }, { checkpointing: false, column: 2 }];

it.each(modes)("the table of requests holds with checkpointing $checkpointing", async ({ checkpointing, column }) => {
  const fault = ({ functionId, stepId, attempt }: { functionId: string; stepId: string; attempt: number }) => (functionId === "retried" && stepId === "b" && attempt === 0 ? "throw" as const : undefined);
  const { app } = await startReference(doc, ["src/inngest/functions/shapes.ts"], { checkpointing, fault });
  await app.send({ name: "app/go" });
  await app.settle();
  const rows = tableOf(doc, "関数");
  const seen = rows.map(([id = ""]) => [id, theRun(app, id).status, theRun(app, id).requests]);
  expect(seen).toEqual(rows.map((row) => [row[0], "Completed", Number(row[column])]));
});

it.each(modes)("a variable written in a step looks kept only with checkpointing ($checkpointing)", async ({ checkpointing }) => {
  const { app } = await startReference(doc, ["src/inngest/functions/collect.ts"], { checkpointing });
  await app.send({ name: "app/go" });
  await app.settle();
  expect([theRun(app, "collect").output, theRun(app, "collected").output]).toEqual([checkpointing ? ["a", "b"] : [], ["a", "b"]]);
});

it("the client turns checkpointing off by its variable", async () => {
  process.env.CHECKPOINTING = "off";
  try {
    const { app } = await startReference(doc, ["src/inngest/functions/shapes.ts"]);
    await app.send({ name: "app/go" });
    await app.settle();
    expect(theRun(app, "sequence").requests).toBe(4);
  } finally {
    delete process.env.CHECKPOINTING;
  }
});

it("the function's option wins over the client's", async () => {
  const client = new Inngest({ id: "shop", logger: silent, checkpointing: false });
  const fn = client.createFunction({ id: "f", triggers: { event: "go" }, checkpointing: true }, async ({ step }) => step.run("a", () => 1));
  const app = await start(client, fn);
  await app.send({ name: "go" });
  await app.settle();
  expect(theRun(app, "f").requests).toBe(1);
});

it.each(tableOf(doc, "bufferedSteps"))("with bufferedSteps %s a process lost after c does: %s", async (bufferedSteps, order) => {
  const ran: string[] = [];
  const client = newClient();
  const fn = client.createFunction({ id: "f", triggers: { event: "go" }, checkpointing: { bufferedSteps: Number(bufferedSteps) } }, async ({ step }) => {
    for (const id of ["a", "b", "c", "d"]) await step.run(id, () => void ran.push(id));
  });
  const app = await start(client, fn, { fault: ({ stepId, attempt }) => (stepId === "c" && attempt === 0 ? "lose" : undefined) });
  await app.send({ name: "go" });
  await app.settle();
  expect([theRun(app, "f").status, ran.join(" ")]).toEqual(["Completed", order]);
});

it("maxRuntime ends a request after the step that overran it; a value it cannot read ends none", async () => {
  const requests = async (maxRuntime: number | string) => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, checkpointing: { maxRuntime } }, async ({ step }) => {
      for (const id of ["a", "b", "c"]) await step.run(id, () => new Promise((done) => setTimeout(done, 30)));
    });
    const app = await start(client, fn);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f").status).toBe("Completed");
    return theRun(app, "f").requests;
  };
  expect(await requests(1)).toBeGreaterThan(1);
  expect(await requests("1m30s")).toBe(1);
  expect(await requests(0)).toBe(1);
});
