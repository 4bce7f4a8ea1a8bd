import type { Node } from "@babel/types";
import { type Effect, effectsIn, isAwaited } from "../model/effects.ts";
import type { Model } from "../model/model.ts";
import { mayFollow } from "../model/order.ts";
import { isMember, memberName, wrapped } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

export const severalSideEffects: Rule = {
  id: "several-side-effects",
  check: (model) =>
    model.steps.flatMap(({ method, callback }) => {
      if (method !== "run" || callback === null) return [];
      const writes = effectsIn(model, model.tree.below(callback)).filter(({ call, kind, sure }) => kind === "write" && sure && isAwaited(model, call));
      for (const first of writes.filter((write) => !write.repeatable)) {
        // Writes to one database can be one transaction; two services can not.
        const second = writes.find((write) => write.service !== first.service && write.text !== first.text && mayFollow(model.tree, first.call, callback, [write.call]) && failsStep(model, write, callback));
        if (!second) continue;
        return suggestion(
          second.call,
          `1 つのステップに副作用が 2 つある(${first.text} と ${second.text})。後のほうが失敗すると、再試行で前のほうももう一度起きる。ステップを分ける`,
          `One step has two effects (${first.text} and ${second.text}). When the later one fails, the retry repeats the earlier one. Split the step`,
        );
      }
      return [];
    }),
};

/** Whether the step fails when an effect in it does: nobody catches it or drops what it answers. */
function failsStep(model: Model, { call, service }: Effect, callback: Node): boolean {
  const { tree } = model;
  let inner = wrapped(tree, call);
  for (let outer = tree.parent(inner); outer !== null && outer !== callback; inner = outer, outer = tree.parent(outer)) {
    if (isMember(outer) && memberName(outer) === "catch") return false;
    if (outer.type === "TryStatement" && tree.slot(inner) === "block" && outer.handler && !tree.below(outer.handler).some(({ type }) => type === "ThrowStatement")) return false;
  }
  // supabase-js answers with the error; the step fails when the code throws it on.
  return !/supabase/i.test(service) || isThrownOn(model, call);
}

/** Whether a condition about what a call has answered throws. */
function isThrownOn({ tree }: Model, call: Node): boolean {
  const declarator = [...tree.above(call)].find(({ type }) => type === "VariableDeclarator");
  const names = declarator?.type === "VariableDeclarator" ? tree.below(declarator).flatMap((node) => (tree.contains(declarator.id, node) ? (tree.binding(node) ?? []) : [])) : [];
  return names.some(({ references }) => references.some((reference) => {
    const branch = [...tree.above(reference)].find(({ type }) => type === "IfStatement");
    return branch?.type === "IfStatement" && tree.contains(branch.test, reference) && tree.below(branch).some(({ type }) => type === "ThrowStatement");
  }));
}
