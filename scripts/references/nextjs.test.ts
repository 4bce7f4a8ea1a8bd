import { createHmac } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type App, durable } from "../runtime/index.ts";
import { theRun } from "../runtime/test-kit.ts";
import { fencesOf } from "./kit.ts";

const doc = "nextjs.md";
type Handler = (request: Request) => Promise<Response>;
beforeEach(() => void vi.stubEnv("INNGEST_DEV", "1"));
afterEach(() => void vi.unstubAllEnvs());

const told: string[] = [];
const services = { slack: { postMessage: async ({ text }: { text: string }) => void told.push(text) }, db: { users: { upsertByEmail: async (email: string) => `id of ${email}` } } };

async function open(path: string): Promise<{ app: App; exports: Record<string, unknown>; client: Inngest.Any }> {
  told.length = 0;
  const [{ inngest }, { functions }, exports] = await fencesOf(doc, ["src/inngest/client.ts", "src/inngest/functions/on-github.ts", path], services);
  const client = inngest as Inngest.Any;
  return { app: await durable({ client, functions: functions as InngestFunction.Any[] }), exports, client };
}

const secret = "s3cret";
const sign = (body: string, key = secret) => `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
const body = JSON.stringify({ action: "opened", ü: "ü" });
const headers = { "x-hub-signature-256": sign(body), "x-github-delivery": "d1", "x-github-event": "issues" };
const delivery = (changed: Record<string, string> = {}, content = body) => new Request("http://x/api/webhooks/github", { method: "POST", body: content, headers: { ...headers, ...changed } });

it("the webhook starts one run, however often it is delivered", async () => {
  vi.stubEnv("GITHUB_WEBHOOK_SECRET", secret);
  const { app, exports } = await open("src/app/api/webhooks/github/route.ts");
  for (const _ of [1, 2]) expect((await (exports.POST as Handler)(delivery())).status).toBe(202);
  await app.settle();
  expect(theRun(app, "on-github")).toMatchObject({ status: "Completed", events: [{ id: "github-d1", data: { kind: "issues", payload: JSON.parse(body) as object } }] });
  expect(told).toEqual(["issues"]);
});

it.each([
  ["a wrong signature", delivery({ "x-hub-signature-256": sign(body, "other") }), 401],
  ["a signature of another length", delivery({ "x-hub-signature-256": "sha256=00" }), 401],
  ["a body that was changed", delivery({}, `${body} `), 401],
  ["no delivery id", delivery({ "x-github-delivery": "" }), 202],
  ["a body that is no JSON", delivery({ "x-hub-signature-256": sign("{") }, "{"), 202],
  ["a body that is no object", delivery({ "x-hub-signature-256": sign("[]") }, "[]"), 202],
])("for %s the webhook sends nothing", async (_, request, status) => {
  vi.stubEnv("GITHUB_WEBHOOK_SECRET", secret);
  const { app, exports } = await open("src/app/api/webhooks/github/route.ts");
  expect((await (exports.POST as Handler)(request)).status).toBe(status);
  expect(app.timeline().events).toEqual([]);
});

it("the webhook answers 5xx when it has no secret or cannot send", async () => {
  vi.stubEnv("GITHUB_WEBHOOK_SECRET", undefined);
  const { exports, client } = await open("src/app/api/webhooks/github/route.ts");
  expect((await (exports.POST as Handler)(delivery())).status).toBe(500);
  vi.stubEnv("GITHUB_WEBHOOK_SECRET", secret);
  vi.spyOn(client, "send").mockRejectedValue(new Error("down"));
  expect((await (exports.POST as Handler)(delivery())).status).toBe(503);
});

describe("the Stripe webhook", () => {
  const fired = (type: string, payment_status: string, id = "evt_1") => JSON.stringify({ id, type, data: { object: { id: "cs_1", payment_status } } });
  const post = async (content: string, { given = "good", fails = false } = {}) => {
    vi.stubEnv("STRIPE_WEBHOOK_SECRET", secret);
    const constructEvent = (raw: string, signature: string, key: string): unknown => {
      if (`${signature} ${key}` !== `good ${secret}`) throw new Error("No signatures found");
      return JSON.parse(raw);
    };
    const [{ inngest }, { POST }] = await fencesOf(doc, ["src/inngest/client.ts", "src/app/api/webhooks/stripe/route.ts"], { stripe: { webhooks: { constructEvent } } });
    const send = vi.spyOn(inngest as Inngest.Any, "send").mockImplementation(async () => (fails ? Promise.reject(new Error("down")) : { ids: [] }));
    const { status } = await (POST as Handler)(new Request("http://x", { method: "POST", body: content, headers: { "stripe-signature": given } }));
    return { status, sent: send.mock.calls.map(([event]) => event) };
  };

  it.each([["checkout.session.completed", "paid"], ["checkout.session.completed", "no_payment_required"], ["checkout.session.async_payment_succeeded", "paid"]])("sends %s that is %s, with an id of Stripe's event", async (type, paid) => {
    expect(await post(fired(type, paid))).toEqual({ status: 200, sent: [expect.objectContaining({ name: "app/checkout.paid", id: "stripe-evt_1", data: { sessionId: "cs_1" } })] });
  });

  it.each([["checkout.session.completed", "unpaid"], ["charge.refunded", "paid"]])("sends nothing for %s that is %s, and takes it", async (type, paid) => {
    expect(await post(fired(type, paid))).toEqual({ status: 200, sent: [] });
  });

  it("refuses a wrong signature, and fails when it cannot send, so that Stripe sends again", async () => {
    expect(await post(fired("checkout.session.completed", "paid"), { given: "bad" })).toEqual({ status: 400, sent: [] });
    await expect(post(fired("checkout.session.completed", "paid"), { fails: true })).rejects.toThrow("down");
  });
});

it("the server action sends one event a user, and none for bad input", async () => {
  const { app, exports } = await open("src/app/actions.ts");
  const signUp = exports.signUp as (form: FormData) => Promise<unknown>;
  const form = (email: string) => {
    const data = new FormData();
    data.set("email", email);
    return data;
  };
  expect(await signUp(form("nobody"))).toHaveProperty("error");
  expect(await signUp(form("a@example.com"))).toEqual({ userId: "id of a@example.com" });
  expect(app.timeline().events.map(({ event }) => event.id)).toEqual(["signup-id of a@example.com"]);
});

it("the serve route answers in dev mode with what it serves", async () => {
  const { exports } = await open("src/app/api/inngest/route.ts");
  const answer = await (exports.GET as Handler)(new Request("http://localhost:3000/api/inngest"));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ mode: "dev", function_count: 1 });
  expect(exports).toMatchObject({ maxDuration: 60, POST: expect.any(Function), PUT: expect.any(Function) });
});

it("the middleware leaves out what is guarded by a signature", async () => {
  const [{ config, middleware }] = await fencesOf(doc, ["src/middleware.ts"]);
  const [matcher] = (config as { matcher: string[] }).matcher;
  const guarded = (path: string) => new RegExp(`^${matcher}$`).test(path);
  expect(["/", "/dashboard", "/api/orders"].map(guarded)).toEqual([true, true, true]);
  expect(["/api/inngest", "/api/webhooks/github", "/favicon.ico", "/_next/static/a.js"].map(guarded)).toEqual([false, false, false, false]);
  const ask = (cookie: string) => (middleware as (request: Request) => Response | undefined)(new Request("http://x/dashboard", { headers: { cookie } }));
  expect(ask("a=1")?.headers.get("location")).toBe("http://x/login");
  expect(ask("session=1")).toBeUndefined();
});
