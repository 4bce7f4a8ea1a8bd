import { sinks } from "../model/flow.ts";
import type { Handler } from "../model/model.ts";
import { type Rule, suggestion } from "../rule.ts";

export const attemptBranch: Rule = {
  id: "attempt-branch",
  check: (model) => {
    const told = new Set<Handler | null>();
    return model.tree.of("Identifier", "MemberExpression").flatMap((node) => {
      if (model.contextField(node) !== "attempt" || model.tree.binding(node)?.identifier === node || model.region(node).in !== "body") return [];
      const handler = model.handlerAround(node);
      if (told.has(handler) || sinks(model, node).length === 0) return [];
      told.add(handler);
      return suggestion(
        node,
        "ステップの外の attempt がステップや分岐に届いている。attempt はステップが成功すると 0 に戻るので、再開のたびに別の値になる。使うステップの中で読み、結果を返す",
        "attempt outside of a step reaches a step or a branch. It is 0 again after a step succeeds, so it differs between resumptions. Read it inside the step that needs it, and return the outcome",
      );
    });
  },
};
