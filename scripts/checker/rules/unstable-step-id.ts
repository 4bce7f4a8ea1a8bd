import type { Node } from "@babel/types";
import { sinks } from "../model/flow.ts";
import type { Handler, Model, Step } from "../model/model.ts";
import { mayFollow } from "../model/order.ts";
import { isFunction } from "../model/tree.ts";
import { isCall, memberName, objectOf, property, resolve, textOf } from "../model/values.ts";
import { volatile } from "../model/volatile.ts";
import { error, type Found, type Rule, suggestion } from "../rule.ts";

export const unstableStepId: Rule = {
  id: "unstable-step-id",
  check: (model) => [...changing(model), ...[...model.handlers.values()].flatMap((handler) => repeated(model, handler))],
};

function changing(model: Model): Found[] {
  const found = new Map<Step, Found>();
  for (const node of model.tree.nodes) {
    const value = volatile(model, node);
    if (value === null || model.region(node).in !== "body") continue;
    for (const { kind, step, at } of sinks(model, node)) {
      if (kind !== "id") continue;
      found.set(step, error(
        at,
        `step.${step.method} の id が ${value.text} で変わる。再開のたびに知らないステップになり、終わった仕事がもう一度走る。固定の名前か、イベントのデータから作る`,
        `The id of step.${step.method} changes with ${value.text}. On each resumption it is an unknown step, and finished work runs again. Use a fixed name, or build it from the event's data`,
      ));
    }
  }
  return [...found.values()];
}

function repeated(model: Model, handler: Handler): Found[] {
  const first = new Map<string, Step>();
  return handler.steps.flatMap((step) => {
    if (step.method.startsWith("sleep")) return [];
    const id = textOf(model.tree, property(objectOf(model.tree, step.id), "id") ?? step.id);
    if (id === null) return [];
    if (inParallel(model, step, handler)) {
      return suggestion(
        step.id ?? step.call,
        `並列のステップがすべて同じ id "${id}" を持つ。呼んだ順に番号が付くので、順が変わると別の結果を受け取る。要素の id を含める: \`${id}-\${item.id}\``,
        `Parallel steps all have the id "${id}". They are numbered in the order of the calls, so another order gives them each other's results. Put the item's id in: \`${id}-\${item.id}\``,
      );
    }
    if (inListLoop(model, step, handler)) {
      return suggestion(
        step.id ?? step.call,
        `ループの中のステップがすべて同じ id "${id}" を持つ。呼んだ順に番号が付くので、再開までに並びが変わると別の要素の結果を受け取る。要素の id を含める: \`${id}-\${item.id}\``,
        `The steps of a loop all have the id "${id}". They are numbered in the order of the calls, so when the list changes before a resumption they get each other's results. Put the item's id in: \`${id}-\${item.id}\``,
      );
    }
    const earlier = first.get(id);
    first.set(id, step);
    if (!earlier || !mayFollow(model.tree, earlier.call, handler.node, [step.call])) return [];
    return suggestion(
      step.id ?? step.call,
      `ステップ id "${id}" を 2 度使っている。呼んだ順に番号が付くので、コードの順を変えると記録した結果と食い違う。別の名前にする`,
      `The step id "${id}" is used twice. The steps are numbered in the order of the calls, so reordering the code mixes up recorded results. Give each its own name`,
    );
  });
}

/** Whether a step stands in the callback of `map` in the handler's body. */
function inParallel(model: Model, step: Step, handler: Handler): boolean {
  for (const above of model.tree.above(step.call)) {
    if (above === handler.node) return false;
    const call = isFunction(above) ? model.tree.parent(above) : null;
    if (isCall(call) && /^(map|flatMap)$/.test(memberName(call.callee) ?? "")) return true;
  }
  return false;
}

/** Whether a step stands in a loop over a list that may be another one on the next resumption. */
function inListLoop(model: Model, step: Step, handler: Handler): boolean {
  for (const above of model.tree.above(step.call)) {
    if (above === handler.node) return false;
    if (above.type === "ForOfStatement" || above.type === "ForInStatement") return comesFromOutside(model, above.right);
  }
  return false;
}

/** Whether a list is read anew on each resumption: outside of steps, and not from the event. */
function comesFromOutside(model: Model, list: Node): boolean {
  const value = resolve(model.tree, list);
  if (value === null) return false;
  return [value, ...model.tree.below(value)].some((node) => node.type === "AwaitExpression" && model.region(node).in === "body" && isCall(node.argument) && ![node, ...model.tree.below(node)].some((inner) => model.stepOf(inner) !== null));
}
