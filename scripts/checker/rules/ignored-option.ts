import { ignoredKeys } from "../../snippets/ignored-keys.ts";
import { numberOf, property } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

// These have sections of their own.
const elsewhere = new Set(["schemas", "logLevel"]);

// A name of inngest 2, beside the id that has taken its place; channels, which are known by what is published to them.
const harmless = new Set(["new Inngest name", "triggers channels"]);

export const ignoredOption: Rule = {
  id: "ignored-option",
  check: (model) => [
    ...model.tree.of("NewExpression", "CallExpression").flatMap((node) => {
      if (node.type === "NewExpression" && !model.isFromInngest(node.callee, "Inngest")) return [];
      if (node.type === "CallExpression" && !model.stepOf(node) && !model.functions.some(({ call }) => call === node)) return [];
      return ignoredKeys(node, model.sdk === 3 ? "v3" : "v4").flatMap(({ name, of, node: key }) => {
        if (of === "new Inngest" && (elsewhere.has(name) || model.sdk === 3)) return [];
        const say = harmless.has(`${of} ${name}`) ? suggestion : error;
        return say(
          key,
          `${of} に ${name} というオプションはない。黙って無視され、書いた条件や設定は効かない。綴りを確かめる`,
          `${of} has no option ${name}. It is ignored silently, and the condition or setting has no effect. Check the spelling`,
        );
      });
    }),
    ...model.functions.flatMap(({ options }) => {
      const node = property(options, "retries");
      const retries = numberOf(model.tree, node);
      if (node === null || retries === null || (Number.isInteger(retries) && retries >= 0 && retries <= 20)) return [];
      return error(
        node,
        `retries が ${retries}。0 から 20 の整数だけが有効で、大きい値は 20 に丸められる`,
        `retries is ${retries}. Only whole numbers from 0 to 20 count; a larger one becomes 20`,
      );
    }),
  ],
};
