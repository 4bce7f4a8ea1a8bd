import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { resolve } from "./values.ts";

/** Whether an event's name is made from data, so that the name itself says whom it is about. */
export function isOneFamily(model: Model, event: Node | null): boolean {
  const value = resolve(model.tree, event);
  if (value?.type === "TemplateLiteral") return value.expressions.length > 0;
  return value?.type === "BinaryExpression" || (value?.type === "CallExpression" && !model.isFromInngest(value.callee, "eventType"));
}
