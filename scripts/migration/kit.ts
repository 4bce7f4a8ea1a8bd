import { type Handler, type PlayOptions, play } from "./drive.ts";
import { type Client, type Fn, type Loaded, unsignedRun } from "./stage.ts";

/** What a program saw, as JSON. */
export type Seen = unknown;

/** Small programs by name, each run on both versions as JavaScript would run it. */
export type Programs = Record<string, (loaded: Loaded) => Promise<Seen>>;

/** The step tools that the programs use. */
type Step = {
  run: (id: string, body: () => unknown) => Promise<unknown>;
  invoke: (id: string, options: object) => Promise<unknown>;
  sleep: (id: string, time: string) => Promise<unknown>;
  waitForEvent: (id: string, options: object) => Promise<unknown>;
  sendEvent: (id: string, event: object) => Promise<unknown>;
  /** Only inngest 4 has it. */
  realtime: { publish: (id: string, topic: unknown, data: object) => Promise<unknown> };
};

/** What a handler of either version is given; only inngest 4 has `group`, and `publish` comes from a middleware of inngest 3. */
export type Context = {
  step: Step;
  publish: (message: unknown) => Promise<unknown>;
  group?: { parallel: <T>(body: () => Promise<T>) => Promise<T> };
  event: { data: Record<string, unknown>; user?: unknown };
  error: Error;
  logger: Record<"info" | "debug", (...args: unknown[]) => void>;
};

/** The event that triggers the functions of `make`. */
export const event = { name: "a/b", data: {} };

/** A function of the version that runs, triggered by "a/b". */
export function make({ sdk }: Loaded, client: Client, id: string, handler: (context: Context) => unknown): Fn {
  return sdk === "v3" ? client.createFunction({ id }, { event: "a/b" }, handler) : client.createFunction({ id, triggers: { event: "a/b" } }, handler);
}

/** A logger that drops everything. */
export const silent = { info() {}, warn() {}, error() {}, debug() {} };

/** A client in dev mode. */
export function devClient({ inngest }: Loaded, options: object = {}): Client {
  return new inngest.Inngest({ id: "app", isDev: true, ...options });
}

/** The handler of an app with the one function "app-f". */
export function serveOne(loaded: Loaded, options: object = {}, client = devClient(loaded), handler: (context: Context) => unknown = () => null): Handler {
  return loaded.edge.serve({ client, functions: [make(loaded, client, "f", handler)], ...options });
}

/** Plays the one function "app-f", whose client logs nothing. */
export function playOne(loaded: Loaded, handler: (context: Context) => unknown, options: Partial<PlayOptions> = {}) {
  return play(serveOne(loaded, {}, devClient(loaded, { logger: silent }), handler), { fnId: "app-f", event, ...options });
}

/** What the SDK reports of the first step of a function. */
export async function opsOf(loaded: Loaded, handler: (context: Context) => unknown, options: object = {}) {
  const client = devClient(loaded, { logger: silent, checkpointing: false, ...options });
  return (await (await unsignedRun(serveOne(loaded, {}, client, handler))).json()) as { op?: string; name?: string; data?: unknown; opts?: { payload?: { data?: unknown; user?: unknown } } }[];
}
