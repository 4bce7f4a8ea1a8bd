import type { Node } from "@babel/types";
import type { Model, Step } from "../model/model.ts";
import { type Binding, isFunction } from "../model/tree.ts";
import { isCall, isMember, memberName, unwrap } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

const mutators = /^(push|unshift|splice|set|add|delete|append)$/;

export const mutatedVariable: Rule = {
  id: "mutated-variable",
  check: (model) => {
    const found = new Map<Binding, Found>();
    for (const node of model.tree.of("AssignmentExpression", "UpdateExpression", "CallExpression", "OptionalCallExpression")) {
      const target = written(node);
      const binding = model.tree.binding(target);
      if (target === null || binding === null || found.has(binding)) continue;
      const region = model.region(node);
      if (region.in !== "step" || !isOutside(model, binding, region.step) || !isReadElsewhere(model, binding, region.step, node) || isTakenBack(model, binding, region.step)) continue;
      found.set(binding, error(
        node,
        `ステップの中で外側の変数 ${binding.name} を変えている。再開ではステップの本体は走らず、変数は元の値に戻る。ステップから値を返し、const ${binding.name} = await step.run(...) で受ける`,
        `The outer variable ${binding.name} is changed inside a step. On resumption the step's body does not run and the variable has its first value again. Return the value and take it with const ${binding.name} = await step.run(...)`,
      ));
    }
    return [...found.values()];
  },
};

/** The name that a node assigns to or changes in place. */
function written(node: Node): Node | null {
  if (node.type === "AssignmentExpression") return root(node.left);
  if (node.type === "UpdateExpression") return root(node.argument);
  if (isCall(node) && isMember(node.callee) && mutators.test(memberName(node.callee) ?? "")) {
    const object = unwrap(node.callee.object);
    return object.type === "Identifier" ? object : null;
  }
  return null;
}

function root(node: Node): Node | null {
  let inner = unwrap(node);
  while (isMember(inner)) inner = unwrap(inner.object);
  return inner.type === "Identifier" ? inner : null;
}

/** Whether a variable belongs to the handler and not to the step or to the module. */
function isOutside(model: Model, binding: Binding, step: Step): boolean {
  if (!/^(let|var|const)$/.test(binding.kind) || step.handler === null || step.callback === null) return false;
  // A collection that the constant names is changed in place; other objects may be anything.
  if (binding.kind === "const" && !isPlainCollection(binding)) return false;
  return model.tree.contains(step.handler.node, binding.declaration) && !model.tree.contains(step.callback, binding.declaration) && model.region(binding.declaration).in === "body";
}

function isPlainCollection({ init }: Binding): boolean {
  const value = unwrap(init);
  if (value?.type === "ArrayExpression" || value?.type === "ObjectExpression") return true;
  return value?.type === "NewExpression" && value.callee.type === "Identifier" && /^(Map|Set|Array)$/.test(value.callee.name);
}

/** Whether the body, or another step, reads a variable that `write` changes. */
function isReadElsewhere(model: Model, binding: Binding, step: Step, write: Node): boolean {
  const around = [...model.tree.above(write)].find(isFunction);
  return binding.references.some((reference) => {
    // A cache that one helper both fills and reads loses nothing but its entries.
    if ((step.callback && model.tree.contains(step.callback, reference)) || (around && model.tree.contains(around, reference))) return false;
    const parent = model.tree.parent(reference);
    return !(parent?.type === "AssignmentExpression" && parent.left === reference && parent.operator === "=");
  });
}

/** Whether the body gives the variable a value again right after the step, from what the step has returned. */
function isTakenBack(model: Model, binding: Binding, { call }: Step): boolean {
  const after = binding.references.filter((reference) => (reference.start ?? 0) > (call.end ?? 0));
  const first = after.sort((a, b) => (a.start ?? 0) - (b.start ?? 0))[0];
  const parent = first ? model.tree.parent(first) : null;
  return parent?.type === "AssignmentExpression" && parent.left === first && parent.operator === "=";
}
