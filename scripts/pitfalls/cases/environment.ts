import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import type { Express } from "express";
import type { Hono } from "hono";
import { type Form, marks, type Side } from "../forms.ts";
import type { Cases } from "../proof.ts";
import { placed } from "./given.ts";
import { ask, firstCall, recordRequests, signed, statusOf, unsigned } from "./http.ts";

const key = "signkey-test-64757261626c65";
const INNGEST_DEV = "1";

/** A host that serves one function with the fence's client, in an environment. */
function host(client: Inngest.Any, env: Record<string, string>) {
  client.setEnvVars(env);
  let runs = 0;
  const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async () => void runs++);
  return { handler: serve({ client, functions: [fn] }), runs: () => runs, call: firstCall({ name: "go", data: {} }), query: `?fnId=${client.id}-f&stepId=step` };
}

/** What Next.js's App Router does with a route.ts: a method that it does not export is answered 405. */
async function next(route: Record<string, unknown>, request: Request): Promise<number> {
  const method = route[request.method];
  return method ? (await ask(method, request)).status : 405;
}

/** The line below the mark in a fence of shell commands. */
function commandOf(form: Form, side: Side): string {
  const lines = form[side].text.split("\n");
  return lines[lines.findIndex((line) => line.includes(marks[side])) + 1] ?? "";
}

export const environment: Cases = {
  "dev-mode-missing": [
    {
      harm: "every request is answered 500",
      // The shell command of the fence sets the environment.
      async play({ side }, form) {
        const env = Object.fromEntries([...commandOf(form, side).matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
        const logs: string[] = [];
        const log = (...args: unknown[]) => void logs.push(JSON.stringify(args));
        const { handler, call, query } = host(new Inngest({ id: "my-app", logger: { info: log, warn: log, error: log, debug: log } }), env);
        const answers = [unsigned("GET"), unsigned("PUT"), unsigned("POST", call, query)].map(async (request) => (await ask(handler, request)).status);
        return { statuses: await Promise.all(answers), logged: logs.some((line) => line.includes("In cloud mode but no signing key found")) };
      },
      bad: { statuses: [500, 500, 500], logged: true },
      good: { statuses: [200, 200, 200], logged: false },
    },
  ],
  "is-dev-hard-coded": [
    {
      harm: "production runs a function for anyone, and sends its events to localhost",
      async play({ own }) {
        const client = own as Inngest.Any;
        const { handler, runs, call, query } = host(client, { INNGEST_SIGNING_KEY: key, INNGEST_EVENT_KEY: "test" });
        const { status } = await ask(handler, unsigned("POST", call, query));
        const { hosts } = recordRequests(client);
        await client.send({ name: "go" });
        return { accepted: status < 300, runs: runs(), hosts };
      },
      bad: { accepted: true, runs: 1, hosts: ["localhost"] },
      good: { accepted: false, runs: 0, hosts: ["inn.gs"] },
    },
  ],
  "body-limit": [
    {
      harm: "a run with 200 kB of results is refused",
      async play({ own, environment: set }) {
        set({ INNGEST_DEV });
        const app = (own as Express).set("env", "test"); // says nothing about the refusal
        const call = firstCall({ name: "inngest/function.invoked", data: { number: 4, padding: "x".repeat(200_000) } });
        const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(call) };
        return statusOf((port, address) => app.listen(port, address), "/api/inngest?fnId=my-app-compute-square&stepId=step", init);
      },
      bad: 413,
      good: 200,
    },
  ],
  "unserved-function": [
    {
      harm: "the function is not registered: the event starts nothing",
      async play({ own, environment: set, functions, start, effects }) {
        set({ INNGEST_DEV });
        const registered = (await (await ask(own, unsigned("PUT"))).json()) as { functions: { id: string }[] };
        const ids = registered.functions.map(({ id }) => id);
        const app = await start({ functions: functions.filter((fn) => ids.includes(fn.id("my-app"))) });
        await app.send(placed());
        await app.settle();
        return { ids, mails: effects.mails.length };
      },
      bad: { ids: ["my-app-compute-square"], mails: 0 },
      good: { ids: ["my-app-compute-square", "my-app-send-receipt"], mails: 1 },
    },
  ],
  "stale-sync": [
    {
      harm: "Inngest does not learn of the new function",
      // The shell command of the fence deploys; whether it also makes the app register is what counts.
      async play({ client, side }, form) {
        client.setEnvVars({ INNGEST_SIGNING_KEY: key, INNGEST_EVENT_KEY: "test" });
        let known: string[] = [];
        const register: typeof fetch = async (_, init) => {
          known = (JSON.parse(String(init?.body)) as { functions: { id: string }[] }).functions.map(({ id }) => id);
          return Response.json({ ok: true, modified: true });
        };
        Object.defineProperty(client, "fetch", { value: register });
        const make = (id: string) => client.createFunction({ id, triggers: { event: "go" } }, async () => null);
        const sync = (ids: string[]) => ask(serve({ client, functions: ids.map(make) }), new Request("https://app.example.com/api/inngest", { method: "PUT", headers: { host: "app.example.com" } }));
        await sync(["old"]);
        if (/curl .*-X PUT/.test(commandOf(form, side))) await sync(["old", "new"]);
        return known;
      },
      bad: ["my-app-old"],
      good: ["my-app-old", "my-app-new"],
    },
  ],
  "host-timeout": [
    {
      harm: "the run fails after each mail was sent five times",
      async play({ start, effects, side }) {
        // A mail takes 30 seconds, so the step with three of them 90. The host ends a request after 60, before it answers.
        const seconds = (stepId: string) => (stepId === "mails" ? 90 : 30);
        const app = await start({ takes: ({ stepId }) => `${seconds(stepId)}s`, fault: ({ stepId }) => (seconds(stepId) > 60 ? "lose" : undefined) });
        await app.send(placed());
        await app.settle();
        return { status: app.runsOf(side)[0]?.status ?? "none", mails: effects.mails.length };
      },
      bad: { status: "Failed", mails: 15 },
      good: { status: "Completed", mails: 3 },
    },
  ],
  "missing-serve-method": [
    {
      harm: "the app cannot be registered",
      async play({ exports, environment: set }) {
        set({ INNGEST_DEV });
        return { put: await next(exports, unsigned("PUT")) };
      },
      bad: { put: 405 },
      good: { put: 200 },
    },
  ],
  "auth-in-front": [
    {
      harm: "the app cannot be registered",
      async play({ own, environment: set }) {
        set({ INNGEST_DEV });
        const { status } = await (own as Hono).request(unsigned("PUT"));
        const page = await (own as Hono).request("http://localhost/orders");
        return { put: status, otherPages: page.status };
      },
      bad: { put: 401, otherPages: 401 },
      good: { put: 200, otherPages: 401 },
    },
  ],
  "secret-in-source": [
    {
      harm: "the leaked key still runs functions after the environment's key was changed",
      async play({ own }) {
        const { handler, call, query } = host(own as Inngest.Any, { INNGEST_SIGNING_KEY: key });
        const accepted = async (by: string) => (await ask(handler, signed("POST", by, call, query))).status < 300;
        return { leaked: await accepted("signkey-prod-0123456789abcdef"), changed: await accepted(key) };
      },
      bad: { leaked: true, changed: false },
      good: { leaked: false, changed: true },
    },
  ],
};
