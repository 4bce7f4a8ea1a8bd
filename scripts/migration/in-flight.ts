import { hashOf } from "./drive.ts";
import { type Context, devClient, event, opsOf, playOne, type Programs, serveOne, silent } from "./kit.ts";
import { type Loaded, unsignedRun } from "./stage.ts";

const one = { id: "user-1" };

/** The steps that still run of a function, when these have ended before its code changed. */
async function goesOn(loaded: Loaded, ended: string[], ids: string[]): Promise<string[]> {
  const body = async ({ step }: Context) => {
    for (const id of ids) await step.run(id, () => id);
  };
  return (await playOne(loaded, body, { begun: { version: 1, steps: Object.fromEntries(ended.map((id) => [id, id])) } })).steps;
}

/** Runs something while timers of ten seconds, which the SDK gives a planned step to appear, end sooner. */
async function withShortTimers<T>(run: () => Promise<T>): Promise<T> {
  const { setTimeout: real } = globalThis;
  const sooner = (body: () => void, ms?: number) => real(body, Math.min(ms ?? 0, 200));
  Object.assign(globalThis, { setTimeout: sooner });
  try {
    return await run();
  } finally {
    Object.assign(globalThis, { setTimeout: real });
  }
}

/** What reaches a function from before: results of steps, events of other senders, calls between apps. */
export const programsOfInFlight: Programs = {
  "changed-steps": async (loaded) => ({
    added: await goesOn(loaded, ["charge", "ship"], ["charge", "note", "ship", "tell"]),
    renamed: await goesOn(loaded, ["charge"], ["pay"]),
    removed: await goesOn(loaded, ["charge", "ship"], ["ship", "tell"]),
  }),
  "added-before-planned": async (loaded) => {
    const body = async ({ step }: Context) => {
      await step.run("note", () => 1);
      await Promise.all([step.run("mail", () => 2), step.run("post", () => 3)]);
    };
    const handler = serveOne(loaded, {}, devClient(loaded, { logger: silent, checkpointing: false, optimizeParallelism: false }), body);
    const response = await withShortTimers(() => unsignedRun(handler, {}, hashOf("mail")));
    return { status: response.status, error: ((await response.json()) as { error: string }).error.split("; ")[0]?.replace(/"\w+"/, "it") };
  },
  "event-user": async (loaded) => {
    const bodies: { user?: unknown }[] = [];
    const fetch = async (_: string, { body }: { body: string }) => {
      bodies.push(...[JSON.parse(body) as object].flat());
      return Response.json({ ids: ["1"], status: 200 });
    };
    await devClient(loaded, { fetch, eventKey: "key" }).send({ ...event, user: one });
    const invoke = ({ step }: Context) => step.invoke("call", { function: loaded.inngest.referenceFunction({ functionId: "g" }), data: {}, user: one });
    return {
      received: (await playOne(loaded, ({ event: { user } }) => user, { event: { ...event, user: one } })).output,
      sent: bodies.at(-1)?.user,
      invoked: (await opsOf(loaded, invoke))[0]?.opts?.payload?.user ?? null,
    };
  },
  "invoke-another-app": async (loaded) => {
    const { referenceFunction } = loaded.inngest;
    const [op] = await opsOf(loaded, ({ step }) => step.invoke("charge", { function: referenceFunction({ appId: "billing", functionId: "charge" }), data: { orderId: "o1" }, timeout: "1h" }));
    return { op: op?.op, opts: op?.opts };
  },
  "error-of-another-app": async (loaded) => {
    const handler = serveOne(loaded, {}, devClient(loaded, { logger: silent }), ({ step }) => step.run("a", () => 1).catch((caught: unknown) => (caught as Error).name));
    return (await unsignedRun(handler, { [hashOf("a")]: { type: "error", error: { name: "Declined", message: "no" } } })).json();
  },
};
