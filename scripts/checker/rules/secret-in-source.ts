import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { argumentsOf, chain, objectOf, property, textOf } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

export const secretInSource: Rule = {
  id: "secret-in-source",
  check: (model) => {
    if (model.isTest) return [];
    const found = new Map<Node, Found>();
    for (const node of model.tree.of("StringLiteral", "TemplateElement", "AssignmentExpression", "NewExpression")) {
      const text = node.type === "StringLiteral" ? node.value : node.type === "TemplateElement" ? (node.value.cooked ?? "") : "";
      if (/^signkey-[a-z]+-[0-9a-f]{12,}$/i.test(text)) found.set(node, secret(node, "signingKey"));
      if (/^https:\/\/inn\.gs\/e\/[\w-]{32,}$/.test(text)) found.set(node, secret(node, "eventKey"));
      const key = eventKey(model, node);
      const value = textOf(model.tree, key);
      if (key !== null && value !== null && value.length >= 32 && /^[\w-]+$/.test(value)) found.set(key, secret(key, "eventKey"));
    }
    return [...found.values()];
  },
};

/** The value of `new Inngest({ eventKey })`, also what stands in for the environment's, or of an assignment to that. */
function eventKey(model: Model, node: Node): Node | null {
  if (node.type === "AssignmentExpression") return chain(node.left)?.join(".") === "process.env.INNGEST_EVENT_KEY" ? node.right : null;
  if (node.type !== "NewExpression" || !model.isFromInngest(node.callee, "Inngest")) return null;
  const value = property(objectOf(model.tree, argumentsOf(node)[0]), "eventKey");
  return value?.type === "LogicalExpression" ? value.right : value;
}

function secret(node: Node, name: string): Found {
  const variable = name === "eventKey" ? "INNGEST_EVENT_KEY" : "INNGEST_SIGNING_KEY";
  return error(
    node,
    `${name} がソースに書かれている。リポジトリを読める人が使え、環境変数の鍵を替えても残る。消して ${variable} を使い、Inngest の画面で鍵を取り替える`,
    `A ${name} is written in the source. Whoever reads the repository can use it, and changing the environment's key does not take it away. Remove it, set ${variable}, and rotate the key`,
  );
}
