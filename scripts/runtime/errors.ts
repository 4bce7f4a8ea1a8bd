import type { SafeguardRule, SerializedError } from "./types.ts";

/** The runtime does not model what was asked for, and does not guess. */
export class NotModelled extends Error {
  override name = "NotModelled";
}

/** The real server would refuse to register the app. `problems` has one line for each reason. */
export class SyncRefused extends Error {
  override name = "SyncRefused";
  constructor(readonly problems: readonly string[]) {
    super(`The server refuses the whole app: at least one function is invalid.\n${problems.map((line) => `- ${line}`).join("\n")}`);
  }
}

/** A safeguard stopped the work. */
export class RuntimeStop extends Error {
  override name = "RuntimeStop";
  constructor(
    readonly rule: SafeguardRule,
    readonly functionId: string,
    readonly stepId: string | null,
    /** What is wrong, without saying where. */
    readonly reason: string,
  ) {
    super(`${rule}: function "${functionId}"${stepId === null ? "" : `, step "${stepId}"`}: ${reason}`);
  }
}

/** What the `fault` hook's "throw" throws. */
export class InjectedFault extends Error {
  override name = "InjectedFault";
}

/**
 * Ends the run that it is thrown for as Failed, without retries.
 *
 * @internal
 */
export class EndsRun extends Error {
  override name = "EndsRun";
  constructor(readonly error: SerializedError) {
    super(error.message);
  }
}

/**
 * An error in the form in which the server stores it.
 *
 * @internal
 */
export function serialized(value: unknown): SerializedError {
  if (typeof value === "string") return { name: "Error", message: value };
  const from = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const error: SerializedError = {
    name: typeof from.name === "string" && from.name !== "" ? from.name : "Error",
    message: typeof from.message === "string" && from.message !== "" ? from.message : "Function execution error",
  };
  if (typeof from.stack === "string") error.stack = from.stack;
  if (from.cause !== undefined) error.cause = from.cause;
  if (from.data !== undefined) error.data = from.data;
  return error;
}
