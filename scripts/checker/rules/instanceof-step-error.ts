import type { Node } from "@babel/types";
import { attempts, ownNodes } from "../model/failures.ts";
import type { Model } from "../model/model.ts";
import { type Rule, error, suggestion } from "../rule.ts";

// A step's error is rebuilt as one of these.
const kept = new Set(["StepError", "Error", "Object"]);

export const instanceofStepError: Rule = {
  id: "instanceof-step-error",
  check: (model) =>
    attempts(model).flatMap(({ node, hasSteps, awaitsOther, region }) => {
      const clause = node.handler;
      if (!hasSteps || region.in !== "body" || clause?.param?.type !== "Identifier") return [];
      const caught = model.tree.binding(clause.param);
      return ownNodes(model, clause.body).flatMap((inner) => {
        if (inner.type !== "BinaryExpression" || inner.operator !== "instanceof" || inner.right.type !== "Identifier") return [];
        const { name } = inner.right;
        if (kept.has(name) || caught === null || model.tree.binding(inner.left) !== caught) return [];
        if (isToldByName(model, inner, name)) return [];
        const say = awaitsOther || ownNodes(model, node.block).some(({ type }) => type === "ThrowStatement") ? suggestion : error;
        return say(
          inner,
          `ステップのエラーを instanceof ${name} で見分けている。ステップのエラーは StepError に組み直され、この判定は常に偽になる。err instanceof StepError && err.name === "${name}" にする`,
          `A step's error is told by instanceof ${name}. It is rebuilt as a StepError, so this is always false. Write err instanceof StepError && err.name === "${name}"`,
        );
      });
    }),
};

/** Whether the same condition asks for the name too, for the error that a step has rebuilt. */
function isToldByName(model: Model, check: Node, name: string): boolean {
  let whole = check;
  for (let outer = model.tree.parent(whole); outer?.type === "LogicalExpression" || outer?.type === "ConditionalExpression"; outer = model.tree.parent(outer)) whole = outer;
  return model.tree.below(whole).some((node) => node.type === "StringLiteral" && node.value === name);
}
