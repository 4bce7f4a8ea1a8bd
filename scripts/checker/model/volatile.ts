import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { chain, isCall, isMember, memberName, numberOf } from "./values.ts";

const generators = /^(uuid|nanoid|ulid|ulidx|cuid|cuid2|@paralleldrive\/cuid2|short-uuid|uuidv7|ksuid)$/;
const random = new Set(["Math.random", "crypto.randomUUID", "crypto.randomBytes", "crypto.getRandomValues", "crypto.randomInt", "globalThis.crypto.randomUUID"]);
const time = new Set(["Date.now", "performance.now", "process.hrtime", "process.hrtime.bigint"]);

/** A value that is new each time the code runs: the kind, and how it is written. */
export type Volatile = { kind: "time" | "random"; text: string };

/** Whether a time is cut down to its day, so that it changes at midnight only: where it is made, or wherever its name is used. */
export function isCoarse(model: Model, made: Node): boolean {
  const { tree } = model;
  for (let node = made, parent = tree.parent(made); parent !== null; node = parent, parent = tree.parent(parent)) {
    if (isMember(parent) && tree.slot(node) === "object" && isCut(model, parent)) return true;
    if (parent.type === "VariableDeclarator") {
      const references = tree.slot(node) === "init" ? (tree.binding(parent.id as Node)?.references ?? []) : [];
      return references.length > 0 && (references.some((reference) => isSetBack(model, reference)) || references.every((reference) => isCoarse(model, reference)));
    }
    if (parent.type.endsWith("Statement") || parent.type.endsWith("Function")) return false;
  }
  return false;
}

/** `.getDate()`, `.toISOString().slice(0, 10)`, `.toISOString().split("T")` */
function isCut({ tree }: Model, member: Node): boolean {
  const name = memberName(member) ?? "";
  const call = tree.parent(member);
  if (!isCall(call)) return false;
  if (/^(get(UTC)?(FullYear|Month|Date|Day)|to(Locale)?DateString)$/.test(name)) return true;
  const [first, second] = call.arguments;
  if (/^(slice|substring)$/.test(name)) return numberOf(tree, first) === 0 && (numberOf(tree, second) ?? Number.POSITIVE_INFINITY) <= 10;
  return name === "split" && first?.type === "StringLiteral" && first.value === "T";
}

/** `now.setHours(0, 0, 0, 0)` */
function isSetBack({ tree }: Model, reference: Node): boolean {
  const member = tree.parent(reference);
  const call = member && tree.parent(member);
  return isMember(member) && isCall(call) && /^set(UTC)?Hours$/.test(memberName(member) ?? "") && numberOf(tree, call.arguments[0]) === 0;
}

/** Tells whether an expression makes a value that differs from run to run. */
export function volatile(model: Model, node: Node): Volatile | null {
  if (node.type === "NewExpression") {
    const now = node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0 && model.tree.binding(node.callee) === null;
    return now ? { kind: "time", text: "new Date()" } : null;
  }
  if (!isCall(node)) return null;
  const name = chain(node.callee)?.join(".") ?? "";
  const imported = node.callee.type === "Identifier" ? model.imported(node.callee) : null;
  if (imported) {
    const made = generators.test(imported.from) || (/^(node:)?crypto$/.test(imported.from) && imported.name.startsWith("random"));
    const clock = /^(dayjs|moment|moment-timezone)$/.test(imported.from) && node.arguments.length === 0;
    return made ? { kind: "random", text: `${name}()` } : clock ? { kind: "time", text: `${name}()` } : null;
  }
  if (random.has(name)) return { kind: "random", text: `${name}()` };
  return time.has(name) && (node.arguments.length === 0 || name.startsWith("process")) ? { kind: "time", text: `${name}()` } : null;
}
