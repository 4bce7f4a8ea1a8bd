import { effectsIn } from "../model/effects.ts";
import { isFunction } from "../model/tree.ts";
import { isCall } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";
import { inGroup, raceMethod } from "./promise-race.ts";

export const raceLosers: Rule = {
  id: "race-losers",
  v4Only: true,
  check: (model) =>
    model.tree.calls.flatMap((node) => {
      const handler = raceMethod(node) === null ? null : model.handlerAround(node);
      if (handler === null || !inGroup(model, node)) return [];
      const racing = handler.steps.filter(({ call }) => model.tree.contains(node, call));
      const writing = racing.filter(({ callback }) => callback !== null && effectsIn(model, model.tree.below(callback)).some(({ kind }) => kind === "write"));
      if (writing.length > 1) {
        return suggestion(
          node,
          "副作用のあるステップを競わせている。負けたステップも最後まで走り、両方の副作用が起きる。1 つを試し、失敗してから次を使う",
          "Steps with effects race. The loser runs to its end too, so both effects happen. Try one, and use the other when it has failed",
        );
      }
      const group = [...model.tree.above(node)].find((above) => isCall(above) && above.arguments.some(isFunction));
      const after = handler.steps.filter(({ call }) => (call.start ?? 0) > (group?.end ?? Number.POSITIVE_INFINITY));
      if (after.length < 2 || !racing.some(({ method }) => method === "waitForEvent" || method === "waitForSignal" || method.startsWith("sleep"))) return [];
      return suggestion(
        node,
        "競争の後に、コールバックの外でステップが続く。2 つめのステップから、負けた待機の期限まで待つ。続きを group.parallel のコールバックの中に置くか、1 つの共通のイベントを待つ",
        "Steps follow the race outside of its callback. From the second one on they wait until the losing wait expires. Put them inside the callback of group.parallel, or wait for one shared event",
      );
    }),
};
