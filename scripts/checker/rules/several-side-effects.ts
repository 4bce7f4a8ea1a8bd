import { effectsIn, isAwaited } from "../model/effects.ts";
import { type Rule, suggestion } from "../rule.ts";

export const severalSideEffects: Rule = {
  id: "several-side-effects",
  check: (model) =>
    model.steps.flatMap(({ method, callback }) => {
      if (method !== "run" || callback === null) return [];
      const writes = effectsIn(model, model.tree.below(callback)).filter(({ call, kind, sure }) => kind === "write" && sure && isAwaited(model, call));
      const first = writes[0];
      // Writes to one database can be one transaction; two services can not.
      const second = writes.find(({ service, text }) => first !== undefined && service !== first.service && text !== first.text);
      if (!first || !second) return [];
      return suggestion(
        second.call,
        `1 つのステップに副作用が 2 つある(${first.text} と ${second.text})。後のほうが失敗すると、再試行で前のほうももう一度起きる。ステップを分ける`,
        `One step has two effects (${first.text} and ${second.text}). When the later one fails, the retry repeats the earlier one. Split the step`,
      );
    }),
};
