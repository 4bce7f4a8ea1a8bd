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
      const later = region.handler.steps.some((step) => (step.call.start ?? 0) > (call.end ?? 0));
      const say = later ? error : suggestion;
      return say(
        call,
        "関数の本体で inngest.send を呼んでいる。本体は再開と再試行のたびに先頭から走るので、同じイベントが何度も送られる。await step.sendEvent(id, ...) にする",
        "inngest.send is called in the function's body, which runs from its start on every resumption and retry, so the event is sent again each time. Write await step.sendEvent(id, ...)",
      );
    }),
};
