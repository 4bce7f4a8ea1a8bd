import type { Node, ObjectExpression } from "@babel/types";
import type { InngestFunction, Model } from "./model.ts";
import { listOf, objectOf, property } from "./values.ts";

/** The triggers of a function, as they are written: objects, event types, calls of `cron` and `invoke`. */
export function triggersOf(model: Model, fn: InngestFunction): Node[] {
  return listOf(model.tree, fn.trigger ?? property(fn.options, "triggers"));
}

/** The entries of an option that holds one object or several. */
export function entriesOf(model: Model, fn: InngestFunction, option: string): ObjectExpression[] {
  return listOf(model.tree, property(fn.options, option)).filter((entry) => entry.type === "ObjectExpression");
}

/** The object of an option. */
export function optionOf(model: Model, fn: InngestFunction, option: string): ObjectExpression | null {
  return objectOf(model.tree, property(fn.options, option));
}

/** Where a text stands for a CEL expression: what it may name there, and how the server reads it. */
export type Expression = { node: Node; option: string; of: "trigger" | "later" | "key" | "strict-key" | "singleton-key" | "priority" };

/** Every place of a file where CEL is written. */
export function expressions(model: Model): Expression[] {
  const found: Expression[] = [];
  const add = (object: ObjectExpression | null, name: string, option: string, of: Expression["of"]) => {
    const node = property(object, name);
    if (node !== null && node.type !== "ObjectMethod") found.push({ node, option, of });
  };
  for (const fn of model.functions) {
    for (const trigger of triggersOf(model, fn)) if (trigger.type === "ObjectExpression") add(trigger, "if", "triggers[].if", "trigger");
    for (const entry of entriesOf(model, fn, "cancelOn")) add(entry, "if", "cancelOn[].if", "later");
    for (const entry of entriesOf(model, fn, "concurrency")) add(entry, "key", "concurrency.key", "key");
    add(optionOf(model, fn, "throttle"), "key", "throttle.key", "key");
    for (const option of ["rateLimit", "debounce", "batchEvents"]) add(optionOf(model, fn, option), "key", `${option}.key`, "strict-key");
    add(optionOf(model, fn, "batchEvents"), "if", "batchEvents.if", "trigger");
    add(optionOf(model, fn, "singleton"), "key", "singleton.key", "singleton-key");
    add(optionOf(model, fn, "priority"), "run", "priority.run", "priority");
    add(fn.options, "idempotency", "idempotency", "strict-key");
  }
  for (const { method, options } of model.steps) if (method === "waitForEvent") add(options, "if", "waitForEvent.if", "later");
  return found;
}
