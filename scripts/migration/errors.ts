import { AssertionError } from "node:assert";
import { hashOf, play } from "./drive.ts";
import { devClient, event, playOne, type Programs, serveOne, silent } from "./kit.ts";
import { unsignedRun } from "./stage.ts";

class Declined extends Error {
  override name = "Declined";
}

/** By what name errors are told. */
export const programsOfErrors: Programs = {
  "error-name": async (loaded) => {
    const { NonRetriableError, RetryAfterError } = loaded.inngest;
    const errors = {
      plain: new Error("x"),
      builtIn: new TypeError("x"),
      several: new AggregateError([new Error("y")], "x"),
      timeout: new DOMException("x", "TimeoutError"),
      abort: new DOMException("x", "AbortError"),
      assertion: new AssertionError({ message: "x" }),
      zod: loaded.zod.string().safeParse(1).error ?? new Error("zod accepts 1"),
      final: new NonRetriableError("x"),
      later: new RetryAfterError("x", 1),
      own: new Declined("x"),
    };
    const { output } = await playOne(loaded, async ({ step }) => {
      const names: Record<string, string> = {};
      for (const [id, error] of Object.entries(errors)) await step.run(id, () => Promise.reject(error)).catch((caught: unknown) => (names[id] = (caught as Error).name));
      return names;
    });
    return output;
  },
  "error-of-a-cause": async (loaded) => {
    const error = new Error("x", { cause: new Declined("y") });
    return (await playOne(loaded, ({ step }) => step.run("a", () => Promise.reject(error)).catch((caught: unknown) => ((caught as Error).cause as Error).name))).output;
  },
  "error-in-on-failure": async (loaded) => {
    const client = devClient(loaded, { logger: silent });
    const names: string[] = [];
    const onFailure = ({ error }: { error: Error }) => void names.push(error.name);
    const fn = loaded.sdk === "v3" ? client.createFunction({ id: "f", onFailure }, { event: "a/b" }, () => null) : client.createFunction({ id: "f", triggers: { event: "a/b" }, onFailure }, () => null);
    const failed = { function_id: "app-f", run_id: "01RUN", event, error: { name: "Declined", message: "x", stack: "" } };
    await play(loaded.edge.serve({ client, functions: [fn] }), { fnId: "app-f-failure", event: { name: "inngest/function.failed", data: failed } });
    return names;
  },
  "error-recorded-before": async (loaded) => {
    const client = devClient(loaded, { logger: silent });
    const handler = serveOne(loaded, {}, client, ({ step }) => step.run("a", () => 1).catch((caught: unknown) => (caught as Error).name));
    return (await unsignedRun(handler, { [hashOf("a")]: { type: "error", error: { name: "Error", message: "declined" } } })).json();
  },
};
