import { AsyncLocalStorage } from "node:async_hooks";
import { Inngest, Middleware } from "inngest";
import { expect, it } from "vitest";
import { RuntimeStop } from "../runtime/index.ts";
import { inBothModes, newClient, silent, start, theRun } from "../runtime/test-kit.ts";
import { fencesOf, startReference, tableOf } from "./kit.ts";

const doc = "middleware.md";

function stage() {
  const log: unknown[] = [];
  const services = {
    db: { users: { find: async (id: string) => ({ id, email: `${id}@example.com` }) } },
    sendEmail: async (mail: { subject: string }) => void log.push(mail.subject),
    metrics: { record: (name: string, _: number, tags: Record<string, string>) => void log.push([name, Object.keys(tags)]) },
    partner: {
      push: async (id: string) => {
        log.push(`push ${id}`);
        throw Object.assign(new Error("refused"), { status: Number(id) });
      },
    },
  };
  return { log, services };
}

inBothModes("the client of middleware.md", (mode) => {
  it("injects services, gives each run its tenant and times each step once", async () => {
    const { log, services } = stage();
    const { app } = await startReference(doc, ["src/inngest/functions/remind.ts"], { ...mode, services });
    await app.send([{ name: "app/reminder.due", data: { userId: "u1", tenantId: "acme" } }]);
    await app.settle();
    expect(theRun(app, "remind")).toMatchObject({ status: "Completed", output: "acme" });
    expect(log).toEqual([["step.find-user", ["runId"]], "お知らせ(acme)", ["step.send", ["runId"]]]);
  });

  it("knows the run's id without an argument", async () => {
    const [{ RunContext, currentRunId }] = await fencesOf(doc, ["src/inngest/middleware/run-context.ts"]);
    const read = currentRunId as () => string | null;
    const client = new Inngest({ id: "shop", logger: silent, middleware: [RunContext as Middleware.Class] });
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => [await step.run("a", async () => read()), read()]);
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    const { id, output } = theRun(app, "f");
    expect(output).toEqual([id, id]);
    expect(read()).toBeNull();
  });

  it.each([[404, 1], [500, 5]])("tries a step that fails with %i %i times", async (status, attempts) => {
    const { log, services } = stage();
    const { app } = await startReference(doc, ["src/inngest/functions/push-order.ts"], { ...mode, services });
    await app.send({ name: "app/order.placed", data: { orderId: String(status) } });
    await app.settle();
    expect(theRun(app, "push-order").status).toBe("Failed");
    expect(log.filter((line) => line === `push ${status}`)).toHaveLength(attempts);
  });

  it("marks who sent an event", async () => {
    const [{ SentBy }] = await fencesOf(doc, ["src/inngest/middleware/sent-by.ts"]);
    const client = new Inngest({ id: "shop", logger: silent, middleware: [SentBy as Middleware.Class] });
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.sendEvent("next", { name: "next", data: { n: 1 } }));
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    const sent = app.timeline().events.map(({ event }) => [event.name, event.data]).filter(([name]) => !String(name).startsWith("inngest/"));
    expect(sent).toEqual([["go", { sentBy: "app" }], ["next", { n: 1, sentBy: "f" }]]);
  });
});

const hooks = [
  "wrapRequest", "transformFunctionInput", "wrapFunctionHandler", "onMemoizationEnd", "transformStepInput", "wrapStep", "onStepStart",
  "wrapStepHandler", "onStepComplete", "onStepError", "onRunStart", "onRunComplete", "onRunError",
] as const;

/** A middleware class whose named hooks call `say` and change nothing. */
function watching(say: (hook: string) => void): Middleware.Class {
  class Watch extends Middleware.BaseMiddleware {
    readonly id = "watch";
  }
  for (const hook of hooks) {
    const wraps = hook.startsWith("wrap");
    Object.defineProperty(Watch.prototype, hook, {
      value: (args: { next: () => Promise<unknown> }) => {
        say(hook);
        return wraps ? args.next() : args;
      },
    });
  }
  return Watch;
}

