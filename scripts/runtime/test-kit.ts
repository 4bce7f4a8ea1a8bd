import { Inngest, type InngestFunction } from "inngest";
import { describe } from "vitest";
import { type App, durable } from "./index.ts";
import type { DurableOptions, Run } from "./types.ts";

/** Says nothing: failing steps are what many tests are about. Without `flush` the SDK waits a millisecond a request. */
export const silent = { info() {}, warn() {}, error() {}, debug() {}, flush: async () => {} };

/** A client with default settings, in cloud mode and without keys, as in production code. */
export function newClient(): Inngest<{ id: string; logger: typeof silent }> {
  return new Inngest({ id: "shop", logger: silent });
}

type Functions = InngestFunction.Any | InngestFunction.Any[];

/** Starts an app from a client and the functions made with it. */
export function start(client: Inngest.Any, functions: Functions, options: Partial<DurableOptions> = {}): Promise<App> {
  return durable({ client, functions: [functions].flat(), ...options });
}

/** The only run of a function. */
export function theRun(app: App, functionId: string): Run {
  const runs = app.runsOf(functionId);
  const [run] = runs;
  if (run === undefined || runs.length > 1) throw new Error(`expected one run of "${functionId}", found ${runs.length}`);
  return run;
}

/** Describes rules that hold with steps inside one request, and with one request a step. */
export function inBothModes(name: string, rules: (options: { checkpointing: boolean }) => void): void {
  for (const checkpointing of [true, false]) describe(`${name}, ${checkpointing ? "checkpointing" : "one request a step"}`, () => rules({ checkpointing }));
}
