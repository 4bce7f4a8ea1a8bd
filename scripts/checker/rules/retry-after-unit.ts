import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { argumentsOf, isCall, isMember, memberName, numberOf, resolve, unwrap } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const retryAfterUnit: Rule = {
  id: "retry-after-unit",
  check: (model) =>
    model.tree.of("NewExpression").flatMap((node) => {
      if (!model.isFromInngest(node.callee, "RetryAfterError")) return [];
      const after = argumentsOf(node)[1];
      if (after === undefined) return [];
      const number = numberOf(model.tree, after);
      const found = number !== null && number > 0 && number < 1000 ? String(number) : isHeader(model, after) ? "Retry-After" : null;
      if (found === null) return [];
      return error(
        after,
        `RetryAfterError に秒(${found})を渡している。数値はミリ秒、数字だけの文字列もミリ秒と読まれ、すぐ再試行する。Number(秒) * 1000 か "2m" のような文字列にする`,
        `RetryAfterError is given seconds (${found}). A number, and a string of digits, is milliseconds, so it retries at once. Write Number(seconds) * 1000 or a string like "2m"`,
      );
    }),
};

/** Whether a value is the header's text or number as it came, without a unit or a factor. */
function isHeader(model: Model, node: Node | null | undefined): boolean {
  const value = resolve(model.tree, node);
  if (value === null) return false;
  if (value.type === "LogicalExpression") return isHeader(model, value.left);
  if (value.type === "UnaryExpression") return value.operator === "+" && isHeader(model, value.argument);
  if (value.type === "TemplateLiteral") return value.quasis.every((quasi) => quasi.value.raw === "") && isHeader(model, value.expressions[0]);
  // headers["retry-after"]
  if (isMember(value)) return memberName(value)?.toLowerCase() === "retry-after";
  if (!isCall(value)) return false;
  const name = memberName(value.callee);
  const [first] = argumentsOf(value);
  if (name === "get" && first?.type === "StringLiteral") return first.value.toLowerCase() === "retry-after";
  const callee = unwrap(value.callee);
  return callee.type === "Identifier" && /^(Number|parseInt|parseFloat|String)$/.test(callee.name) && isHeader(model, first);
}
