import { effectsIn, isAwaited } from "../model/effects.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const sideEffectOutsideStep: Rule = {
  id: "side-effect-outside-step",
  check: (model) =>
    [...model.handlers.values()].flatMap((handler) => {
      if (handler.kind === "helper" || handler.steps.length === 0) return [];
      return effectsIn(model, model.tree.below(handler.node)).flatMap(({ call, text, kind, sure }) => {
        const region = model.region(call);
        if (region.in !== "body" || region.handler !== handler || !isAwaited(model, call)) return [];
        const later = handler.steps.some((step) => (step.call.start ?? 0) > (call.end ?? 0));
        if (kind === "read") {
          return suggestion(
            call,
            `ステップの外で ${text} を待っている。本体は再開のたびに先頭から走るので、読み直しのたびに結果が変わり、失敗すると本体ごとやり直す。step.run の中で読み、その返り値を使う`,
            `${text} is awaited outside of a step. The body runs from its start on every resumption: the result can change, and a failure repeats the whole body. Read it in step.run and use what that returns`,
          );
        }
        const say = later && sure ? error : suggestion;
        return say(
          call,
          `ステップの外で ${text} を呼んでいる。本体は再開と再試行のたびに先頭から走るので、同じ副作用が何度も起きる。await step.run(id, () => ...) で包む`,
          `${text} is called outside of a step. The body runs from its start on every resumption and retry, so the effect happens again each time. Wrap it in await step.run(id, () => ...)`,
        );
      });
    }),
};
