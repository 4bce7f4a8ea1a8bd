import type { Node } from "@babel/types";
import { attempts, ownNodes } from "../model/failures.ts";
import { isCall, memberName } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

export const catchAllNonRetriable: Rule = {
  id: "catch-all-non-retriable",
  check: (model) =>
    attempts(model).flatMap(({ node, hasSteps, awaitsOther }) => {
      const body = node.handler?.body;
      // Whoever does more than log and throw looks at the error or tries something else first.
      if (!body || body.body.length > 2 || hasSteps || !awaitsOther || ownNodes(model, body).some(({ type }) => type === "IfStatement")) return [];
      if (ownNodes(model, node.block).every((inner) => inner.type !== "AwaitExpression" || isParsing(inner.argument))) return [];
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

/** What a body holds is the same on the next attempt. */
function isParsing(awaited: Node): boolean {
  return isCall(awaited) && /^(json|text|parseAsync|safeParseAsync)$/.test(memberName(awaited.callee) ?? "");
}
