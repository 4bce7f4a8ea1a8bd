import { InngestTestEngine } from "@inngest/test";
import { anthropic, type Inngest, type InngestFunction } from "inngest";
import * as sdk from "inngest";
import { expect, it } from "vitest";
import { durable, NotModelled } from "../runtime/index.ts";
import { inBothModes, theRun } from "../runtime/test-kit.ts";
import { type Damage, fencesOf, startReference, tableOf } from "./kit.ts";

const doc = "ai.md";

inBothModes("step.ai.wrap", (mode) => {
  const asked = async (status: number | null) => {
    const calls: unknown[] = [];
    const chat = async (messages: { content: string }[]) => {
      calls.push(messages[0]?.content);
      if (status !== null) throw Object.assign(new Error("no"), { status });
      return { text: "42", tool: null, tokens: 1 };
    };
    const { app } = await startReference(doc, ["src/inngest/functions/reply.ts"], { ...mode, services: { llm: { chat } }, fault: ({ stepId, attempt }) => (stepId === "answered" && attempt === 0 ? "throw" : undefined) });
    await app.send({ name: "app/question.asked", data: { question: "6 * 7" } });
    await app.settle();
    return { calls, run: theRun(app, "reply") };
  };

  it("is not paid for again when a later step fails", async () => {
    const { calls, run } = await asked(null);
    expect(run).toMatchObject({ status: "Completed", output: "42" });
    expect(calls).toEqual(["6 * 7"]);
    expect(run.steps[0]).toMatchObject({ kind: "ai.wrap", input: ["6 * 7"], output: { text: "42" } });
  });

  it.each([[401, 1], [500, 4]])("tries status %i %i times", async (status, times) => {
    const { calls, run } = await asked(status);
    expect([run.status, calls.length]).toEqual(["Failed", times]);
  });

  it("waits as long as RetryAfterError says", async () => {
    const { run } = await asked(429);
    const [first, second] = run.steps[0]?.attempts ?? [];
    expect(Number(second?.startedAt) - Number(first?.startedAt)).toBe(30_000);
  });
});

inBothModes("support-agent", (mode) => {
  const open = async (answers: (turn: number) => { text: string; tool: { name: string; input: string } | null; tokens: number }) => {
    const keys: string[] = [];
    const seen: number[] = [];
    const services = {
      llm: { chat: async (messages: unknown[]) => (seen.push(messages.length), answers((messages.length - 1) / 2)) },
      callTool: async ({ idempotencyKey }: { idempotencyKey: string }) => (keys.push(idempotencyKey), "ok"),
      db: {},
    };
    const { app } = await startReference(doc, ["src/inngest/functions/support-agent.ts"], { ...mode, services, fault: ({ stepId, attempt }) => (stepId === "tool-1" && attempt === 0 ? "lose" : undefined) });
    await app.send({ name: "app/ticket.opened", data: { question: "help" } });
    await app.settle();
    return { run: theRun(app, "support-agent"), keys, seen };
  };
  const tool = { name: "search", input: "x" };

  it("asks each turn once, and gives a tool that runs again the same key", async () => {
    const { run, keys, seen } = await open((turn) => ({ text: `turn ${turn}`, tool: turn < 3 ? tool : null, tokens: 10 }));
    expect(run).toMatchObject({ status: "Completed", output: "turn 3" });
    expect(seen).toEqual([1, 3, 5, 7]);
    expect(keys).toEqual([0, 1, 1, 2].map((turn) => `${run.id}-${turn}`));
  });

  it.each([["turns", 10, 16], ["tokens", 25_000, 4]])("stops by its own limit of %s", async (_, tokens, steps) => {
    const { run } = await open(() => ({ text: "more", tool, tokens }));
    expect(run).toMatchObject({ status: "Failed", error: { message: "no answer within 8 turns or 50000 tokens" } });
    expect(run.steps).toHaveLength(steps);
  });
});

