import { attempts, ownNodes } from "../model/failures.ts";
import { type Rule, suggestion } from "../rule.ts";

export const rewrappedError: Rule = {
  id: "rewrapped-error",
  check: (model) =>
    attempts(model).flatMap(({ node, hasSteps, region }) => {
      if (!hasSteps || region.in !== "body" || !node.handler) return [];
      return ownNodes(model, node.handler.body).flatMap((inner) => {
        const thrown = inner.type === "ThrowStatement" ? inner.argument : null;
        if (thrown?.type !== "NewExpression" || thrown.callee.type !== "Identifier" || thrown.callee.name !== "Error") return [];
        return suggestion(
          inner,
          "ステップの失敗を捕まえ、普通の Error を投げている。本体の新しい失敗とみなされ、本体が retries 回やり直される。new NonRetriableError(message, { cause: err }) を投げる",
          "A step's failure is caught and a plain Error thrown. It counts as a new failure of the body, which is retried `retries` times. Throw new NonRetriableError(message, { cause: err })",
        );
      });
    }),
};
