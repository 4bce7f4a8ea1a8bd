import { mayFollow } from "../model/order.ts";
import { isCall, isMember, memberName } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const sendInFunction: Rule = {
  id: "send-in-function",
  check: (model) =>
    model.tree.nodes.flatMap((call) => {
      if (!isCall(call) || !isMember(call.callee) || memberName(call.callee) !== "send" || !model.isClient(call.callee.object)) return [];
      const region = model.region(call);
      if (region.in !== "body") return [];
      // Without a step after it, it is sent again only when the rest of the body fails.
      if (!mayFollow(model.tree, call, region.handler.node, region.handler.steps.map((step) => step.call))) {
        return suggestion(
          call,
          "関数の本体で inngest.send を呼んでいる。この後で本体が失敗するか応答が届かないと、再試行で同じイベントがもう一度送られる。await step.sendEvent(id, ...) にする",
          "inngest.send is called in the function's body. When the body fails after it or its answer is lost, the retry sends the event again. Write await step.sendEvent(id, ...)",
        );
      }
      return error(
        call,
        "関数の本体で inngest.send を呼んでいる。本体は再開と再試行のたびに先頭から走るので、同じイベントが何度も送られる。await step.sendEvent(id, ...) にする",
        "inngest.send is called in the function's body, which runs from its start on every resumption and retry, so the event is sent again each time. Write await step.sendEvent(id, ...)",
      );
    }),
};
