import * as sdk from "inngest";
import { type App, durable, type DurableOptions } from "../runtime/index.ts";
import type { Side } from "./forms.ts";
import { type Exports, isPrelude, type Program } from "./program.ts";
import { type Before, type Call, type Effects, openServices } from "./services.ts";

/** One side of a form, loaded afresh: its own client, event types, services. */
export type Scene = {
  side: Side;
  /** What the fence exports. */
  exports: Exports;
  /** What it exports as `bad` or `good`. */
  own: unknown;
  client: sdk.Inngest.Any;
  /** Sets the environment's variables for all clients that the fence made. */
  environment: (variables: Record<string, string>) => void;
  /** The functions that take part: all that the fence exports, but for those of the other side, and the prelude's. */
  functions: sdk.InngestFunction.Any[];
  /** Registers the functions with the embedded server, which does not stop when a safeguard complains. */
  start: (options?: Partial<DurableOptions>) => Promise<App>;
  effects: Effects;
  /** Calls of services, also those that failed. */
  calls: Call[];
  /** How often a service was called. */
  called: (service: string) => number;
  /** From now on this is asked before each call of the service. */
  given: (service: string, before: Before) => void;
  /** What the SDK logged. */
  logs: string[];
};

// The SDK exports the class of its functions as a type only.
const FunctionOfSdk = new sdk.Inngest({ id: "x" }).createFunction({ id: "x" }, async () => null).constructor;

export type Linked = { prelude: Program; packages: Map<string, Exports> };

/**
 * Loads a side of a form.
 *
 * @param linked the prelude, and the packages that the programs import
 */
export function openScene(program: Program, side: Side, checkpointing: boolean, { prelude, packages }: Linked): Scene {
  const given = new Map<string, Before>();
  const { services, effects, calls } = openServices((call) => given.get(call.service)?.(call));
  const logs: string[] = [];
  const clients: sdk.Inngest.Any[] = [];
  const inngest = { ...sdk, Inngest: quiet(logs, clients) };
  const require = (specifier: string): Exports => {
    const found = specifier === "inngest" ? inngest : packages.get(specifier);
    if (!found) throw new Error(`a pitfall's fence cannot import "${specifier}" here`);
    return found;
  };
  const surroundings: Exports = { ...prelude.run(require), ...services };
  const exports = program.run((specifier) => (isPrelude(specifier) ? surroundings : require(specifier)));
  const client = [exports.inngest, surroundings.inngest].find((value) => value instanceof sdk.Inngest) as sdk.Inngest.Any;
  const functions = Object.entries({ ...(exports.inngest ? {} : surroundings), ...exports }).flatMap(([name, value]) =>
    value instanceof FunctionOfSdk && !name.startsWith(side === "bad" ? "good" : "bad") ? [value as sdk.InngestFunction.Any] : [],
  );
  return {
    side,
    exports,
    own: exports[side],
    client,
    environment: (variables) => clients.forEach((each) => each.setEnvVars(variables)),
    functions,
    start(options = {}) {
      // Without signatures a request costs half the time.
      client.setEnvVars({ INNGEST_DEV: "1" });
      return durable({ client, functions, checkpointing, safeguards: "record", patience: 60_000, ...options });
    },
    effects,
    calls,
    called: (service) => calls.filter((call) => call.service === service).length,
    given: (service, before) => void given.set(service, before),
    logs,
  };
}

/** The SDK's client, but what it logs is kept instead of printed, and so is each client. */
function quiet(logs: string[], clients: sdk.Inngest.Any[]): typeof sdk.Inngest {
  const log = (...args: unknown[]) => void logs.push(args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" "));
  const logger = { info: log, warn: log, error: log, debug: log, flush: async () => {} };
  return new Proxy(sdk.Inngest, {
    construct(target, [options]: [sdk.ClientOptions], newTarget) {
      const client = Reflect.construct(target, [{ logger, ...options }], newTarget) as sdk.Inngest.Any;
      clients.push(client);
      return client;
    },
  });
}
