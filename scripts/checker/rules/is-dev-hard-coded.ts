import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { argumentsOf, objectOf, property, resolve } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const isDevHardCoded: Rule = {
  id: "is-dev-hard-coded",
  check: (model) =>
    model.tree.of("NewExpression").flatMap((node) => {
      if (model.isTest || !model.isFromInngest(node.callee, "Inngest")) return [];
      const value = property(objectOf(model.tree, argumentsOf(node)[0]), "isDev");
      const literal = resolve(model.tree, value);
      if (value === null || literal?.type !== "BooleanLiteral" || !literal.value) return [];
      if (isForDevelopment(model, node)) return [];
      return error(
        value,
        "isDev: true と書いている。環境変数より優先され、本番でも署名を確かめず、イベントを localhost へ送る。消して、開発では INNGEST_DEV=1 を使う",
        "isDev: true is hard-coded. It outranks the environment, so production does not verify signatures and sends events to localhost. Remove it and set INNGEST_DEV=1 in development",
      );
    }),
};

/** Whether a client is made by a script of its own, or by a function that says it is for development. */
function isForDevelopment(model: Model, node: Node): boolean {
  if (/(^|\/)(scripts?|tools?|testing[^/]*)\//.test(model.path)) return true;
  return [...model.tree.above(node)].some((above) => isFunction(above) && /local|dev|test|mock/i.test(model.nameOf(above)?.name ?? ""));
}
