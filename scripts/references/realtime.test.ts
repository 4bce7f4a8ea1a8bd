import type { Hono } from "hono";
import type { Inngest } from "inngest";
import { afterEach, expect, it, vi } from "vitest";
import { inBothModes, theRun } from "../runtime/test-kit.ts";
import { fencesOf, startReference } from "./kit.ts";

const doc = "realtime.md";
type Posted = { path: string; channel: string | null; topic: string | null; runId: string | null; body: unknown };

/** Answers what a client asks of the realtime API; leaves all else to the client's own fetch. */
function realtimeApi(client: Inngest.Any, status = () => 200): Posted[] {
  const posted: Posted[] = [];
  const before = client.fetch;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
    if (!pathname.startsWith("/v1/realtime/")) return before(input, init);
    posted.push({ path: pathname, channel: searchParams.get("channel"), topic: searchParams.get("topic"), runId: searchParams.get("run_id"), body: JSON.parse(String(init?.body)) });
    return Response.json({ jwt: "token-1" }, { status: status() });
  };
  Object.defineProperty(client, "fetch", { configurable: true, value: fetch });
  return posted;
}

const pages = [{ ids: ["u1", "u2"], next: "2" }, { ids: ["u3"], next: null }];
const services = () => ({
  db: { users: { page: async (cursor: string | null) => pages[cursor === null ? 0 : 1] }, orders: { find: async (id: string) => ({ id, userId: "u1" }) } },
  storage: { put: async () => ({ key: "k" }) },
});

inBothModes("export-rows", (mode) => {
  const messages = async (fault?: (attempt: { stepId: string; attempt: number }) => "lose" | undefined) => {
    const { app } = await startReference(doc, ["src/inngest/functions/export-rows.ts"], { ...mode, services: services(), fault });
    await app.send({ name: "app/export.requested", data: { exportId: "e1" } });
    await app.settle();
    const run = theRun(app, "export-rows");
    expect(run.status).toBe("Completed");
    const { published } = app.timeline();
    expect(published.every(({ channel, sentBy }) => channel === "export:e1" && sentBy === run.id)).toBe(true);
    return published.map(({ topic, data }) => `${topic} ${Object.values(data as object).join()}`);
  };

  it("sends each message once, in order", async () => {
    expect(await messages()).toEqual(["status started", "progress 2", "progress 3", "status done"]);
  });

  it("sends again what an attempt sent that has no result", async () => {
    const lost = (id: string) => messages(({ stepId, attempt }) => (stepId === id && attempt === 0 ? "lose" : undefined));
    expect(await lost("collect")).toEqual(["status started", "progress 2", "progress 3", "progress 2", "progress 3", "status done"]);
    expect(await lost("say-done")).toEqual(["status started", "progress 2", "progress 3", "status done", "status done"]);
  });
});

it("a message that does not fit its schema is refused before it is sent; staticSchema refuses nothing", async () => {
  const [{ exportChannel }, { inngest }] = (await fencesOf(doc, ["src/inngest/channels.ts", "src/inngest/client.ts"])) as unknown as [
    { exportChannel: (args: { exportId: string }) => Record<"status" | "progress", Parameters<Inngest.Any["realtime"]["publish"]>[0]> },
    { inngest: Inngest.Any },
  ];
  const posted = realtimeApi(inngest);
  const { status, progress } = exportChannel({ exportId: "e1" });
  await expect(inngest.realtime.publish(status, { phase: "gone" })).rejects.toThrow('Schema validation failed for topic "status"');
  await inngest.realtime.publish(progress, { rows: "many" });
  expect(posted).toMatchObject([{ topic: "progress", runId: null }]);
  realtimeApi(inngest, () => 500);
  await expect(inngest.realtime.publish(progress, { rows: 1 })).rejects.toThrow("Failed to publish");
});

