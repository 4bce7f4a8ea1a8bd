import type { Inngest } from "inngest";
import { NotModelled, RuntimeStop } from "./errors.ts";
import { currentFlight, currentWorld } from "./context.ts";
import { guard } from "./flight.ts";
import { LIMITS } from "./limits.ts";
import { saveCheckpoint } from "./checkpoint.ts";
import { publishMessage } from "./realtime.ts";
import { sendSignal } from "./signals.ts";
import type { World } from "./state.ts";
import type { StoredEvent } from "./types.ts";

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
}

type Payload = { id?: string; name?: unknown; data?: Record<string, unknown>; ts?: number; v?: string; meta?: Record<string, unknown> };

function refusal(payloads: Payload[]): string | null {
  if (payloads.length > LIMITS.eventsPerRequest) return `Cannot have more than ${LIMITS.eventsPerRequest} events in a batch`;
  for (const payload of payloads) {
    if (typeof payload.name !== "string" || payload.name === "") return "event name is empty";
    if (payload.name.toLowerCase().startsWith("inngest/")) return "event name is reserved for internal usage";
    if (payload.name.length > LIMITS.eventNameLength) return `event name is longer than ${LIMITS.eventNameLength} characters`;
    if (JSON.stringify(payload).length > LIMITS.eventBytes) return `event is larger than ${LIMITS.eventBytes} bytes`;
  }
  return null;
}

async function acceptEvents(world: World, body: unknown, seed: string | null): Promise<Response> {
  const flight = currentFlight();
  // A send that the handler waits for holds up its answer; one that floats is still under way when the body has ended.
  if (flight !== undefined) await new Promise((resolve) => setImmediate(resolve));
  const payloads = [body].flat() as Payload[];
  const wrong = refusal(payloads);
  if (wrong !== null) return json({ error: wrong, status: 400 }, 400);
  if (flight?.bodyEnded) {
    guard(flight, "floating-send", null, `the event "${String(payloads[0]?.name)}" was sent without await: on serverless hosts it is lost`);
    return json({ ids: [], status: 200 });
  }
  // Outside a request the SDK stamps the real time; its seed tells whether the time is the user's or only the default.
  const stamped = Number(seed?.split(",")[0]);
  const ids = payloads.map((payload) => {
    const event: StoredEvent = {
      id: payload.id ?? world.newId(),
      name: String(payload.name),
      data: payload.data ?? {},
      ts: payload.ts === undefined || payload.ts === stamped ? world.clock.now : payload.ts,
      user: {},
      ...(payload.v === undefined ? {} : { v: payload.v }),
      ...(payload.meta === undefined ? {} : { meta: payload.meta }),
    };
    world.publish(event, flight?.run ?? null);
    return event.id;
  });
  return json({ ids, status: 200 });
}

async function answer(world: World, input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> {
  const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
  if (pathname === "/v1/realtime/publish" && (init?.body === undefined || typeof init.body === "string")) {
    publishMessage(world, searchParams, init?.body ?? "");
    return new Response();
  }
  const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
  if (pathname.startsWith("/e/")) return acceptEvents(world, body, new Headers(init?.headers).get("x-inngest-event-id-seed"));
  if (pathname === "/v1/signals") {
    const { signal, data } = body as { signal: string; data: unknown };
    const runId = sendSignal(world, signal, data);
    return runId === null ? json({ error: "no run waits for the signal", status: 404 }, 404) : json({ data: { run_id: runId } });
  }
  const [, runId, rest] = /^\/v[01]\/(?:checkpoint|runs)\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
  const run = world.runs.get(runId ?? "");
  if (run !== undefined && rest === "async") return new Response("{}", { status: saveCheckpoint(run, body) });
  if (run !== undefined && rest === "actions") return json(Object.fromEntries(run.memoised));
  if (run !== undefined && rest === "batch") return json(run.events);
  throw new NotModelled(`the SDK asked for ${init?.method ?? "GET"} ${pathname}, which this runtime does not model (tokens and streams of realtime, metadata, scores, durable endpoints)`);
}

const worlds = new WeakMap<object, World>();

/**
 * Answers everything that a client sends out in memory from now on: for the app that sends, or that handles a request;
 * otherwise, as in a route under test, for the app that was made last. No network.
 */
export function intercept(client: Inngest.Any, world: World): void {
  worlds.set(client, world);
  const fetchInMemory: typeof fetch = async (input, init) => {
    const flight = currentFlight();
    try {
      return await answer(currentWorld() ?? worlds.get(client) ?? world, input, init);
    } catch (error) {
      if (flight === undefined || !(error instanceof NotModelled || error instanceof RuntimeStop)) throw error;
      flight.settle({ kind: "stop", error });
      return new Promise(() => {});
    }
  };
  Object.defineProperty(client, "fetch", { configurable: true, value: fetchInMemory });
}
