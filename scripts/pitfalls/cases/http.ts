import { createHmac } from "node:crypto";
import type { Server } from "node:http";
import type { Inngest } from "inngest";
import { canonicalJson } from "../../runtime/canonical.ts";

type Handler = (request: Request) => Response | Promise<Response>;

const url = "http://localhost/api/inngest";

/** A request as the server makes it to register the functions (PUT) or to run one (POST), without a signature. */
export function unsigned(method: "GET" | "PUT" | "POST", body: unknown = { url }, query = ""): Request {
  const headers = { host: "localhost", "content-type": "application/json", "x-inngest-sync-kind": "in_band" };
  return new Request(url + query, { method, headers, ...(method === "GET" ? {} : { body: JSON.stringify(body) }) });
}

/** The same, signed with a key as the server does. */
export function signed(method: "PUT" | "POST", key: string, body: unknown = { url }, query = ""): Request {
  const request = unsigned(method, body, query);
  const seconds = String(Math.round(Date.now() / 1_000));
  const signature = createHmac("sha256", key.replace(/^signkey-\w+-/, "")).update(canonicalJson(body) + seconds).digest("hex");
  request.headers.set("x-inngest-signature", `t=${seconds}&s=${signature}`);
  return request;
}

/** The body of a request that starts a run of a function. */
export function firstCall(event: { name: string; data: unknown }, steps: Record<string, unknown> = {}) {
  return { event, events: [event], steps, version: 2, use_api: false, ctx: { run_id: "r1", attempt: 0, max_attempts: 5, stack: { stack: Object.keys(steps), current: Object.keys(steps).length } } };
}

/** From now on the client's events are accepted by no server at all; tells the hosts that they were meant for. */
export function recordRequests(client: Inngest.Any): { hosts: string[] } {
  const hosts: string[] = [];
  const accept: typeof fetch = async (input) => {
    hosts.push(new URL(String(input)).hostname);
    return Response.json({ ids: ["e1"], status: 200 });
  };
  Object.defineProperty(client, "fetch", { value: accept });
  return { hosts };
}

/** Asks a handler. */
export async function ask(handler: unknown, request: Request): Promise<Response> {
  return (handler as Handler)(request);
}

/** Starts a server on loopback, asks it for one answer's status, and closes it. */
export async function statusOf(listen: (port: number, host: string) => Server, path: string, init: RequestInit): Promise<number> {
  const server = listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    const address = server.address();
    const response = await fetch(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}${path}`, init);
    await response.text();
    return response.status;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
