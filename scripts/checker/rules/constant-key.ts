import type { Node } from "@babel/types";
import { celText } from "../model/cel.ts";
import { expressions } from "../model/config.ts";
import type { Model } from "../model/model.ts";
import { property, textOf } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const constantKey: Rule = {
  id: "constant-key",
  check: (model) =>
    expressions(model).flatMap(({ node, option, of }) => {
      if (!of.endsWith("key")) return [];
      const cel = celText(model, node);
      if (cel === null || cel.bare.length > 0 || !isBareConstant(cel.text)) return [];
      // The limit of one function has one count for one key, whatever its value.
      if (of === "key" && !cel.text.includes(".") && !isShared(model, node)) {
        return suggestion(
          node,
          `${option} の ${cel.text} は CEL では未定義の変数で、key がないのと同じになる。関数の中で 1 つに数えるなら key を消す。ほかの関数と数えるなら scope: "account" と引用符つきの定数にする: '"${cel.text}"'`,
          `In CEL the ${cel.text} of ${option} is an undefined variable, and the limit is the one that it would be without a key. Remove it to count within the function. To count with other functions write scope: "account" and quote the constant: '"${cel.text}"'`,
        );
      }
      const harm =
        of === "strict-key"
          ? { ja: "未定義の変数で、アプリ全体の同期が断られる", en: "an undefined variable, and the sync of the whole app is refused" }
          : of === "singleton-key"
            ? { ja: "未定義の変数で、singleton が効かなくなる", en: "an undefined variable, which switches singleton off" }
            : { ja: "未定義の変数で、違う値も同じキーになる", en: "an undefined variable, so that different values are one key" };
      return error(
        node,
        `${option} の ${cel.text} は CEL では${harm.ja}。定数なら引用符で囲む: '"${cel.text}"'。イベントの値なら event.data. から書く`,
        `In CEL the ${cel.text} of ${option} is ${harm.en}. Quote a constant: '"${cel.text}"'. Begin a value of the event with event.data.`,
      );
    }),
};

/** Whether a limit counts the runs of other functions too. */
function isShared(model: Model, key: Node): boolean {
  const limit = [...model.tree.above(key)].find((above) => above.type === "ObjectExpression");
  const scope = limit?.type === "ObjectExpression" ? textOf(model.tree, property(limit, "scope")) : null;
  return scope === "env" || scope === "account";
}

/** Whether a key is a name, with dashes or dots, that is neither `event` nor `async`. */
export function isBareConstant(text: string): boolean {
  const name = text.trim();
  return /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(name) && !/^(event|async|true|false|null)(\.|$)/.test(name);
}
