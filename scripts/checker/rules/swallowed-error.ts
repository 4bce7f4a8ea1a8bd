import type { Node, Statement } from "@babel/types";
import { attempts, ownNodes } from "../model/failures.ts";
import { chain, isCall } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

export const swallowedError: Rule = {
  id: "swallowed-error",
  check: (model) =>
    attempts(model).flatMap(({ node, hasSteps, awaitsOther, region }) => {
      const body = node.handler?.body;
      if (!body || !body.body.every(saysNothing)) return [];
      if (region.in === "step" && awaitsOther && ownNodes(model, node.block).every(({ type }) => type !== "TryStatement")) {
        return suggestion(
          node.handler ?? node,
          "ステップの中で例外を握りつぶしている。ステップは成功としてメモ化され、再試行されない。そのまま投げて Inngest に再試行させ、尽きた後はステップの外の catch で受ける",
          "An exception is swallowed inside a step. The step is memoized as a success and never retried. Let it throw so that Inngest retries, and catch it outside of the step when the retries are used up",
        );
      }
      if (region.in !== "body" || !hasSteps) return [];
      return suggestion(
        node.handler ?? node,
        "ステップの失敗を捕まえて何もしていない。NonRetriableError も含めて run は Completed になる。代わりの手がなければ投げ直す",
        "A step's failure is caught and nothing done. The run ends as Completed, even after a NonRetriableError. Throw it again unless there is another way",
      );
    }),
};

const empty = new Set(["NullLiteral", "BooleanLiteral"]);

/** A statement that only logs, or returns nothing of worth. */
function saysNothing(statement: Statement): boolean {
  if (statement.type === "ReturnStatement") return statement.argument == null || isEmpty(statement.argument);
  if (statement.type !== "ExpressionStatement" || !isCall(statement.expression)) return false;
  return /(^|\.)(console|logger|log)\./.test(`${chain(statement.expression.callee)?.join(".") ?? ""}.`);
}

function isEmpty(value: Node): boolean {
  if (value.type === "Identifier") return value.name === "undefined";
  if (value.type === "ArrayExpression") return value.elements.length === 0;
  return empty.has(value.type);
}
