import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { chain, isCall } from "./values.ts";

const generators = /^(uuid|nanoid|ulid|ulidx|cuid|cuid2|@paralleldrive\/cuid2|short-uuid|uuidv7|ksuid)$/;
const random = new Set(["Math.random", "crypto.randomUUID", "crypto.randomBytes", "crypto.getRandomValues", "crypto.randomInt", "globalThis.crypto.randomUUID"]);
const time = new Set(["Date.now", "performance.now", "process.hrtime", "process.hrtime.bigint"]);

/** A value that is new each time the code runs: the kind, and how it is written. */
export type Volatile = { kind: "time" | "random"; text: string };

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
