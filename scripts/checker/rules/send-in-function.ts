import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { mayFail, mayFollow } from "../model/order.ts";
import { isFunction } from "../model/tree.ts";
import { isMember, memberName } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const sendInFunction: Rule = {
  id: "send-in-function",
  check: (model) =>
    model.tree.calls.flatMap((call) => {
      if (!isMember(call.callee) || memberName(call.callee) !== "send" || !model.isClient(call.callee.object)) return [];
      const region = model.region(call);
      if (region.in !== "body") return [];
      const places = placesIn(model, call, region.handler.node);
      if (!places.some((place) => mayFollow(model.tree, place, region.handler.node, region.handler.steps.map((step) => step.call)))) {
        // Without a step after it, it is sent again only when the rest of the body fails.
        return !places.some((place) => mayFail(model, place, region.handler.node)) ? [] : suggestion(
          call,
          "関数の本体で inngest.send を呼んでいる。この後で本体が失敗すると、再試行で同じイベントがもう一度送られる。await step.sendEvent(id, ...) にする",
          "inngest.send is called in the function's body. When the body fails after it, the retry sends the event again. Write await step.sendEvent(id, ...)",
        );
      }
      return error(
        call,
        "関数の本体で inngest.send を呼んでいる。本体は再開と再試行のたびに先頭から走るので、同じイベントが何度も送られる。await step.sendEvent(id, ...) にする",
        "inngest.send is called in the function's body, which runs from its start on every resumption and retry, so the event is sent again each time. Write await step.sendEvent(id, ...)",
      );
    }),
};

/** Where a handler runs a node: the node itself, or the calls of the function of the file that it stands in. */
function placesIn(model: Model, node: Node, handler: Node): Node[] {
  if (model.tree.contains(handler, node)) return [node];
  const names = [...model.tree.above(node)].flatMap((above) => (isFunction(above) ? (model.nameOf(above) ?? []) : []));
  return names.flatMap(({ references }) => references.filter((reference) => model.tree.contains(handler, reference)));
}
