import type { Node } from "@babel/types";
import type { Model, Step } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { base, isCall, isMember, memberName, resolve, unwrap } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

export const stepLoop: Rule = {
  id: "step-loop",
  check: (model) => {
    const seen = new Set<Node>();
    return model.steps.flatMap((step) => {
      const loop = loopAround(model, step);
      if (loop === null || seen.has(loop.node)) return [];
      seen.add(loop.node);
      return suggestion(
        step.call,
        `件数の分からないループの中で step.${step.method} を呼んでいる。1 つの run のステップは 1,000 までで、件数が増えた日に失敗する。ページに分けるか、1 件ずつのイベントに fan-out する`,
        `step.${step.method} is called in a loop of unknown length. A run has at most 1,000 steps and fails on the day the list is longer. Work in pages, or fan out one event for each item`,
      );
    });
  },
};

/** The loop over data of unknown length that a step stands in. */
function loopAround(model: Model, step: Step): { node: Node } | null {
  for (const above of model.tree.above(step.call)) {
    if (isFunction(above) && model.handlers.has(above)) return null;
    if (above.type === "WhileStatement" && above.test.type === "BooleanLiteral" && !leaves(model, above)) return { node: above };
    if (above.type === "ForOfStatement" && isUnbounded(model, above.right)) return { node: above };
    const call = isFunction(above) ? model.tree.parent(above) : null;
    if (isCall(call) && memberName(call.callee) === "map" && isMember(call.callee) && isUnbounded(model, call.callee.object)) return { node: call };
  }
  return null;
}

function leaves(model: Model, loop: Node): boolean {
  return model.tree.below(loop).some(({ type }) => type === "BreakStatement" || type === "ReturnStatement" || type === "ThrowStatement");
}

/** Whether a list is what a step returned, one item after another: no chunks, no slice. */
function isUnbounded(model: Model, list: Node): boolean {
  const value = resolve(model.tree, list);
  if (value?.type !== "Identifier" && !isMember(value) && value?.type !== "AwaitExpression") return false;
  const root = value.type === "AwaitExpression" ? value : base(value);
  if (root.type === "AwaitExpression") return isList(model, root.argument);
  const binding = model.tree.binding(root);
  const init = binding?.kind === "const" ? unwrap(binding.init) : null;
  return init?.type === "AwaitExpression" && !/chunk|batch|page|slice/i.test(binding?.name ?? "") && isList(model, init.argument);
}

const reading = /^(findMany|find|page|list|listAll|select|query|scan|getAll|all)$/;
const bounding = /^(take|limit|pageSize|perPage|first|slice|chunk|single|maybeSingle|range)$/;

/** Whether a value is what a `step.run` has read from a list without an end, and not the few rows of one entity. */
function isList(model: Model, value: Node): boolean {
  const step = model.stepOf(value);
  if (step?.method !== "run" || step.callback === null) return false;
  const inside = model.tree.below(step.callback);
  const calls = inside.flatMap((node) => (isCall(node) ? [memberName(node.callee) ?? ""] : []));
  const keys = inside.flatMap((node) => (node.type === "ObjectProperty" && node.key.type === "Identifier" ? [node.key.name] : []));
  const ofOne = inside.some((node) => (isMember(node) ? /^id$|Id$/.test(memberName(node) ?? "") && isLocal(model, base(node)) : node.type === "Identifier" && /Id$/.test(node.name) && isLocal(model, node)));
  return !isCollected(model, step.callback) && calls.some((name) => reading.test(name)) && ![...calls, ...keys].some((name) => bounding.test(name)) && !ofOne;
}

/** Whether a name is a value of the handler, in contrast to a table or a module. */
function isLocal(model: Model, root: Node): boolean {
  const binding = model.tree.binding(root);
  if (binding?.kind === "param" && isFunction(binding.declaration) && model.handlers.has(binding.declaration)) return true;
  return binding !== null && model.handlerAround(binding.declaration) !== null && model.region(binding.declaration).in === "body";
}

/** Whether a step returns a list that it fills one by one: what it picks from what it reads. */
function isCollected(model: Model, callback: Node): boolean {
  const returned = model.tree.below(callback).flatMap((node) => (node.type === "ReturnStatement" ? (model.tree.binding(unwrap(node.argument)) ?? []) : []));
  return returned.some(({ init, references }) => unwrap(init)?.type === "ArrayExpression" && !references.some((reference) => takesWhole(model, reference)));
}

/** `all.push(...page)` */
function takesWhole(model: Model, list: Node): boolean {
  const member = model.tree.parent(list);
  const call = member && model.tree.parent(member);
  return isMember(member) && isCall(call) && call.arguments.some(({ type }) => type === "SpreadElement");
}
