import { hashOf, type Handler, play } from "./drive.ts";
import { programsOfErrors } from "./errors.ts";
import { programsOfInFlight } from "./in-flight.ts";
import { type Context, devClient, event, make, opsOf, playOne, type Programs, serveOne, silent } from "./kit.ts";
import { programsOfLogging } from "./logging.ts";
import { programsOfMiddleware } from "./middleware.ts";
import { programsOfParallel } from "./parallel.ts";
import { programsOfRealtime } from "./realtime.ts";
import { captured, modes, statuses, thrown, unsignedRun, withEnv } from "./stage.ts";
import { programsOfTestEngine } from "./test-engine.ts";

const appUrl = async (handler: Handler) => {
  const response = await handler(new Request("http://localhost/api/inngest", { method: "PUT", headers: { host: "localhost", "x-inngest-sync-kind": "in_band" }, body: '{"url":"http://localhost/api/inngest"}' }));
  const [fn] = ((await response.json()) as { functions: { id: string; steps: { step: { runtime: { url: string } } } }[] }).functions;
  return { id: fn?.id, url: fn?.steps.step.runtime.url.split("?")[0] };
};

/**
 * Small programs, each run on both versions as JavaScript would run it: what a type error does not show, or what no type
 * error stops. The types of the SDK are loose here, since one of the versions would refuse the code.
 */