inBothModes("the table of hooks", (mode) => {
  it("says how often each runs in a run of two steps around a sleep", async () => {
    const counts = new Map<string, number>(hooks.map((hook) => [hook, 0]));
    const client = new Inngest({ id: "shop", logger: silent, middleware: [watching((hook) => counts.set(hook, (counts.get(hook) ?? 0) + 1))] });
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("a", () => 1);
      await step.sleep("nap", "1h");
      await step.run("b", () => 2);
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    const column = mode.checkpointing ? 2 : 3;
    const said = tableOf(doc, "フック").flatMap((row) => (row[0] ?? "").split("、").flatMap((hook) => (row[column] === "—" ? [] : [[hook, Number(row[column])] as const])));
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(said));
    expect(theRun(app, "f").requests).toBe(counts.get("wrapRequest"));
  });
});

const one = (client: Inngest.Any, middleware: Middleware.Class[] = []) =>
  client.createFunction({ id: "f", triggers: { event: "go" }, retries: 1, middleware }, async ({ step }) => step.run("a", () => 1));

it("wraps from the client's first to the function's last", async () => {
  const log: string[] = [];
  const named = (name: string) =>
    class extends Middleware.BaseMiddleware {
      readonly id = name;
      override onStepStart() {
        log.push(`start ${name}`);
      }
      override async wrapStepHandler({ next }: Middleware.WrapStepHandlerArgs) {
        log.push(name);
        return next().finally(() => log.push(`/${name}`));
      }
    };
  const client = new Inngest({ id: "shop", logger: silent, middleware: [named("c1"), named("c2")] });
  const app = await start(client, one(client, [named("f1")]));
  await app.send({ name: "go" });
  await app.settle();
  expect(log).toEqual(["start c1", "start c2", "start f1", "c1", "c2", "f1", "/f1", "/c2", "/c1"]);
});

inBothModes("the traps", (mode) => {
  async function with_(hook: string, value: (args: { next: () => Promise<unknown> }) => unknown, fn = one) {
    class Trap extends Middleware.BaseMiddleware {
      readonly id = "trap";
    }
    Object.defineProperty(Trap.prototype, hook, { value });
    const errors: unknown[] = [];
    const logger = { ...silent, error: (...args: unknown[]) => void errors.push(args.at(-1)) };
    const client = new Inngest({ id: "shop", logger: silent, internalLogger: logger, middleware: [Trap] });
    const app = await start(client, fn(client), { ...mode, patience: 300 });
    await app.send({ name: "go" });
    return { app, errors };
  }
  const boom = () => {
    throw new Error("boom");
  };

  it.each(["wrapFunctionHandler", "wrapStep"])("code after next() in %s does not run in a request that ends before", async (hook) => {
    const reached: string[] = [];
    const { app } = await with_(
      hook,
      async ({ next }) => {
        reached.push("before");
        return next().finally(() => reached.push("after"));
      },
      (client) => client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => step.run("a", () => Promise.reject(new Error("first try")))),
    );
    await app.run();
    expect(theRun(app, "f").requests).toBe(1);
    expect(reached).toEqual(["before"]);
  });

  it("AsyncLocalStorage that wrapFunctionHandler sets is not seen in a step", async () => {
    const storage = new AsyncLocalStorage<string>();
    const { app } = await with_(
      "wrapFunctionHandler",
      async ({ next }) => storage.run("set", next),
      (client) => client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => [await step.run("a", () => storage.getStore() ?? "lost"), storage.getStore() ?? "lost"]),
    );
    await app.settle();
    expect(theRun(app, "f").output).toEqual(["lost", "set"]);
  });

  it("wrapRequest always ends", async () => {
    const reached: string[] = [];
    const { app } = await with_("wrapRequest", async ({ next }) => next().finally(() => reached.push("after")));
    await app.settle();
    expect(reached).toHaveLength(theRun(app, "f").requests);
  });

  it("wrapStep without next() never answers; wrapStepHandler without next() replaces the result", async () => {
    const broken = await with_("wrapStep", async () => "mine");
    await expect(broken.app.settle()).rejects.toThrow(RuntimeStop);
    const { app } = await with_("wrapStepHandler", async () => "mine");
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: "mine" });
  });

  it.each(["onRunStart", "onStepStart", "onStepComplete", "onMemoizationEnd", "onRunComplete"])("a throw in %s is only logged", async (hook) => {
    const { app, errors } = await with_(hook, boom);
    await app.settle();
    expect(theRun(app, "f").status).toBe("Completed");
    expect(errors).toContain("middleware error");
  });

  it.each(["transformFunctionInput", "transformStepInput", "wrapFunctionHandler", "wrapStep", "wrapStepHandler", "wrapRequest"])("a throw in %s fails the run after its retries", async (hook) => {
    const { app } = await with_(hook, boom);
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { message: "boom" } });
    expect(theRun(app, "f").steps.map(({ status }) => status)).toEqual(hook === "wrapStepHandler" ? ["failed"] : []);
  });
});

