import { expect, it } from "vitest";
import type { InferRequest } from "./index.ts";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

const STARTS = Date.UTC(2026, 0, 1);
const model = { model: "gpt-4o-mini", apiKey: "sk-secret" };

inBothModes("step.ai.infer", (mode) => {
  const asks = (retries: 0 | 2 = 2) => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries }, async ({ event, step }) => {
      const before = await step.run("before", () => "b");
      const { choices } = await step.ai.infer("ask", { model: step.ai.models.openai(model), body: { messages: [{ role: "user", content: String(event.data.text) }] } });
      const after = await step.run("after", () => "a");
      return [before, choices, after];
    });
    return { client, fn };
  };

  it("gets its response from the option, which sees the body that the model's adapter made", async () => {
    const { client, fn } = asks();
    const requests: InferRequest[] = [];
    const app = await start(client, fn, { ...mode, infer: (request) => (requests.push(request), { choices: ["hi"], gone: undefined }) });
    await app.send({ name: "go", data: { text: "hello" } });
    await app.run();
    const run = theRun(app, "f");
    expect(run).toMatchObject({ status: "Completed", output: ["b", ["hi"], "a"] });
    const body = { model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] };
    expect(requests).toEqual([{ functionId: "f", stepId: "ask", runId: run.id, attempt: 0, body }]);
    expect(run.steps[1]).toMatchObject({ id: "ask", kind: "ai.infer", status: "completed", input: body, output: { choices: ["hi"] }, attempts: [{ outcome: "succeeded" }] });
    expect(JSON.stringify(app.timeline())).not.toContain("sk-secret");
    expect((await app.replay(run.id)).steps.every(({ memoised }) => memoised)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it("is tried again with the backoff of steps when the option throws, whatever it throws", async () => {
    const { client, fn } = asks();
    const infer = ({ attempt }: InferRequest) => {
      if (attempt < 2) throw new Error("unsuccessful status code: 429");
      return { choices: [] };
    };
    const app = await start(client, fn, { ...mode, infer });
    await app.send({ name: "go" });
    await app.settle();
    const run = theRun(app, "f");
    expect(run.status).toBe("Completed");
    expect(run.steps[1]?.attempts.map(({ attempt, outcome, startedAt }) => [attempt, outcome, startedAt.getTime() - STARTS])).toEqual([[0, "failed", 0], [1, "failed", 15_000], [2, "succeeded", 45_000]]);
  });

  it("throws an AIGatewayError into the handler when the attempts are used up", async () => {
    const { client, fn } = asks(0);
    const app = await start(client, fn, {
      ...mode,
      infer: () => {
        throw new Error("unsuccessful status code: 400");
      },
    });
    await app.send({ name: "go" });
    await app.settle();
    const error = { name: "AIGatewayError", message: "Error making AI request: unsuccessful status code: 400" };
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { message: error.message }, steps: [{}, { status: "failed", error, attempts: [{ outcome: "failed", error }] }] });
  });

  it("is asked for in parallel, only what failed again, and what follows comes once", async () => {
    const client = newClient();
    const asked: string[] = [];
    let followed = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      const ask = (id: string) => step.ai.infer(id, { model: step.ai.models.openai(model), body: { messages: [] } });
      const all = await Promise.all([ask("one"), ask("two")]);
      await step.run("follows", () => ++followed);
      return all;
    });
    const infer = ({ stepId, attempt }: InferRequest) => {
      asked.push(stepId);
      if (stepId === "two" && attempt === 0) throw new Error("busy");
      return stepId;
    };
    const app = await start(client, fn, { ...mode, infer });
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: ["one", "two"] });
    expect([asked, followed]).toEqual([["one", "two", "two"], 1]);
    expect(app.now().getTime() - STARTS).toBe(15_000);
  });

  it("is refused by name without the option, and the option may not give a promise", async () => {
    const { client, fn } = asks();
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await expect(app.run()).rejects.toThrow('function "f", step "ask": step.ai.infer is not modelled without the option infer');
    const promising = await start(client, fn, { ...mode, infer: async () => ({ choices: [] }) });
    await promising.send({ name: "go" });
    await expect(promising.run()).rejects.toThrow('found a promise for step "ask"');
  });
});
