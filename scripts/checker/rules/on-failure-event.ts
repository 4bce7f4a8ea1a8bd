import type { Node } from "@babel/types";
import { isMember, memberName } from "../model/values.ts";
import { keyName } from "../model/tree.ts";
import { error, type Found, type Rule } from "../rule.ts";

const known = new Set(["event", "events", "error", "function_id", "run_id"]);

export const onFailureEvent: Rule = {
  id: "on-failure-event",
  check: (model) =>
    model.tree.members.flatMap((node) => {
      if (memberName(node) !== "data" || model.contextField(node.object) !== "event") return [];
      if (model.handlerAround(node)?.kind !== "on-failure") return [];
      const parent = model.tree.parent(node);
      if (isMember(parent) && model.tree.slot(node) === "object") return judge(parent, memberName(parent));
      if (parent?.type === "VariableDeclarator" && parent.id.type === "ObjectPattern") {
        return parent.id.properties.flatMap((property) => (property.type === "ObjectProperty" ? judge(property, keyName(property)) : []));
      }
      return [];
    }),
};

function judge(node: Node, name: string | null): Found[] {
  if (name === null || known.has(name)) return [];
  return [error(
    node,
    `onFailure で event.data.${name} を読んでいる。event は inngest/function.failed で、${name} はない(undefined)。元のイベントは event.data.event.data.${name}`,
    `onFailure reads event.data.${name}. The event is inngest/function.failed and has no ${name} (undefined). The original is event.data.event.data.${name}`,
  )];
}
