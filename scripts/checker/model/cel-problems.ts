import { parseCel } from "./cel-parse.ts";

const conversions = new Set(["int", "uint", "double"]);
// Those of CEL itself and of the library that the runtime uses.
const functions = new Set([
  ...conversions, "string", "bool", "bytes", "dyn", "type", "timestamp", "duration", "size", "has", "all", "exists", "exists_one", "map", "filter",
  "startsWith", "endsWith", "contains", "matches", "lowerAscii", "upperAscii", "trim", "substring", "indexOf", "lastIndexOf", "split", "join", "replace", "charAt", "reverse", "format",
  "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear", "getHours", "getMilliseconds", "getMinutes", "getMonth", "getSeconds",
]);

/** What is wrong with the syntax, or null. Names are not looked at: that is how concurrency keys are checked. */
export function syntaxProblem(text: string): string | null {
  const cel = parseCel(text);
  return typeof cel === "string" ? cel : null;
}

/** What is wrong with syntax, names or functions, or null. Only `event` and `async` are known names. */
export function problem(text: string): string | null {
  const cel = parseCel(text);
  if (typeof cel === "string") return cel;
  const name = cel.names.find((used) => used !== "event" && used !== "async");
  if (name !== undefined) return `unknown name "${name}"`;
  const call = cel.calls.find((used) => !functions.has(used));
  return call === undefined ? null : `unknown function "${call}"`;
}

/** As `problem`, and refuses functions, macros and arithmetic, as `cancelOn` does. */
export function restrictedProblem(text: string): string | null {
  const wrong = problem(text);
  const cel = parseCel(text);
  if (wrong !== null || typeof cel === "string") return wrong;
  const found = cel.calls.find((used) => !conversions.has(used)) ?? cel.arithmetic[0];
  return found === undefined ? null : `"${found}" is not allowed here`;
}
