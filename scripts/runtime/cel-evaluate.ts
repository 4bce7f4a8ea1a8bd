import type { ASTNode } from "@marcbachmann/cel-js";

/** The value of something that is not in the data. */
export const UNKNOWN = Symbol("unknown");

export type Scope = {
  variables: { event?: unknown; async?: unknown };
  /** What a missing part of `event` evaluates to. */
  missingEvent: typeof UNKNOWN | null;
  /** Whether texts written into the expression stay as they are written there, with their escapes. */
  escaped: boolean;
  /** Evaluates source text by the CEL library, which throws on anything missing. */
  library: (source: string) => unknown;
};

function member(container: unknown, key: unknown): unknown {
  if (typeof container !== "object" || container === null) return UNKNOWN;
  const name = typeof key === "bigint" ? Number(key) : key;
  if (typeof name !== "string" && typeof name !== "number") return UNKNOWN;
  return Object.hasOwn(container, name) ? ((container as Record<string | number, unknown>)[name] ?? null) : UNKNOWN;
}

function root(node: ASTNode): string | null {
  if (node.op === "id") return node.args;
  return node.op === "." || node.op === "[]" ? root(node.args[0]) : null;
}

function truthy(value: unknown): boolean {
  if (value === UNKNOWN || value === null || value === false || value === "") return false;
  return !((typeof value === "number" || typeof value === "bigint") && Number(value) === 0);
}

function numeric(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** Numbers of both kinds compare by value; null and unknown are equal to each other only. */
function equals(a: unknown, b: unknown): boolean {
  if (a === UNKNOWN || b === UNKNOWN) return a === null || b === null;
  if (numeric(a) && numeric(b)) return Number(a) === Number(b);
  if (typeof a === "object" && typeof b === "object") return JSON.stringify(a) === JSON.stringify(b);
  return a === b;
}

function zeroLike(value: unknown): unknown {
  return numeric(value) ? 0 : typeof value === "string" ? "" : false;
}

function less(a: unknown, b: unknown, orEqual: boolean): boolean | typeof UNKNOWN {
  if (a === UNKNOWN) return true;
  if (b === UNKNOWN) return false;
  const x = a === null ? zeroLike(b) : a;
  const y = b === null ? zeroLike(a) : b;
  if (numeric(x) && numeric(y)) return orEqual ? Number(x) <= Number(y) : Number(x) < Number(y);
  if (typeof x === "string" && typeof y === "string") return orEqual ? x <= y : x < y;
  return UNKNOWN;
}

function add(a: unknown, b: unknown): unknown {
  if (a === UNKNOWN) return b === UNKNOWN ? false : b;
  if (b === UNKNOWN) return a;
  if (typeof a === "bigint" && typeof b === "bigint") return a + b;
  if (typeof a === "number" && typeof b === "number") return a + b;
  return `${String(a)}${String(b)}`;
}

function arithmetic(op: "-" | "*" | "/" | "%", a: unknown, b: unknown): unknown {
  if (typeof a === "bigint" && typeof b === "bigint") {
    if (op === "-") return a - b;
    if (op === "*") return a * b;
    if (b === 0n) return UNKNOWN;
    return op === "/" ? a / b : a % b;
  }
  if (typeof a !== "number" || typeof b !== "number" || op === "%") return UNKNOWN;
  return op === "-" ? a - b : op === "*" ? a * b : a / b;
}

/**
 * Evaluates a parsed expression with the server's rules for what is missing: unknown equals only null, is less than
 * anything, and makes a function call false. `&&`, `||` and `?:` take any value as a condition.
 *
 * @param node the parsed expression
 * @param scope its data
 * @returns the value, ints as bigint, or `UNKNOWN`
 */
export function evaluateNode(node: ASTNode, scope: Scope): unknown {
  const value = (part: ASTNode) => evaluateNode(part, scope);
  switch (node.op) {
    case "value":
      return scope.escaped && typeof node.args === "string" ? node.input.slice(node.start + 1, node.end - 1) : node.args;
    case "id":
      return member(scope.variables, node.args);
    case ".":
    case "[]": {
      const container = value(node.args[0]);
      const found = member(container, node.op === "." ? node.args[1] : value(node.args[1]));
      if (root(node) !== "event") return found;
      if (found === UNKNOWN) return scope.missingEvent;
      return scope.escaped && typeof found === "string" ? JSON.stringify(found).slice(1, -1) : found;
    }
    case "==":
      return equals(value(node.args[0]), value(node.args[1]));
    case "!=":
      return !equals(value(node.args[0]), value(node.args[1]));
    case "<":
    case "<=":
      return less(value(node.args[0]), value(node.args[1]), node.op === "<=");
    case ">":
    case ">=": {
      const [a, b] = [value(node.args[0]), value(node.args[1])];
      const below = less(a, b, node.op === ">");
      return below === UNKNOWN ? UNKNOWN : !below;
    }
    case "&&": {
      const left = value(node.args[0]);
      return truthy(left) ? value(node.args[1]) : left;
    }
    case "||": {
      const left = value(node.args[0]);
      return truthy(left) ? left : value(node.args[1]);
    }
    case "!_": {
      const operand = value(node.args);
      return operand === UNKNOWN ? false : !truthy(operand);
    }
    case "?:":
      return value(truthy(value(node.args[0])) ? node.args[1] : node.args[2]);
    case "+":
      return add(value(node.args[0]), value(node.args[1]));
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(node.op, value(node.args[0]), value(node.args[1]));
    case "in": {
      const [item, list] = [value(node.args[0]), value(node.args[1])];
      if (item === UNKNOWN || typeof list !== "object" || list === null) return false;
      return Array.isArray(list) ? list.some((entry) => equals(entry, item)) : Object.hasOwn(list, String(item));
    }
    case "list":
      return node.args.map(value);
    default:
      return byLibrary(node, scope);
  }
}

/** Functions and macros go to the library; on missing data `size` is 0 and the rest is false. */
function byLibrary(node: ASTNode, scope: Scope): unknown {
  try {
    return scope.library(node.input.slice(node.start, node.end));
  } catch {
    return (node.op === "call" || node.op === "rcall") && node.args[0] === "size" ? 0n : false;
  }
}
