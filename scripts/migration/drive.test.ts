import { describe, expect, it } from "vitest";
import { type Handler, play } from "./drive.ts";

type Answer = { status: number; body: unknown; headers?: Record<string, string> };
type Asked = { step: string | null; attempt: number; memoised: string[] };

/** A handler that answers by plan, and what it was asked. */
function handler(answer: (asked: Asked) => Answer): { handler: Handler; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    handler: async (request) => {
      const { steps, ctx } = (await request.json()) as { steps: object; ctx: { attempt: number } };
      const one = { step: new URL(request.url).searchParams.get("stepId"), attempt: ctx.attempt, memoised: Object.keys(steps) };
      asked.push(one);
      const { status, body, headers = {} } = answer(one);
      return Response.json(body, { status, headers });
    },
  };
}

const options = { fnId: "app-f", event: { name: "a/b", data: {} } };
const planned = (...ids: string[]): Answer => ({ status: 206, body: ids.map((id) => ({ id, op: "StepPlanned", userland: { id } })) });
const ran = (id: string): Answer => ({ status: 206, body: [{ id, op: "StepRun", data: 1, userland: { id } }] });

describe("a run", () => {
  it.each([
    ["1", ["step", "a", "step", "b", "step"]],
    ["2", ["step", "a", "b", "step"]],
  ])("asks for more after each parallel step or after all of them, as version %s of the protocol wants it", async (version, order) => {
    const { handler: serve, asked } = handler(({ step, memoised }) => ({
      ...(step !== "step" ? ran(step ?? "") : memoised.length < 2 ? planned("a", "b") : { status: 200, body: "done" }),
      headers: { "x-inngest-req-version": version },
    }));
    expect(await play(serve, { ...options, slow: ["b"] })).toMatchObject({ status: "Completed", output: "done", steps: ["a", "b"], requests: order.length });
    expect(asked.map(({ step }) => step)).toEqual(order);
  });

  it("starts the steps that are planned together without each other's results, the slow one last", async () => {
    const { handler: serve, asked } = handler(({ step, memoised }) => ({
      ...(step !== "step" ? ran(step ?? "") : memoised.length < 2 ? planned("slow", "fast") : { status: 200, body: null }),
      headers: { "x-inngest-req-version": "2" },
    }));
    expect((await play(serve, { ...options, slow: ["slow"] })).steps).toEqual(["fast", "slow"]);
    expect(asked.map(({ memoised }) => memoised)).toEqual([[], [], [], ["fast", "slow"]]);
  });

  it("tries a failing body five times, and once when it must not be retried", async () => {
    const failing = (headers: Record<string, string>) => handler(() => ({ status: 500, body: { message: "no" }, headers }));
    const often = failing({});
    expect(await play(often.handler, options)).toMatchObject({ status: "Failed", output: "no", bodyErrors: 5 });
    expect(often.asked.map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3, 4]);
    expect(await play(failing({ "x-inngest-no-retry": "true" }).handler, options)).toMatchObject({ status: "Failed", bodyErrors: 1 });
  });

  it("stops with an error at what it does not know, when nothing is left to do, and when it does not end", async () => {
    await expect(play(handler(() => ({ status: 206, body: [{ id: "x", op: "Gateway" }] })).handler, options)).rejects.toThrow("the handler answered with Gateway");
    await expect(play(handler(() => ({ status: 206, body: [] })).handler, options)).rejects.toThrow("nothing left to do");
    const endless = handler(({ memoised }) => ({ status: 206, body: [{ id: `nap-${memoised.length}`, op: "Sleep" }] }));
    await expect(play(endless.handler, { ...options, maxRequests: 20 })).rejects.toThrow("has not ended after 20 requests");
  });
});
