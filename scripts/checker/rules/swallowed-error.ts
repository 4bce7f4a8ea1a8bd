import type { Node, Statement } from "@babel/types";
import { effectsIn } from "../model/effects.ts";
import { attempts, ownNodes } from "../model/failures.ts";
import type { Step } from "../model/model.ts";
import { chain, isCall } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

export const swallowedError: Rule = {
  id: "swallowed-error",
  check: (model) =>
    attempts(model).flatMap(({ node, hasSteps, region }) => {
      const body = node.handler?.body;
      if (!body || !body.body.every((statement) => isLog(statement) || givesNothing(statement))) return [];
      // Whoever says why has decided that the run may go on.
      if (body.body.length === 0 && model.tree.comments.some(({ start }) => (body.start ?? 0) < (start ?? 0) && (start ?? 0) < (body.end ?? 0))) return [];
      // A read that may fail can have a fallback; a write that failed is missing.
      const writes = effectsIn(model, ownNodes(model, node.block)).some(({ kind, sure }) => kind === "write" && sure);
      if (region.in === "step" && writes && isWholeStep(region.step, node)) {
        return suggestion(
          node.handler ?? node,
          "ステップの中で例外を握りつぶしている。ステップは成功としてメモ化され、再試行されない。そのまま投げて Inngest に再試行させ、尽きた後はステップの外の catch で受ける",
          "An exception is swallowed inside a step. The step is memoized as a success and never retried. Let it throw so that Inngest retries, and catch it outside of the step when the retries are used up",
        );
      }
      // Whoever logs it has decided that the run may go on.
      if (region.in !== "body" || !hasSteps || body.body.some(isLog)) return [];
      return suggestion(
        node.handler ?? node,
        "ステップの失敗を捕まえて何もしていない。NonRetriableError も含めて run は Completed になる。代わりの手がなければ投げ直す",
        "A step's failure is caught and nothing done. The run ends as Completed, even after a NonRetriableError. Throw it again unless there is another way",
      );
    }),
};

/** Whether a step does its work in this `try` and nothing after it. */
function isWholeStep({ callback }: Step, node: Node): boolean {
  return callback?.body.type === "BlockStatement" && callback.body.body.at(-1) === node;
}



function isLog(statement: Statement): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const call = statement.expression.type === "AwaitExpression" ? statement.expression.argument : statement.expression;
  return isCall(call) && /(^|\.)(console|logger|log)\./.test(`${chain(call.callee)?.join(".") ?? ""}.`);
}

/** A return of nothing of worth. */
function givesNothing(statement: Statement): boolean {
  return statement.type === "ReturnStatement" && (statement.argument == null || isEmpty(statement.argument));
}

function isEmpty(value: Node): boolean {
  if (value.type === "Identifier") return value.name === "undefined";
  if (value.type === "ArrayExpression") return value.elements.length === 0;
  return value.type === "NullLiteral";
}
