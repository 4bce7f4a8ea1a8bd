import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { isFunction } from "./tree.ts";
import { type Call, isCall, isMember, memberName, wrapped } from "./values.ts";

/** Why nobody waits for a promise: it stands alone, it goes on in `then` or `catch` only, it is voided on purpose, its name is never used, or `forEach` drops it. */
export type Dropped = "alone" | "chained" | "caught" | "void" | "unused" | "forEach";

/**
 * Tells whether nobody waits for the promise of an expression.
 *
 * @returns how it is dropped, or null when it is awaited, returned or handed on
 */
export function dropped(model: Model, expression: Node): Dropped | null {
  const { tree } = model;
  let chained: Dropped = "alone";
  for (let node = wrapped(tree, expression); ; ) {
    const parent = tree.parent(node);
    if (parent === null) return null;
    const slot = tree.slot(node);
    if (parent.type === "ExpressionStatement") return chained;
    if (parent.type === "UnaryExpression") return parent.operator !== "void" ? null : chained === "alone" ? "void" : chained;
    if (isMember(parent) && slot === "object") {
      const onwards = tree.parent(parent);
      const name = memberName(parent);
      if (!isCall(onwards) || !(name === "then" || name === "catch" || name === "finally")) return null;
      chained = name === "then" ? "chained" : chained === "chained" ? chained : "caught";
      node = wrapped(tree, onwards);
      continue;
    }
    if (parent.type === "LogicalExpression" ? slot === "right" : parent.type === "ConditionalExpression" && slot !== "test") {
      node = wrapped(tree, parent);
      continue;
    }
    if (parent.type === "VariableDeclarator" && parent.id.type === "Identifier") {
      const binding = tree.binding(parent.id);
      const exported = tree.parent(tree.parent(parent) ?? parent)?.type === "ExportNamedDeclaration";
      return binding !== null && binding.references.length === 0 && !exported ? "unused" : null;
    }
    // items.forEach((item) => step.run(...))
    if (isFunction(parent) && slot === "body") return isForEach(tree.parent(parent), parent) ? "forEach" : null;
    return null;
  }
}

/** The call of `forEach` whose asynchronous callback a node stands in, below any other function. */
export function forEachAround(model: Model, node: Node): Call | null {
  for (const above of model.tree.above(node)) {
    if (!isFunction(above)) continue;
    const call = model.tree.parent(above);
    return above.async && isForEach(call, above) ? (call as Call) : null;
  }
  return null;
}

function isForEach(call: Node | null, callback: Node): boolean {
  return isCall(call) && call.arguments[0] === callback && memberName(call.callee) === "forEach";
}
