import { entriesOf, triggersOf } from "../model/config.ts";
import { isOneFamily } from "../model/families.ts";
import type { InngestFunction, Model } from "../model/model.ts";
import { hasSpread, property } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const cancelOnWithoutCondition: Rule = {
  id: "cancel-on-without-condition",
  check: (model) =>
    model.functions.filter((fn) => !isAlone(model, fn)).flatMap((fn) =>
      entriesOf(model, fn, "cancelOn").flatMap((entry) => {
        const event = property(entry, "event");
        if (event === null || hasSpread(entry) || isOneFamily(model, event)) return [];
        if (property(entry, "if") !== null || property(entry, "match") !== null) return [];
        return error(
          entry,
          "cancelOn に if も match もない。このイベント 1 つで、この関数の run がすべて取り消される。if: \"async.data.<id> == event.data.<id>\" を付ける",
          "cancelOn has neither if nor match. One such event cancels every run of this function. Add if: \"async.data.<id> == event.data.<id>\"",
        );
      }),
    ),
};

/** Whether the function has one run at a time, or runs by schedule only, so that cancelling all of them is meant. */
function isAlone(model: Model, fn: InngestFunction): boolean {
  const triggers = triggersOf(model, fn);
  const scheduled = triggers.length > 0 && triggers.every((trigger) => trigger.type === "ObjectExpression" && property(trigger, "cron") !== null);
  return scheduled || property(fn.options, "singleton") !== null;
}
