import type { Function as FunctionNode, Node, Statement } from "@babel/types";
import { effectsIn } from "../model/effects.ts";
import { attempts, ownNodes } from "../model/failures.ts";
import type { Handler, Model, Step } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { argumentsOf, chain, isCall, isMember, memberName, wrapped } from "../model/values.ts";
import { type Found, type Rule, suggestion } from "../rule.ts";

export const swallowedError: Rule = {
  id: "swallowed-error",
  check: (model) => [...caughtCalls(model), ...tried(model)],
};

function tried(model: Model): Found[] {
  return attempts(model).flatMap(({ node, hasSteps, region }) => {
    const body = node.handler?.body;
    if (!body || !body.body.every((statement) => isLog(statement) || givesNothing(statement))) return [];
    // Whoever says why has decided that the run may go on.
    if (saysWhy(model, body) || (body.body.length === 0 && model.tree.comments.some(({ start }) => (body.start ?? 0) < (start ?? 0) && (start ?? 0) < (body.end ?? 0)))) return [];
    // A read that may fail can have a fallback; a write that failed is missing.
    const writes = effectsIn(model, ownNodes(model, node.block)).some(({ kind, sure }) => kind === "write" && sure);
    if (region.in === "step" && writes && isWholeStep(region.step, node)) {
      return suggestion(
        node.handler ?? node,
        "ステップの中で例外を握りつぶしている。ステップは成功としてメモ化され、再試行されない。そのまま投げて Inngest に再試行させ、尽きた後はステップの外の catch で受ける",
        "An exception is swallowed inside a step. The step is memoized as a success and never retried. Let it throw so that Inngest retries, and catch it outside of the step when the retries are used up",
      );
    }
    // Whoever logs it has decided that the run may go on, unless all that the run does was tried.
    if (region.in !== "body" || !hasSteps || (body.body.some(isLog) && !isWholeRun(model, region.handler, node))) return [];
    return suggestion(
      node.handler ?? node,
      "ステップの失敗を捕まえて何もしていない。NonRetriableError も含めて run は Completed になる。代わりの手がなければ投げ直す",
      "A step's failure is caught and nothing done. The run ends as Completed, even after a NonRetriableError. Throw it again unless there is another way",
    );
  });
}

/** Whether a comment or a message in the `catch` says that the failure does no harm. */
function saysWhy({ tree }: Model, body: Node): boolean {
  const inside = tree.comments.filter(({ start }) => (body.start ?? 0) < (start ?? 0) && (start ?? 0) < (body.end ?? 0)).map(({ value }) => value);
  const texts = tree.below(body).flatMap((node) => (node.type === "StringLiteral" ? [node.value] : node.type === "TemplateElement" ? [node.value.raw] : []));
  return [...inside, ...texts].some((text) => /non[- ]?(fatal|critical|blocking)|best[- ]effort|(don'?t|do not|must not|should not|never) (throw|fail|block|re-?throw)/i.test(text));
}

/** Steps of whose failure `.catch(() => undefined)` leaves nothing, and whose result nobody looks at. */
function caughtCalls(model: Model): Found[] {
  const { tree } = model;
  return model.steps.flatMap(({ call, method }) => {
    const member = tree.parent(wrapped(tree, call));
    const caught = member && tree.parent(member);
    if (!isMember(member) || memberName(member) !== "catch" || !isCall(caught)) return [];
    const [callback] = argumentsOf(caught);
    const awaited = tree.parent(wrapped(tree, caught));
    const statement = awaited && tree.parent(awaited);
    if (!isFunction(callback) || !dropsAll(callback) || awaited?.type !== "AwaitExpression" || statement?.type !== "ExpressionStatement" || isExplained(model, statement, callback)) return [];
    return suggestion(
      callback,
      `step.${method} の失敗を捕まえて何もしていない。NonRetriableError も含めて run は Completed になる。代わりの手がなければ .catch を外す`,
      `The failure of step.${method} is caught and nothing done. The run ends as Completed, even after a NonRetriableError. Take the .catch away unless there is another way`,
    );
  });
}

function dropsAll({ body }: FunctionNode): boolean {
  return body.type === "BlockStatement" ? body.body.every(givesNothing) : isEmpty(body);
}

/** Whether a comment stands at a statement: on the line above it, on its last line, or in its callback. */
function isExplained({ tree }: Model, statement: Node, callback: Node): boolean {
  const [first, last] = [statement.loc?.start.line ?? 0, statement.loc?.end.line ?? 0];
  return tree.comments.some(({ loc, start }) => loc?.end.line === first - 1 || loc?.start.line === last || ((callback.start ?? 0) < (start ?? 0) && (start ?? 0) < (callback.end ?? 0)));
}

/** Whether a handler does all its steps in this `try`, and nothing after it. */
function isWholeRun({ tree }: Model, { node: handler, steps }: Handler, attempt: Node): boolean {
  return handler.body.type === "BlockStatement" && handler.body.body.at(-1) === attempt && steps.every(({ call }) => tree.contains(attempt, call)) && !tree.comments.some(({ start }) => (attempt.start ?? 0) < (start ?? 0) && (start ?? 0) < (attempt.end ?? 0));
}

/** Whether a step does its work in this `try` and nothing after it. */
function isWholeStep({ callback }: Step, node: Node): boolean {
  return callback?.body.type === "BlockStatement" && callback.body.body.at(-1) === node;
}

function isLog(statement: Statement): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  return isLogCall(statement.expression.type === "AwaitExpression" ? statement.expression.argument : statement.expression);
}

function isLogCall(call: Node): boolean {
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