export const programs: Programs = {
  ...programsOfErrors,
  ...programsOfInFlight,
  ...programsOfLogging,
  ...programsOfMiddleware,
  ...programsOfParallel,
  ...programsOfRealtime,
  ...programsOfTestEngine,

  "three-arguments": async (loaded) => thrown(() => devClient(loaded).createFunction({ id: "f" }, { event: "a/b" }, async () => null)),
  "two-arguments": async (loaded) => {
    const client = devClient(loaded);
    const fn = client.createFunction({ id: "f", triggers: { event: "a/b" } }, async () => null);
    return (await play(loaded.edge.serve({ client, functions: [fn] }), { fnId: "app-f", event })).status;
  },
  "event-schemas": async ({ inngest }) => thrown(() => new inngest.EventSchemas()),
  "inngest-middleware": async ({ inngest }) => thrown(() => new inngest.InngestMiddleware({ name: "m", init: () => ({}) })),
  "middleware-instance": async (loaded) => thrown(() => statuses(serveOne(loaded, {}, devClient(loaded, { middleware: [{ name: "m", init: () => ({}) }] })))),
  "set-event-key": async (loaded) => {
    const client = devClient(loaded);
    return thrown(() => client.setEventKey("key"));
  },

  "mode-without-environment": async (loaded) => modes(loaded, {}, (client) => serveOne(loaded, {}, client)),
  "mode-in-production": async (loaded) => modes(loaded, { NODE_ENV: "production" }, (client) => serveOne(loaded, {}, client)),
  "mode-with-inngest-dev": async (loaded) => modes(loaded, { INNGEST_DEV: "1" }, (client) => serveOne(loaded, {}, client)),
  "mode-with-inngest-dev-0": async (loaded) => modes(loaded, { INNGEST_DEV: "0" }, (client) => serveOne(loaded, {}, client)),
  "mode-with-signing-key": async (loaded) => modes(loaded, { INNGEST_SIGNING_KEY: "signkey-test-12345678" }, (client) => serveOne(loaded, {}, client)),

  "send-in-guessed-mode": async (loaded) =>
    withEnv({ INNGEST_EVENT_KEY: "key" }, async () => {
      const urls: string[] = [];
      const fetch = async (url: string) => {
        urls.push(url);
        return Response.json({ ids: ["1"], status: 200 });
      };
      await new loaded.inngest.Inngest({ id: "app", fetch }).send(event);
      return urls.at(-1);
    }),

  "serve-signing-key": async (loaded) => statuses(serveOne(loaded, { signingKey: "signkey-test-12345678" }, devClient(loaded, { isDev: false }))),
  "serve-host": async (loaded) => appUrl(serveOne(loaded, { serveHost: "https://app.example.com" })),
  "serve-host-variable": async (loaded) => withEnv({ INNGEST_SERVE_HOST: "https://app.example.com" }, async () => ({ ...(await appUrl(serveOne(loaded))), printed: captured() })),
  "serve-id": async (loaded) => appUrl(serveOne(loaded, { id: "other" })),
  "streaming-force": async (loaded) => {
    const client = devClient(loaded);
    const { POST } = loaded.next.serve({ client, functions: [make(loaded, client, "f", () => null)], streaming: "force" });
    return { POST: (await unsignedRun(POST)).status, printed: captured() };
  },
  "streaming-allow": async (loaded) => {
    const client = devClient(loaded);
    const { POST } = loaded.next.serve({ client, functions: [make(loaded, client, "f", () => null)], streaming: loaded.sdk === "v3" ? "allow" : true });
    return (await unsignedRun(POST)).status;
  },
  "streaming-variable": async (loaded) => withEnv({ INNGEST_STREAMING: "force" }, async () => ({ POST: (await unsignedRun(serveOne(loaded))).status, printed: captured() })),

  "invoke-by-name": async (loaded) => {
    const { status, output, bodyErrors } = await playOne(loaded, ({ step }) => step.invoke("charge", { function: "billing-charge", data: {} }), { answers: { charge: "paid" } });
    return { status, output, bodyErrors };
  },
  requests: async (loaded) => {
    const { steps, requests } = await playOne(loaded, async ({ step }) => {
      await step.run("a", () => 1);
      await step.run("b", () => 2);
    });
    return { steps, requests };
  },
  "mutated-variable": async (loaded) => {
    const { output } = await playOne(loaded, async ({ step }) => {
      let outer = 0;
      await step.run("a", () => void (outer = 1));
      await step.run("b", () => 2);
      return outer;
    });
    return output;
  },
  "step-hash": async (loaded) => {
    const seen: string[] = [];
    const handler = serveOne(loaded, {}, devClient(loaded), ({ step }) => step.run("charge-card", () => 1));
    await play(
      async (request) => {
        const response = await handler(request);
        if (response.status === 206) seen.push(...((await response.clone().json()) as { id: string; op: string }[]).filter(({ op }) => op !== "RunComplete").map(({ id }) => id));
        return response;
      },
      { fnId: "app-f", event },
    );
    return seen.every((id) => id === hashOf("charge-card")) ? "SHA-1 of the id" : seen;
  },
  "rethrown-error": async (loaded) => {
    const { status, bodyErrors, steps } = await playOne(loaded, async ({ step }) => {
      try {
        await step.run("charge", () => Promise.reject(new Error("declined")));
      } catch (error) {
        await step.run("undo", () => 1);
        throw error;
      }
    });
    return { status, bodyErrors, steps };
  },
  "wrapped-error": async (loaded) => {
    const { status, bodyErrors } = await playOne(loaded, async ({ step }) => {
      await step.run("charge", () => Promise.reject(new Error("declined"))).catch((cause: unknown) => Promise.reject(new Error("order failed", { cause })));
    });
    return { status, bodyErrors };
  },
  durations: async (loaded) => {
    const [long] = await opsOf(loaded, ({ step }) => step.sleep("s", "90m"));
    const [compound] = await opsOf(loaded, ({ step }) => step.sleep("s", "1h30m"));
    return { "90m": long?.name, "1h30m": compound?.name };
  },
  "protocol-version": async (loaded) => (await unsignedRun(serveOne(loaded))).headers.get("x-inngest-req-version"),
  "step-output": async (loaded) => (await opsOf(loaded, ({ step }) => step.run("a", () => ({ at: new Date(0), map: new Map([[1, 2]]) }))))[0]?.data,
  "retry-after": async (loaded) => {
    const { RetryAfterError } = loaded.inngest;
    const seconds = async (wait: string | number) => {
      const throws = () => Promise.reject(new RetryAfterError("busy", wait));
      return Number((await unsignedRun(serveOne(loaded, {}, devClient(loaded, { logger: silent }), throws))).headers.get("retry-after"));
    };
    return { "5000": await seconds(5000), '"120"': await seconds("120"), '"2m"': await seconds("2m") };
  },
  "payload-against-schema": async (loaded) => {
    const { inngest, zod, sdk } = loaded;
    const schema = zod.object({ userId: zod.string() });
    const client = sdk === "v3" ? devClient(loaded, { schemas: new inngest.EventSchemas().fromSchema({ "a/b": schema }) }) : devClient(loaded);
    const handler = async ({ event: { data } }: Context) => typeof data.userId;
    const fn = sdk === "v3" ? client.createFunction({ id: "f" }, { event: "a/b" }, handler) : client.createFunction({ id: "f", triggers: inngest.eventType("a/b", { schema }) }, handler);
    const { status, output, requests } = await play(loaded.edge.serve({ client, functions: [fn] }), { fnId: "app-f", event: { name: "a/b", data: { userId: 7 } } });
    return { status, output, requests };
  },
  "defaults-of-v4": async (loaded) => {
    const client = devClient(loaded, { checkpointing: true, optimizeParallelism: true });
    const sequence = make(loaded, client, "sequence", async ({ step }) => [await step.run("a", () => 1), await step.run("b", () => 2)]);
    const race = make(loaded, client, "race", ({ step }) => Promise.race([step.run("slow", () => 1), step.run("fast", () => 2)]));
    const handler = loaded.edge.serve({ client, functions: [sequence, race] });
    return {
      requests: (await play(handler, { fnId: "app-sequence", event })).requests,
      steps: (await play(handler, { fnId: "app-race", event, slow: ["slow"] })).steps,
    };
  },
  context: async (loaded) => (await playOne(loaded, (context) => Object.keys(context).filter((key) => ["event", "events", "step", "group", "runId", "attempt", "maxAttempts", "logger"].includes(key)).sort())).output,
  requirements: async ({ manifest: { engines, peerDependencies } }) => ({ node: engines.node, typescript: peerDependencies.typescript, zod: peerDependencies.zod }),
};
