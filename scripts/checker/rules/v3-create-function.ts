import { argumentsOf, property, resolve } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const v3CreateFunction: Rule = {
  id: "v3-create-function",
  v4Only: true,
  check: (model) => [
    ...model.functions.flatMap(({ call }) => {
      const [, second, third] = argumentsOf(call);
      const type = resolve(model.tree, second)?.type;
      if (third === undefined && type !== "ObjectExpression" && type !== "ArrayExpression") return [];
      return error(
        call.callee,
        "createFunction を v3 の 3 引数で呼んでいる。v4 は読み込み時に例外を投げる。トリガーを設定に入れる: createFunction({ id, triggers: { event: \"...\" } }, handler)",
        "createFunction is called with the three arguments of v3; v4 throws when the module loads. Put the trigger into the options: createFunction({ id, triggers: { event: \"...\" } }, handler)",
      );
    }),
    ...model.steps.flatMap(({ method, options }) => {
      const target = method === "invoke" ? property(options, "function") : null;
      const type = resolve(model.tree, target)?.type;
      if (target === null || (type !== "StringLiteral" && type !== "TemplateLiteral")) return [];
      return error(
        target,
        "step.invoke の function に文字列を渡している。v4 は受け付けず、ステップが失敗する。関数そのものか referenceFunction({ appId, functionId }) を渡す",
        "step.invoke is given a string as its function; v4 refuses it and the step fails. Pass the function itself or referenceFunction({ appId, functionId })",
      );
    }),
  ],
};
