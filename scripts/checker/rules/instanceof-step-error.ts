import { attempts, ownNodes } from "../model/failures.ts";
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
        const say = awaitsOther || ownNodes(model, node.block).some(({ type }) => type === "ThrowStatement") ? suggestion : error;
        return say(
          inner,
          `ステップのエラーを instanceof ${name} で見分けている。ステップのエラーは StepError に組み直され、この判定は常に偽になる。err instanceof StepError && err.name === "${name}" にする`,
          `A step's error is told by instanceof ${name}. It is rebuilt as a StepError, so this is always false. Write err instanceof StepError && err.name === "${name}"`,
        );
      });
    }),
};