it("the token's route gives a token for the caller's own channel only", async () => {
  const [{ POST }, { inngest }] = await fencesOf(doc, ["src/app/api/exports/[id]/token/route.ts", "src/inngest/client.ts"], services());
  const posted = realtimeApi(inngest as Inngest.Any);
  const ask = (user: string) => (POST as (request: Request, context: object) => Promise<Response>)(new Request("http://x/", { method: "POST", headers: { "x-user-id": user } }), { params: Promise.resolve({ id: "e1" }) });
  expect((await ask("u2")).status).toBe(404);
  expect(posted).toEqual([]);
  expect(await (await ask("u1")).json()).toMatchObject({ key: "token-1" });
  expect(posted).toMatchObject([{ path: "/v1/realtime/token", body: [{ channel: "export:e1", name: "status" }, { channel: "export:e1", name: "progress" }] }]);
});

afterEach(() => void vi.unstubAllGlobals());

it("a subscriber gets what fits the schema of a topic that it asked for", async () => {
  const sockets: FakeSocket[] = [];
  class FakeSocket {
    onopen: () => void = () => {};
    onmessage: (event: { data: string }) => Promise<void> = async () => {};
    constructor(readonly url: URL) {
      sockets.push(this);
      queueMicrotask(() => this.onopen());
    }
    close() {}
  }
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(console, "error").mockImplementation(() => {});
  const [{ watchExport }, { inngest }] = await fencesOf(doc, ["src/lib/watch-export.ts", "src/inngest/client.ts"]);
  realtimeApi(inngest as Inngest.Any);
  const phases: string[] = [];
  const subscription = await (watchExport as (id: string, on: (phase: string) => void) => Promise<{ close(): void }>)("e1", (phase) => void phases.push(phase));
  const [socket] = sockets;
  expect(socket?.url.searchParams.get("token")).toBe("token-1");
  const say = (topic: string, data: object, channel = "export:e1") => socket?.onmessage({ data: JSON.stringify({ kind: "data", channel, topic, data }) });
  await say("status", { phase: "started" });
  await say("status", { phase: "gone" });
  await say("progress", { rows: 1 });
  await say("status", { phase: "uploading" }, "export:e2");
  await say("status", { phase: "done" });
  await vi.waitFor(() => expect(phases).toEqual(["started", "done"]));
  subscription.close();
});

it("a runtime without WebSocket is told so", async () => {
  vi.stubGlobal("WebSocket", undefined);
  const [{ watchExport }] = await fencesOf(doc, ["src/lib/watch-export.ts"]);
  await expect((watchExport as (id: string, on: () => void) => Promise<unknown>)("e1", () => {})).rejects.toThrow("WebSockets not supported in current environment");
});

it("without realtime, a route tells the owner how far the job is, and nobody else", async () => {
  const jobs = { results: async () => ({ reported: false, ok: ["i1", "i2"], failed: [], pending: ["i3"] }) };
  const { db } = services();
  const [{ GET }] = await fencesOf(doc, ["src/app/api/exports/[id]/route.ts"], { db: { ...db, jobs } });
  const get = GET as (request: Request, context: object) => Promise<Response>;
  const ask = (user: string) => get(new Request("http://x/", { headers: { "x-user-id": user } }), { params: Promise.resolve({ id: "e1" }) });
  expect(await (await ask("u1")).json()).toEqual({ ok: 2, failed: 0, pending: 1 });
  expect((await ask("u2")).status).toBe(404);
});

it("Hono serves both routes as they are", async () => {
  const jobs = { results: async () => ({ reported: false, ok: ["i1"], failed: [], pending: [] }) };
  const { db } = services();
  const [{ app }, { inngest }] = await fencesOf(doc, ["src/server/hono.ts", "src/inngest/client.ts"], { db: { ...db, jobs } });
  realtimeApi(inngest as Inngest.Any);
  const ask = (path: string, method: string) => (app as Hono).request(path, { method, headers: { "x-user-id": "u1" } });
  expect(await (await ask("/api/exports/e1", "GET")).json()).toEqual({ ok: 1, failed: 0, pending: 0 });
  expect(await (await ask("/api/exports/e1/token", "POST")).json()).toMatchObject({ key: "token-1" });
  expect((await ask("/api/exports/e1/token", "GET")).status).toBe(404);
});
