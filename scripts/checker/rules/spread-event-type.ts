import { triggersOf } from "../model/config.ts";
import { resolve } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const spreadEventType: Rule = {
  id: "spread-event-type",
  v4Only: true,
  check: (model) =>
    model.functions.flatMap((fn) =>
      triggersOf(model, fn).flatMap((trigger) => {
        if (trigger.type !== "ObjectExpression") return [];
        return trigger.properties.flatMap((entry) => {
          if (entry.type !== "SpreadElement") return [];
          const value = resolve(model.tree, entry.argument);
          // A plain object with known keys is no event type.
          if (value?.type !== "Identifier" && !(value?.type === "CallExpression" && model.isFromInngest(value.callee, "eventType"))) return [];
          return error(
            entry,
            "トリガーでイベント型を展開している。名前と型だけが写り、実行時の検証が失われる。{ event: eventType, if: \"...\" } にする",
            "An event type is spread into a trigger. Only its name and types are copied and the validation is lost. Write { event: eventType, if: \"...\" }",
          );
        });
      }),
    ),
};