it("a step's failure is told twice, a cancellation not at all, and the failure handler has middleware too", async () => {
  const log: string[] = [];
  class Tell extends Middleware.BaseMiddleware {
    readonly id = "tell";
    override onStepError({ isFinalAttempt }: Middleware.OnStepErrorArgs) {
      log.push(`step ${isFinalAttempt}`);
    }
    override onRunError({ isFinalAttempt }: Middleware.OnRunErrorArgs) {
      log.push(`run ${isFinalAttempt}`);
    }
    override onRunComplete({ ctx }: Middleware.OnRunCompleteArgs) {
      log.push(`complete ${ctx.event.name}`);
    }
  }
  const client = new Inngest({ id: "shop", logger: silent, middleware: [Tell] });
  const failing = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 1, onFailure: async () => null }, async ({ step }) => step.run("a", () => Promise.reject(new Error("no"))));
  const waiting = client.createFunction({ id: "w", triggers: { event: "go" }, cancelOn: [{ event: "stop", if: "true" }] }, async ({ step }) => step.sleep("nap", "1d"));
  const app = await start(client, [failing, waiting]);
  await app.send({ name: "go" });
  await app.run();
  await app.send({ name: "stop" });
  await app.settle();
  expect(log).toEqual(["step false", "step true", "run true", "complete inngest/function.failed"]);
});

it("a field of the instance is gone in the next request", async () => {
  class Counting extends Middleware.BaseMiddleware {
    readonly id = "counting";
    count = 0;
    override onStepComplete() {
      this.count++;
    }
    override async wrapFunctionHandler({ next }: Middleware.WrapFunctionHandlerArgs) {
      await next();
      return this.count;
    }
  }
  const client = new Inngest({ id: "shop", logger: silent, middleware: [Counting] });
  const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
    await step.run("a", () => 1);
    await step.sleep("nap", "1h");
    await step.run("b", () => 1);
  });
  const app = await start(client, fn);
  await app.send({ name: "go" });
  await app.settle();
  expect(theRun(app, "f").output).toBe(1);
});

it("a step before next() comes first in every function", async () => {
  class Prepend extends Middleware.BaseMiddleware {
    readonly id = "prepend";
    override async wrapFunctionHandler({ ctx, next }: Middleware.WrapFunctionHandlerArgs) {
      await ctx.step.run("first", () => 1);
      return next();
    }
  }
  const client = newClient();
  const app = await start(client, one(client, [Prepend]));
  await app.send({ name: "go" });
  await app.settle();
  expect(theRun(app, "f").steps.map(({ id }) => id)).toEqual(["first", "a"]);
});
