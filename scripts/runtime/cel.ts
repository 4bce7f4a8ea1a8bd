import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { UNKNOWN, evaluateNode } from "./cel-evaluate.ts";

const environment = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable("event", "map")
  .registerVariable("async", "map");

const LOGIC = new Set(["value", "id", ".", "[]", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||", "!_", "?:", "list"]);
const CONVERSIONS = new Set(["int", "uint", "double"]);

/** Data that an expression sees: `event` started the run, `async` came later. */
export type CelData = { event?: unknown; async?: unknown };

const parsed = new Map<string, ASTNode | Error>();

function parse(expression: string): ASTNode {
  let node = parsed.get(expression);
  if (node === undefined) {
    try {
      node = environment.parse(expression).ast;
    } catch (error) {
      node = error instanceof Error ? error : new Error(String(error));
    }
    parsed.set(expression, node);
  }
  if (node instanceof Error) throw node;
  return node;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

/** What is wrong with the syntax, or null. Names are not looked at: that is how concurrency keys are checked. */
export function syntaxProblem(expression: string): string | null {
  try {
    parse(expression);
    return null;
  } catch (error) {
    return firstLine(error);
  }
}

/** What is wrong with syntax, names or types, or null. Only `event` and `async` are known names. */
export function problem(expression: string): string | null {
  const check = environment.check(expression);
  return check.valid ? null : firstLine(check.error);
}

function outsideLogic(node: ASTNode): string | null {
  // In CEL's grammar the sign belongs to a number.
  if (node.op === "-_" && node.args.op === "value") return null;
  if (node.op === "call" && !CONVERSIONS.has(node.args[0])) return `${node.args[0]}()`;
  if (node.op === "rcall") return `${node.args[0]}()`;
  if (!LOGIC.has(node.op) && node.op !== "call") return `"${node.op}"`;
  const parts: unknown[] = node.op === "call" ? node.args[1] : Array.isArray(node.args) ? [...node.args] : [node.args];
  for (const part of parts) {
    if (typeof part !== "object" || part === null || !("op" in part)) continue;
    const found = outsideLogic(part as ASTNode);
    if (found !== null) return found;
  }
  return null;
}

/** As `problem`, and refuses functions, macros and arithmetic: `cancelOn` allows comparisons, `in`, `&&`, `||`, `!` only. */
export function restrictedProblem(expression: string): string | null {
  const wrong = problem(expression);
  if (wrong !== null) return wrong;
  const found = outsideLogic(parse(expression));
  return found === null ? null : `${found} is not allowed here; use comparisons, "in", &&, || and ! only`;
}

/**
 * Evaluates an expression as the server does: what is missing counts as unknown and does not throw.
 *
 * @param expression CEL
 * @param data its variables. Without `async` the expression is about the event alone; with it, missing parts of
 *   `event` are null, because the server writes the event's values into the expression beforehand; and it does not
 *   read the escapes of texts in the expression, so that no value with a quote or a newline equals one (seen on 1.43.0).
 * @returns the value; false for an unknown; null when it cannot be evaluated
 * @throws if the syntax is wrong
 */
export function evaluate(expression: string, data: CelData): unknown {
  const node = parse(expression);
  try {
    const value = evaluateNode(node, {
      variables: data,
      missingEvent: data.async === undefined ? UNKNOWN : null,
      escaped: data.async !== undefined,
      library: (source) => environment.evaluate(source, { event: data.event ?? {}, async: data.async ?? {} }) as unknown,
    });
    return value === UNKNOWN ? false : value;
  } catch {
    return null;
  }
}

/** Whether the expression is exactly true. */
export function isTrue(expression: string, data: CelData): boolean {
  return evaluate(expression, data) === true;
}

/** The text of a key. Whatever is missing has the key "false", as on the server. */
export function keyText(expression: string, data: CelData): string {
  const value = evaluate(expression, data) ?? false;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