inBothModes("a tool that needs approval", (mode) => {
  type Decision = { approved: boolean; approvalId?: string };
  type Given = { decides?: Decision[]; inDatabase?: "approved"; tool?: string; callTool?: (call: { idempotencyKey: string }) => Promise<string>; damage?: Damage };
  /** One refund, then the model's last word; a function of its own decides as soon as it is asked. */
  const refund = async ({ decides = [], inDatabase, tool = "refund", callTool = async () => "done", damage }: Given) => {
    const calls: string[] = [];
    const rows = new Map<string, string>();
    let result = "";
    const services = {
      llm: { chat: async (messages: { role: string; content: string }[]) => {
        const last = messages.at(-1);
        if (last?.role === "tool") result = last.content;
        return { text: "end", tool: last?.role === "tool" ? null : { name: tool, input: "o1" }, tokens: 1 };
      } },
      callTool: async (call: { idempotencyKey: string }) => (calls.push(call.idempotencyKey), callTool(call)),
      db: { claims: { take: async (key: string, owner: string) => {
        if (!rows.has(key)) rows.set(key, inDatabase ?? owner);
        return rows.get(key) === owner;
      } } },
    };
    const [{ inngest }, { supportAgent }] = await fencesOf(doc, ["src/inngest/client.ts", "src/inngest/functions/support-agent.ts"], services, damage);
    const client = inngest as Inngest.Any;
    const decide = client.createFunction({ id: "decide", triggers: { event: "app/approval.asked" } }, async ({ event, step }) => {
      for (const [n, decision] of decides.entries()) await step.sendEvent(`say-${n}`, { name: "app/approval.decided", data: { approvalId: event.data.approvalId as string, ...decision } });
    });
    const app = await durable({ client, functions: [supportAgent as InngestFunction.Any, decide], ...mode });
    await app.send({ name: "app/ticket.opened", data: { question: "help" } });
    await app.settle();
    if (decides.length === 0) await app.advance("2d");
    const run = theRun(app, "support-agent");
    expect(run).toMatchObject({ status: "Completed", output: "end" });
    return { result, calls: calls.map((key) => key.replace(run.id, "run")), rows: [...rows].map(([key, owner]) => `${key.replace(run.id, "run")} ${owner}`), days: (Number(run.endedAt) - Number(run.startedAt)) / 86_400_000 };
  };
  const refused = "a person refused this call, or did not answer";

  it("runs when it is approved, with the id of the approval as its key", async () => {
    expect(await refund({ decides: [{ approved: true }] })).toMatchObject({ result: "done", calls: ["run-0"], rows: [] });
  });

  it("does not run when it is refused, and the model reads so", async () => {
    expect(await refund({ decides: [{ approved: false }] })).toMatchObject({ result: refused, calls: [], rows: [] });
  });

  it("leaves alone what was decided of another call", async () => {
    const decides = [{ approved: true, approvalId: "other" }, { approved: false }];
    expect(await refund({ decides })).toMatchObject({ result: refused, calls: [] });
    const damage = ["if: `async.data.approvalId == ${JSON.stringify(id)}`", 'if: "async.data.approvalId != null"'] as const;
    expect(await refund({ decides, damage })).toMatchObject({ calls: ["run-0"] });
  });

  it("is refused in the database when no one answers for a day", async () => {
    const { days, ...rest } = await refund({});
    expect(rest).toEqual({ result: refused, calls: [], rows: ["approval-run-0 refused"] });
    expect(days).toBeGreaterThanOrEqual(1);
  });

  it("runs when the database says that it was approved, though the event was lost", async () => {
    expect(await refund({ inDatabase: "approved" })).toMatchObject({ result: "done", calls: ["run-0"], rows: ["approval-run-0 approved"] });
  });

  it("asks no one for another tool", async () => {
    expect(await refund({ tool: "search", decides: [{ approved: false }] })).toMatchObject({ result: "done", calls: ["run-0"] });
  });

  it("shows the model why it failed, once its attempts are used up", async () => {
    const callTool = () => Promise.reject(new TypeError("no such order"));
    const { result, calls } = await refund({ decides: [{ approved: true }], callTool });
    expect(result).toBe("failed: TypeError: no such order");
    expect(calls).toHaveLength(5);
  });
});

