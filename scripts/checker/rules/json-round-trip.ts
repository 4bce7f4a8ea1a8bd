import type { Node } from "@babel/types";
import { ownNodes } from "../model/failures.ts";
import type { Model, Step } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { isMember, memberName, unwrap } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

const methods: Record<string, RegExp> = {
  Date: /^(get|set|toISOString|toLocale|toUTCString|toDateString)/,
  Map: /^(get|set|has|delete|entries|keys|values|forEach|size)$/,
  Set: /^(add|has|delete|entries|keys|values|forEach|size)$/,
};

export const jsonRoundTrip: Rule = {
  id: "json-round-trip",
  check: (model) =>
    model.steps.flatMap((step) => {
      const made = step.method === "run" ? returned(model, step) : null;
      const awaited = model.tree.parent(step.call);
      const declarator = awaited?.type === "AwaitExpression" ? model.tree.parent(awaited) : null;
      if (made === null || declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier") return [];
      return (model.tree.binding(declarator.id)?.references ?? []).flatMap((reference) => {
        const parent = model.tree.parent(reference);
        const name = isMember(parent) && model.tree.slot(reference) === "object" ? memberName(parent) : null;
        if (parent === null || name === null || !methods[made]?.test(name)) return [];
        return error(
          parent,
          made === "Date"
            ? `step.run が返した Date に ${name} を使っている。返り値は JSON になり、Date は文字列で戻る。new Date(値).${name} のように作り直す`
            : `step.run が返した ${made} に ${name} を使っている。返り値は JSON になり、${made} は空の object で戻る。配列か普通の object を返す`,
          made === "Date"
            ? `${name} is used on a Date that step.run returned. Results become JSON and a Date comes back as a string. Make it again: new Date(value).${name}`
            : `${name} is used on a ${made} that step.run returned. Results become JSON and a ${made} comes back as an empty object. Return an array or a plain object`,
        );
      });
    }),
};

/** The class that every return of a step's callback makes, or null. */
function returned(model: Model, { callback }: Step): string | null {
  if (!isFunction(callback)) return null;
  const values: (Node | null | undefined)[] =
    callback.body.type === "BlockStatement" ? ownNodes(model, callback.body).flatMap((node) => (node.type === "ReturnStatement" ? [node.argument] : [])) : [callback.body];
  const classes = new Set(values.map((value) => className(unwrap(value) ?? null)));
  const [only] = classes;
  return classes.size === 1 ? (only ?? null) : null;
}

function className(value: Node | null): string | null {
  return value?.type === "NewExpression" && value.callee.type === "Identifier" && Object.hasOwn(methods, value.callee.name) ? value.callee.name : null;
}
