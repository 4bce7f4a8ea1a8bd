import { checkpoints, type Handler } from "./drive.ts";

/** A function of either version. */
export type Fn = { id: (prefix: string) => string };

/** A client of either version, as JavaScript sees it. */
export type Client = {
  createFunction: (...args: unknown[]) => Fn;
  send: (event: object) => Promise<unknown>;
  setEventKey: (key: string) => void;
  realtime: { publish: (topic: unknown, data: object) => Promise<unknown> };
};

/** A channel of either version; a topic of inngest 3 is a function that makes a message, one of inngest 4 a reference. */
export type Channel = { name: string; status: ((data: object) => Promise<object>) | object };

/** What lets a page subscribe. */
export type Token = { channel: string | { name: string }; topics: string[]; key?: string; apiBaseUrl?: string };

type Stream = ReadableStream<unknown> & { getEncodedStream: () => ReadableStream<Uint8Array> };

/** The modules of one version, as JavaScript sees them: what one of the versions does not have is undefined at run time. */
export type Loaded = {
  sdk: "v3" | "v4";
  inngest: {
    Inngest: new (options: object) => Client;
    EventSchemas: new () => { fromSchema: (schemas: object) => unknown };
    InngestMiddleware: new (options: object) => unknown;
    Middleware: typeof import("inngest").Middleware;
    ConsoleLogger: new (options: object) => object;
    referenceFunction: (options: object) => object;
    eventType: (name: string, options: object) => unknown;
    NonRetriableError: new (message: string) => Error;
    RetryAfterError: new (message: string, wait: string | number) => Error;
  };
  testing: { InngestTestEngine: new (options: object) => { execute: () => Promise<{ result?: unknown; error?: unknown }> } };
  realtime: {
    /** Only inngest 3 has `channel` and `topic`, and only inngest 4 `realtime`. */
    channel: (name: (id: string) => string) => { addTopic: (topic: object) => (id: string) => Channel };
    topic: (name: string) => { schema: (schema: object) => object };
    realtime?: { channel: (options: object) => (id: string) => Channel };
    getSubscriptionToken: (client: Client, options: object) => Promise<Token>;
    subscribe: (token: object, callback?: (message: { data: unknown }) => void) => Promise<Stream>;
  };
  /** Only for inngest 3. */
  publishing?: { realtimeMiddleware: () => unknown };
  edge: { serve: (options: object) => Handler };
  next: { serve: (options: object) => Record<"GET" | "POST" | "PUT", Handler> };
  zod: typeof import("zod");
  /** The SDK's package.json. */
  manifest: { engines: { node: string }; peerDependencies: Record<string, string> };
};

const printed: string[] = [];
const sent: { name: string; data: unknown }[] = [];
const messages: { channel: string | null; topic: string | null; data: unknown }[] = [];

/** Takes over the console and the network of this process: nothing is printed, and every request is answered here. */
export function setStage(): void {
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    console[method] = (...args: unknown[]) => void printed.push(`${method}: ${args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" ")}`);
  }
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
    if (url.pathname === "/v1/realtime/token") return Response.json({ jwt: "jwt" });
    if (url.pathname === "/v1/realtime/publish") messages.push({ channel: url.searchParams.get("channel"), topic: url.searchParams.get("topic"), data: body });
    if (url.pathname.includes("/checkpoint/")) checkpoints.report?.((body as { steps: [] }).steps);
    if (url.pathname.includes("/e/")) sent.push(...([body].flat() as typeof sent));
    return Response.json({ ids: [body].flat().map((_, n) => `event-${n}`), status: 200 });
  };
}

/** What was printed since the last call. */
export function captured(): string[] {
  return printed.splice(0);
}

/** The events that were sent since the last call: their names and payloads. */
export function eventsSent(): { name: string; data: unknown }[] {
  return sent.splice(0).map(({ name, data }) => ({ name, data }));
}

/** The messages that were published since the last call. */
export function published(): typeof messages {
  return messages.splice(0);
}

/** What a call throws: its message, or null when it does not throw. */
export async function thrown(call: () => unknown): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Runs something with environment variables, which are gone afterwards. */
export async function withEnv<T>(variables: Record<string, string>, run: () => Promise<T>): Promise<T> {
  captured();
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

const url = "http://localhost/api/inngest";
const headers = { host: "localhost" };

/**
 * The answer to an unsigned request for a run of the function "app-f".
 *
 * @param steps what is recorded, by the hash of the id
 * @param stepId the hash of the planned step that is asked for; "step" asks for whatever comes next
 */
export function unsignedRun(handler: Handler, steps: Record<string, object> = {}, stepId = "step"): Promise<Response> {
  const stack = Object.keys(steps);
  const body = { event: { name: "a/b", data: {} }, events: [], steps, version: -1, ctx: { run_id: "01RUN", attempt: 0, stack: { stack, current: stack.length } } };
  return handler(new Request(`${url}?fnId=app-f&stepId=${stepId}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** The status codes of an app's handler for an unsigned request of each kind. */
export async function statuses(handler: Handler): Promise<Record<"GET" | "PUT" | "POST", number>> {
  const inspect = new Request(url, { headers });
  const sync = new Request(url, { method: "PUT", headers: { ...headers, "x-inngest-sync-kind": "in_band" }, body: JSON.stringify({ url }) });
  return { GET: (await handler(inspect)).status, PUT: (await handler(sync)).status, POST: (await unsignedRun(handler)).status };
}

/** The status codes of an app whose client says nothing of its mode. */
export function modes({ inngest }: Loaded, variables: Record<string, string>, serve: (client: Client) => Handler) {
  return withEnv(variables, () => statuses(serve(new inngest.Inngest({ id: "app" }))));
}