it("write-article sends what it has so far, and from the start when it tries again", async () => {
  const stream = async function* () {
    for (let n = 0; n < 3; n++) yield "x".repeat(150);
  };
  const { app } = await startReference(doc, ["src/inngest/functions/write-article.ts"], { services: { llm: { stream } }, fault: ({ attempt }) => (attempt === 0 ? "lose" : undefined) });
  await app.send({ name: "app/article.requested", data: { articleId: "a1", prompt: "p" } });
  await app.settle();
  expect(theRun(app, "write-article").output).toHaveLength(450);
  const sent = app.timeline().published.map(({ data }) => data as { attempt: number; soFar: string });
  expect(sent.map(({ attempt, soFar }) => [attempt, soFar.length])).toEqual([[0, 300], [1, 300]]);
});

it("functions that name the same account key share its limit", async () => {
  let [now, most] = [0, 0];
  const chat = async () => {
    most = Math.max(most, ++now);
    return { text: "", tool: null, tokens: 1 };
  };
  const { app } = await startReference(doc, ["src/inngest/functions/shared-limit.ts"], { services: { llm: { chat } }, takes: ({ stepId }) => (stepId === "" ? 0 : "10s") });
  await app.send(Array.from({ length: 4 }, () => ({ name: "app/text.received", data: { text: "x" } })));
  await app.run();
  expect(most).toBe(2);
  await app.settle();
  expect([...app.runsOf("translate"), ...app.runsOf("classify")].map(({ status }) => status)).toEqual(Array(8).fill("Completed"));
  expect(app.now().getTime() - Date.UTC(2026, 0, 1)).toBe(4 * 10_000);
});

it("step.ai.infer can be mocked in a unit test; the runtime refuses it by name, or lets the test answer", async () => {
  const [{ summarize }] = await fencesOf(doc, ["src/inngest/functions/summarize.ts"]);
  const event = { name: "app/text.received", data: { text: "long" } };
  const engine = new InngestTestEngine({ function: summarize as InngestFunction.Any, events: [event], steps: [{ id: "summarize", handler: () => ({ output: "short" }) }] });
  expect((await engine.execute()).result).toBe("short");
  const { app } = await startReference(doc, ["src/inngest/functions/summarize.ts"]);
  await app.send(event);
  await expect(app.settle()).rejects.toThrow(NotModelled);
  const infer = ({ stepId, attempt }: { stepId: string; attempt: number }) => {
    if (attempt === 0) throw new Error("429");
    return { output: `${stepId} answered` };
  };
  const { app: answered } = await startReference(doc, ["src/inngest/functions/summarize.ts"], { infer });
  await answered.send(event);
  await answered.settle();
  expect(theRun(answered, "summarize")).toMatchObject({ status: "Completed", output: "summarize answered" });
});

it("defaultParameters overwrite the body", () => {
  const model = anthropic({ model: "claude-3-5-haiku-latest", defaultParameters: { max_tokens: 5, temperature: 1 } });
  const body = { messages: [], max_tokens: 100, temperature: 0 };
  model.onCall?.(model, body);
  expect(body).toMatchObject({ max_tokens: 5, temperature: 1 });
});

it("the SDK exports each model of the table, which reads its key from the variable named", () => {
  for (const [models = "", keys = ""] of tableOf(doc, "モデル")) {
    for (const [n, name] of models.split(" / ").entries()) {
      const create = (sdk as unknown as Record<string, (options: object) => { authKey: string }>)[name];
      const variable = keys.split(" / ")[n] ?? "";
      expect(variable, name).toMatch(/^[A-Z_]+_API_KEY$/);
      process.env[variable] = `key of ${name}`;
      expect(create?.({ model: "m", endpoint: "https://x.example.com", deployment: "d", defaultParameters: { max_tokens: 1 } }).authKey, name).toBe(`key of ${name}`);
      delete process.env[variable];
    }
  }
});
