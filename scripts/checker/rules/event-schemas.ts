import { argumentsOf, objectOf, properties } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const eventSchemas: Rule = {
  id: "event-schemas",
  v4Only: true,
  check: (model) =>
    model.tree.of("ImportSpecifier", "NewExpression").flatMap((node) => {
      if (node.type === "ImportSpecifier" && model.imported(node.local)?.from === "inngest" && model.imported(node.local)?.name === "EventSchemas") {
        return error(
          node,
          "EventSchemas は v4 にない。import が失敗する。イベントごとに eventType(name, { schema }) を定義し、triggers に渡す",
          "EventSchemas does not exist in v4 and its import fails. Define each event with eventType(name, { schema }) and use it in triggers",
        );
      }
      if (node.type !== "NewExpression" || !model.isFromInngest(node.callee, "Inngest")) return [];
      const options = objectOf(model.tree, argumentsOf(node)[0]);
      return (options ? properties(options) : []).flatMap(({ name, key, value }) => {
        if (value.type === "Identifier" && value.name === "undefined") return [];
        if (name === "schemas") {
          return error(
            key,
            "new Inngest に schemas を渡している。v4 は黙って無視し、型も検証も効かない。eventType(name, { schema }) を triggers に渡す",
            "schemas is given to new Inngest; v4 ignores it silently, so nothing is typed or validated. Use eventType(name, { schema }) in triggers",
          );
        }
        if (name !== "logLevel") return [];
        return error(
          key,
          "new Inngest に logLevel を渡している。v4 は黙って無視する。SDK の行の量なら internalLogger: new ConsoleLogger({ level: \"...\" }) にする(logger に渡すと自分の行も消える)",
          "logLevel is given to new Inngest; v4 ignores it silently. For the SDK's own lines write internalLogger: new ConsoleLogger({ level: \"...\" }); given as logger it silences your lines too",
        );
      });
    }),
};
