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
      const harm =
        of === "strict-key"
          ? { ja: "未定義の変数で、アプリ全体の同期が断られる", en: "an undefined variable, and the sync of the whole app is refused" }
          : of === "singleton-key"
            ? { ja: "未定義の変数で、singleton が効かなくなる", en: "an undefined variable, which switches singleton off" }
            : { ja: "未定義の変数で、違う定数も同じキーになる", en: "an undefined variable, so that different constants are one key" };
      const say = of === "key" && option === "concurrency.key" && !isShared(model, node) ? suggestion : error;
      return say(
        node,
        `${option} の ${cel.text} は CEL では${harm.ja}。定数なら引用符で囲む: '"${cel.text}"'。イベントの値なら event.data. から書く`,
        `In CEL the ${cel.text} of ${option} is ${harm.en}. Quote a constant: '"${cel.text}"'. Begin a value of the event with event.data.`,
      );
    }),
};

/** Whether a concurrency limit counts the runs of other functions too. Within one function a wrong constant is still one key. */
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
