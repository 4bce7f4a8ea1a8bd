import type { Node } from "@babel/types";
import { isStepResult, sinks } from "../model/flow.ts";
import type { Handler, Model, Step } from "../model/model.ts";
import { mayFollow } from "../model/order.ts";
import { type Binding, isFunction } from "../model/tree.ts";
import { isCall, isMember, memberName, objectOf, property, resolve, textOf } from "../model/values.ts";
import { isCoarse, volatile } from "../model/volatile.ts";
import { error, type Found, type Rule, suggestion } from "../rule.ts";

export const unstableStepId: Rule = {
  id: "unstable-step-id",
  check: (model) => [...changing(model), ...counted(model), ...[...model.handlers.values()].flatMap((handler) => repeated(model, handler))],
};

function changing(model: Model): Found[] {
  const found = new Map<Step, Found>();
  for (const node of model.tree.of("NewExpression", "CallExpression", "OptionalCallExpression")) {
    const value = volatile(model, node);
    if (value === null || model.region(node).in !== "body") continue;
    for (const { kind, step, at } of sinks(model, node)) {
      if (kind !== "id") continue;
      if (isCoarse(model, node)) {
        found.set(step, suggestion(
          at,
          `step.${step.method} の id が日付で変わる。日をまたいで再開すると知らないステップになり、終わった仕事がもう一度走る。日付は await step.run(id, () => ...) で 1 度だけ作る`,
          `The id of step.${step.method} changes with the date. When the run goes on after midnight it is an unknown step, and finished work runs again. Make the date once with await step.run(id, () => ...)`,
        ));
        continue;
      }
      found.set(step, error(
        at,
        `step.${step.method} の id が ${value.text} で変わる。再開のたびに知らないステップになり、終わった仕事がもう一度走る。固定の名前か、イベントのデータから作る`,
        `The id of step.${step.method} changes with ${value.text}. On each resumption it is an unknown step, and finished work runs again. Use a fixed name, or build it from the event's data`,
      ));
    }
  }
  return [...found.values()];
}

/** Ids that count on from one request to the next, as a variable of the module does. */
function counted(model: Model): Found[] {
  const found = new Map<Step, Found>();
  for (const counter of counters(model)) {
    for (const node of usesOf(model, counter).filter((use) => model.region(use).in === "body")) {
      for (const { kind, step, at } of sinks(model, node)) {
        if (kind !== "id") continue;
        found.set(step, error(
          at,
          `step.${step.method} の id が関数の外の変数 ${counter.name} で変わる。再開のたびに続きから数えるので知らないステップになり、終わった仕事がもう一度走る。固定の名前か、イベントのデータか、関数の中で数えた番号から作る`,
          `The id of step.${step.method} changes with ${counter.name}, a variable outside of the function. It counts on at each resumption, the step is an unknown one, and finished work runs again. Use a fixed name, the event's data, or a number counted inside the function`,
        ));
      }
    }
  }
  return [...found.values()];
}

/** Variables of the module that a function changes by what they were, and that none sets back. */
function counters(model: Model): Binding[] {
  const { tree } = model;
  const counting = new Set<Binding>();
  const reset = new Set<Binding>();
  for (const node of tree.of("UpdateExpression", "AssignmentExpression")) {
    const target = node.type === "UpdateExpression" ? node.argument : node.left;
    const binding = tree.binding(target);
    if (binding === null || !/^(let|var)$/.test(binding.kind) || !inFunction(model, node) || inFunction(model, binding.declaration)) continue;
    const sets = node.type === "AssignmentExpression" && node.operator === "=" && !binding.references.some((reference) => tree.contains(node.right, reference));
    (sets ? reset : counting).add(binding);
  }
  return [...counting].filter((binding) => !reset.has(binding));
}

function inFunction({ tree }: Model, node: Node): boolean {
  return [...tree.above(node)].some(isFunction);
}

/** Where a variable is used, also through a function that returns it. */
function usesOf(model: Model, { references }: Binding): Node[] {
  return references.flatMap((reference) => {
    const around = [...model.tree.above(reference)].find((above) => isFunction(above) || above.type.endsWith("Statement"));
    const maker = around?.type === "ReturnStatement" ? [...model.tree.above(around)].find(isFunction) : around;
    return [reference, ...(isFunction(maker) ? (model.nameOf(maker)?.references ?? []) : [])];
  });
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
    if (isCall(call) && /^(map|flatMap)$/.test(memberName(call.callee) ?? "")) return !(isMember(call.callee) && isStepResult(model, call.callee.object));
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
