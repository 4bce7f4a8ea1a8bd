import type { Inngest, InngestFunction } from "inngest";
import type { DurableOptions } from "./types.ts";

// Kept from before a test can replace it.
const realSetTimeout = globalThis.setTimeout;

function field(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function named(value: unknown): string {
  const id = field(value, "id");
  return typeof value === "object" && value !== null ? `an object${typeof id === "string" ? ` with the id "${id}"` : ""}` : String(value);
}

/**
 * Checks what a test hands over, as far as the compiler has not: its types are what the SDK's ESM and CommonJS types share.
 *
 * @returns the client and its functions
 * @throws {TypeError} when the client is none of inngest 4, or a function is not made with it
 */
export function checkOptions(options: DurableOptions): { client: Inngest.Any; functions: InngestFunction.Any[] } {
  const client: unknown = field(options, "client");
  const functions: unknown = field(options, "functions");
  if (field(client, Symbol.toStringTag) !== "Inngest.App") throw new TypeError(`durable({ client }): expected the client, new Inngest({ id }); found ${named(client)}`);
  if (!Array.isArray(field(client, "middleware"))) throw new TypeError(`durable({ client }): expected a client of inngest 4; ${named(client)} is of an older version`);
  if (!Array.isArray(functions)) throw new TypeError(`durable({ functions }): expected an array; found ${named(functions)}`);
  functions.forEach((fn: unknown, index) => {
    if (field(fn, Symbol.toStringTag) !== "Inngest.Function") {
      throw new TypeError(`durable({ functions }): expected functions made by inngest.createFunction; functions[${index}] is ${named(fn)}`);
    }
    const owner = field(fn, "client");
    if (owner !== client) {
      throw new TypeError(`durable({ client }): expected the client that functions[${index}] is made with, ${named(owner)}; found another one, ${named(client)}`);
    }
  });
  return { client: client as Inngest.Any, functions: functions as InngestFunction.Any[] };
}

/**
 * Refuses to work while timers are faked, because the SDK waits for real ones and nothing would ever end.
 *
 * @throws {Error} with what to do about it
 */
export function refuseFakeTimers(): void {
  if (globalThis.setTimeout === realSetTimeout && !("clock" in globalThis.setTimeout)) return;
  throw new Error("Fake timers are on, and the SDK waits for real ones. Turn them off: time passes with app.advance(). To fake only the date, use vi.useFakeTimers({ toFake: [\"Date\"] }).");
}
