import { isOneFamily } from "../model/families.ts";
import { hasSpread, property, textOf } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const waitWithoutCondition: Rule = {
  id: "wait-without-condition",
  check: (model) =>
    model.steps.flatMap(({ method, call, options }) => {
      if (method !== "waitForEvent" || options === null || hasSpread(options)) return [];
      if (property(options, "if") !== null || property(options, "match") !== null || isOneFamily(model, property(options, "event"))) return [];
      const name = textOf(model.tree, property(options, "event")) ?? "event";
      return error(
        call,
        `waitForEvent に if も match もない。同じ名前のどのイベント("${name}")でも待機が解け、他人の返事で進む。match: "data.<id>" か if: "async.data.<id> == event.data.<id>" を付ける`,
        `waitForEvent has neither if nor match. Any event of that name ("${name}") ends the wait, also one that is about somebody else. Add match: "data.<id>" or if: "async.data.<id> == event.data.<id>"`,
      );
    }),
};
