import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Inngest, InngestFunction } from "inngest";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { durable } from "../runtime/index.ts";
import { theRun } from "../runtime/test-kit.ts";
import { type Damage, fencesOf } from "./kit.ts";

const secret = "whsec_1";
beforeEach(() => {
  vi.stubEnv("INNGEST_DEV", "1");
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", secret);
});
const ends: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0)) end();
});

/** The document's Express app behind a real port, and its functions in the runtime. */
async function open(damage?: Damage) {
  const [{ inngest }, { functions }, { app: handler }] = await fencesOf("serve.md", ["src/inngest/client.ts", "src/inngest/functions/index.ts", "src/server/express.ts"], {}, damage);
  const client = inngest as Inngest.Any;
  const onStripe = client.createFunction({ id: "on-stripe", triggers: { event: "stripe/webhook.received" } }, async ({ event }) => event.data.type);
  const app = await durable({ client, functions: [...(functions as InngestFunction.Any[]), onStripe] });
  const server = createServer(handler as RequestListener).listen(0, "127.0.0.1");
  ends.push(() => server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async (headers: Record<string, string>, content = body) =>
    (await fetch(`${url}/webhooks/stripe`, { method: "POST", body: content, headers: { "content-type": "application/json", ...headers } })).status;
  return { app, client, url, post };
}

const body = JSON.stringify({ id: "evt_1", type: "invoice.paid", data: { object: { ü: "ü" } } });
const now = () => Math.floor(Date.now() / 1000);
const v1 = (content: string, time: number, key = secret) => `v1=${createHmac("sha256", key).update(`${time}.${content}`).digest("hex")}`;
const sign = (content = body, time = now(), key = secret) => ({ "stripe-signature": `t=${time},${v1(content, time, key)}` });

it("a delivery starts one run, however often it comes", async () => {
  const { app, post } = await open();
  for (const _ of [1, 2]) expect(await post(sign())).toBe(202);
  await app.settle();
  expect(theRun(app, "on-stripe")).toMatchObject({ output: "invoice.paid", events: [{ id: "stripe-evt_1", data: { data: { object: { ü: "ü" } } } }] });
});

it("while the secret is exchanged, one of two signatures is enough", async () => {
  const time = now();
  const { post } = await open();
  expect(await post({ "stripe-signature": `t=${time},${v1(body, time, "old")},${v1(body, time)},v0=00` })).toBe(202);
});

it.each<[string, Record<string, string>, string, number]>([
  ["no signature", {}, body, 401],
  ["a signature with another key", sign(body, now(), "other"), body, 401],
  ["a signature of another length", { "stripe-signature": `t=${now()},v1=00` }, body, 401],
  ["a signature without its time", { "stripe-signature": v1(body, now()) }, body, 401],
  ["an old signature", sign(body, now() - 400), body, 401],
  ["a body that was changed", sign(), `${body} `, 401],
  ["an empty body", sign(""), "", 202],
  ["a body that is no JSON", sign("{"), "{", 202],
  ["a body without an id", sign("{}"), "{}", 202],
])("for %s nothing is sent", async (_, headers, content, status) => {
  const { app, post } = await open();
  expect(await post(headers, content)).toBe(status);
  expect(app.timeline().events).toEqual([]);
});

it("answers 5xx, so that the sender tries again, when it has no secret or cannot send", async () => {
  const { client, post } = await open();
  vi.spyOn(client, "send").mockRejectedValue(new Error("down"));
  expect(await post(sign())).toBe(503);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", undefined);
  expect(await post(sign())).toBe(500);
});

it("refuses every delivery when express.json() comes first; serve works beside the webhook", async () => {
  const { post } = await open(["export const app = express();", "export const app = express();\napp.use(express.json());"]);
  expect(await post(sign())).toBe(401);
  const { url } = await open();
  expect(await (await fetch(`${url}/api/inngest`)).json()).toMatchObject({ mode: "dev", function_count: 1 });
});
