import { attempts, ownNodes } from "../model/failures.ts";
import { type Rule, suggestion } from "../rule.ts";

export const catchAllNonRetriable: Rule = {
  id: "catch-all-non-retriable",
  check: (model) =>
    attempts(model).flatMap(({ node, hasSteps, awaitsOther }) => {
      const body = node.handler?.body;
      // A condition before it means that the code looks at the error first.
      if (!body || hasSteps || !awaitsOther || ownNodes(model, body).some(({ type }) => type === "IfStatement" || type === "SwitchStatement")) return [];
      return body.body.flatMap((statement) => {
        const thrown = statement.type === "ThrowStatement" ? statement.argument : null;
        if (thrown?.type !== "NewExpression" || !model.isFromInngest(thrown.callee, "NonRetriableError")) return [];
        return suggestion(
          statement,
          "どの例外も NonRetriableError にしている。一時的な停止まで再試行されず、run が Failed になる。恒久的な失敗だけを包み、ほかはそのまま投げる",
          "Every exception becomes a NonRetriableError, so a short outage is not retried and the run fails. Wrap only permanent failures and let the others through",
        );
      });
    }),
};
