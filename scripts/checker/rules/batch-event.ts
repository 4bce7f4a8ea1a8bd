import { property } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const batchEvent: Rule = {
  id: "batch-event",
  check: (model) =>
    model.functions.flatMap(({ options, handlers }) => {
      const main = handlers.find(({ kind }) => kind === "main");
      if (property(options, "batchEvents") === null || !main) return [];
      const fields = model.tree.below(main.node).filter((node) => {
        const binding = model.tree.binding(node);
        return binding?.identifier !== node && /^events?$/.test(model.contextField(node) ?? "");
      });
      const uses = (name: string) => fields.filter((node) => model.contextField(node) === name);
      const [first] = uses("event");
      if (!first || uses("events").length > 0) return [];
      return error(
        first,
        "batchEvents の関数で event だけを読んでいる。event はまとめの先頭の 1 件で、残りは処理されない。events を繰り返す",
        "A function with batchEvents reads only event, which is the first of the batch; the others are not handled. Go through events",
      );
    }),
};
