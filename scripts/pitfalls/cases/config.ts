import { SyncRefused } from "../../runtime/index.ts";
import type { Cases } from "../proof.ts";
import type { Scene } from "../scene.ts";
import { order, paid, placed, snippet } from "./given.ts";

/** Registers the app: "accepted", or the function and option for which the server refuses it. */
async function registration({ start }: Scene): Promise<string> {
  try {
    await start();
    return "accepted";
  } catch (error) {
    if (!(error instanceof SyncRefused)) throw error;
    return error.problems.map((line) => line.split(": ")[0]).join();
  }
}

export const config: Cases = {
  "cel-syntax": [
    { harm: "the whole app is refused", play: registration, bad: 'function "bad", triggers.if', good: "accepted" },
    {
      harm: "the payment is not recognised",
      async play({ start }) {
        const app = await start();
        await app.send(snippet);
        await app.run();
        await app.send(paid());
        await app.advance("1d");
        return app.runsOf("snippet")[0]?.steps.map(({ status }) => status) ?? [];
      },
      bad: ["timedOut"],
      good: ["completed"],
    },
  ],
  "constant-key": [
    {
      harm: "the mail waits for the other function's call of an hour",
      async play({ start, effects }) {
        const app = await start({ takes: ({ stepId }) => (stepId === "ask" ? "1h" : 0) });
        await app.send(placed());
        await app.advance("10m");
        const after10m = effects.mails.length;
        await app.advance("1h");
        return { after10m, after70m: effects.mails.length };
      },
      bad: { after10m: 0, after70m: 1 },
      good: { after10m: 1, after70m: 1 },
    },
  ],
  "concurrency-is-not-a-mutex": [
    {
      harm: "the second run begins before the first one ended",
      async play({ start, calls, side }) {
        const app = await start();
        const sync = { name: "shop/sync.requested", data: { storeId: "s1" } };
        await app.send([sync, sync]);
        await app.settle();
        return { writes: calls.map(({ args }) => String(args[1])), runs: app.runsOf(side).length };
      },
      bad: { writes: ["begin", "begin", "end", "end"], runs: 2 },
      good: { writes: ["begin", "end"], runs: 1 },
    },
  ],
  "spread-event-type": [
    {
      harm: "a broken event is processed: a mail to nobody",
      play: order(({ effects }, run) => ({ status: run.status, to: effects.mails.map(({ to }) => to ?? "undefined") }), undefined, placed("o1", { email: undefined })),
      bad: { status: "Completed", to: ["undefined"] },
      good: { status: "Failed", to: [] },
    },
  ],
  "trigger-arguments": [
    {
      harm: "every call fails before the handler",
      async play({ start, functions, client, side }) {
        const target = functions.find((fn) => fn.id() === side);
        if (!target) throw new Error(`the fence has no function "${side}"`);
        const caller = client.createFunction({ id: "caller", triggers: { event: "go" }, retries: 0 }, async ({ step }) => step.invoke("call", { function: target, data: { orderId: "o1" } }));
        const app = await start({ functions: [target, caller] });
        await app.send({ name: "go", data: {} });
        await app.settle();
        const run = app.runsOf("caller")[0];
        return String(run?.output ?? run?.error?.message);
      },
      bad: "Cannot read properties of undefined (reading 'validate')",
      good: "done",
    },
  ],
  "strict-invoke-schema": [
    {
      harm: "the call fails although the data is right",
      play: order((_, { output, error }) => ({ output: (output as number | undefined) ?? null, error: /Unrecognized key: \W+_inngest/.test(error?.message ?? "") })),
      bad: { output: null, error: true },
      good: { output: 16, error: false },
    },
  ],
  "schema-transform": [
    {
      harm: "the value is not transformed: the run fails",
      play: order((_, { status }) => ({ status }), undefined, { name: "app/reminder.set", data: { at: "2026-01-02T00:00:00Z" } }),
      bad: { status: "Failed" },
      good: { status: "Completed" },
    },
  ],
  "sync-refused": [{ harm: "the whole app is refused", play: registration, bad: 'function "bad", concurrency.key', good: "accepted" }],
  "duplicate-function-id": [
    {
      harm: "the app does not start",
      play({ own }) {
        try {
          (own as () => unknown)();
          return "started";
        } catch (error) {
          return (error as Error).message.split(";")[0] ?? "";
        }
      },
      bad: 'Duplicate function ID "my-app-send-receipt"',
      good: "started",
    },
  ],
};
