import type { Node } from "@babel/types";
import { effectsIn, isAwaited } from "../model/effects.ts";
import type { Model } from "../model/model.ts";
import { mayFail, mayFollow } from "../model/order.ts";
import { dropped } from "../model/promises.ts";
import type { Call } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const sideEffectOutsideStep: Rule = {
  id: "side-effect-outside-step",
  check: (model) =>
    [...model.handlers.values()].flatMap((handler) => {
      if (handler.kind === "helper" || handler.steps.length === 0) return [];
      const seen = new Set<Node | undefined>();
      return effectsIn(model, model.tree.below(handler.node)).flatMap(({ call, text, kind, sure, repeatable }) => {
        const region = model.region(call);
        if (region.in !== "body" || region.handler !== handler || !(isAwaited(model, call) || (kind === "write" && isStarted(model, call, text)))) return [];
        const later = mayFollow(model.tree, call, handler.node, handler.steps.map((step) => step.call));
        if (kind === "read") {
          const statement = [...model.tree.above(call)].find(({ type }) => /Statement$|^VariableDeclaration$/.test(type));
          // Nothing depends on what is read after the last step but the output; a Promise.all of reads is one place.
          if (!later || seen.has(statement)) return [];
          seen.add(statement);
          return suggestion(
            call,
            `ステップの外で ${text} を待っている。本体は再開のたびに先頭から走るので、読み直しのたびに結果が変わり、失敗すると本体ごとやり直す。step.run の中で読み、その返り値を使う`,
            `${text} is awaited outside of a step. The body runs from its start on every resumption: the result can change, and a failure repeats the whole body. Read it in step.run and use what that returns`,
          );
        }
        if (!later) {
          return !mayFail(model, call, handler.node) ? [] : suggestion(
            call,
            `ステップの外で ${text} を呼んでいる。この後で本体が失敗すると、再試行で同じ副作用がもう一度起きる。await step.run(id, () => ...) で包む`,
            `${text} is called outside of a step. When the body fails after it, the retry repeats the effect. Wrap it in await step.run(id, () => ...)`,
          );
        }
        const say = sure && !repeatable ? error : suggestion;
        return say(
          call,
          `ステップの外で ${text} を呼んでいる。本体は再開と再試行のたびに先頭から走るので、同じ副作用が何度も起きる。await step.run(id, () => ...) で包む`,
          `${text} is called outside of a step. The body runs from its start on every resumption and retry, so the effect happens again each time. Wrap it in await step.run(id, () => ...)`,
        );
      });
    }),
};

/** Whether a call is made and nobody waits for it. Of a function that is known by its name alone only a promise tells that it reaches outside. */
function isStarted(model: Model, call: Call, text: string): boolean {
  const how = dropped(model, call);
  return how !== null && (text.includes(".") || text === "fetch" || (how !== "alone" && how !== "unused"));
}
