import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { argumentsOf, base, isCall, objectOf, property, resolve } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

export const triggerArguments: Rule = {
  id: "trigger-arguments",
  v4Only: true,
  check: (model) =>
    model.tree.calls.flatMap((node): Found[] => {
      const [first, second] = argumentsOf(node);
      if (first && model.isFromInngest(node.callee, "invoke") && property(objectOf(model.tree, first), "schema") !== null) {
        return [error(
          first,
          "invoke にスキーマを object で包んで渡している。呼ばれた run がすべて Cannot read properties of undefined (reading 'validate') で失敗する。スキーマそのものを渡す: invoke(schema)",
          "invoke is given the schema inside an object. Every run that is called fails with Cannot read properties of undefined (reading 'validate'). Pass the schema itself: invoke(schema)",
        )];
      }
      if (second && model.isFromInngest(node.callee, "cron")) {
        return [error(
          second,
          "cron の 2 つ目の引数は捨てられ、jitter は効かない。object の trigger に書く: { cron: \"0 * * * *\", jitter: \"5m\" }",
          "The second argument of cron is thrown away and jitter has no effect. Write the trigger as an object: { cron: \"0 * * * *\", jitter: \"5m\" }",
        )];
      }
      if (second && model.isFromInngest(node.callee, "eventType") && isSchema(model, second)) {
        return [error(
          second,
          "eventType にスキーマをそのまま渡している。捨てられ、壊れたデータも検証を通る。object で包む: eventType(name, { schema })",
          "eventType is given the schema itself, which is thrown away: broken data is not noticed. Put it in an object: eventType(name, { schema })",
        )];
      }
      return [];
    }),
};

function isSchema(model: Model, value: Node): boolean {
  const call = resolve(model.tree, value);
  return isCall(call) && /^(zod|valibot|arktype)(\/|$)/.test(model.imported(base(call))?.from ?? "");
}
