import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { dropped } from "../model/promises.ts";
import { isCall, isMember, memberName } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const floatingSend: Rule = {
  id: "floating-send",
  check: (model) =>
    model.tree.calls.flatMap((call) => {
      if (!isMember(call.callee) || memberName(call.callee) !== "send" || !model.isClient(call.callee.object)) return [];
      const how = dropped(model, call);
      if (how === null || isTimed(model, call)) return [];
      const say = how === "caught" || how === "chained" || how === "void" ? suggestion : error;
      return say(
        call,
        "inngest.send を待っていない。サーバーレスでは応答の後にプロセスが止まり、イベントが失われる。await するか、ホストの waitUntil に渡す",
        "inngest.send is not awaited. On serverless hosts the process stops after the response and the event is lost. Await it, or hand it to the host's waitUntil",
      );
    }),
};

/** Whether a timer runs the code: then the process lives on by itself. */
function isTimed(model: Model, node: Node): boolean {
  return [...model.tree.above(node)].some((above) => isCall(above) && above.callee.type === "Identifier" && /^set(Timeout|Interval)$/.test(above.callee.name));
}
