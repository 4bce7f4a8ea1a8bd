import type { Node, TryStatement } from "@babel/types";
import type { Model } from "./model.ts";
import { isFunction } from "./tree.ts";

/** A `try` with a `catch`, and what its block does itself, without what runs inside steps and inner functions. */
export type Attempt = {
  node: TryStatement;
  /** The block calls a step in place. */
  hasSteps: boolean;
  /** The block awaits something that is no step. */
  awaitsOther: boolean;
  region: ReturnType<Model["region"]>;
};

/** Finds every `try` with a `catch` that is part of a handler. */
export function attempts(model: Model): Attempt[] {
  return model.tree.of("TryStatement").flatMap((node) => {
    if (!node.handler) return [];
    const region = model.region(node);
    if (region.in === "elsewhere") return [];
    const own = ownNodes(model, node.block);
    const steps = own.filter((inner) => model.stepOf(inner) !== null);
    const awaits = own.filter((inner) => inner.type === "AwaitExpression");
    const awaitsOther = awaits.some((inner) => ![inner, ...model.tree.below(inner)].some((part) => model.stepOf(part) !== null));
    return { node, hasSteps: steps.length > 0, awaitsOther, region };
  });
}

/** The nodes below a node, without those of functions inside it. */
export function ownNodes(model: Model, node: Node): Node[] {
  const all = model.tree.below(node);
  const own: Node[] = [];
  for (let index = 0; index < all.length; index++) {
    const inner = all[index];
    if (inner === undefined) break;
    own.push(inner);
    if (isFunction(inner)) index += model.tree.below(inner).length;
  }
  return own;
}
