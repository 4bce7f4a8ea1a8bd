import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { chain, isCall, resolve, textOf } from "./values.ts";

/** A CEL text as far as the source tells it. */
export type CelText = {
  /** With values of the program replaced by a literal of a likely type. */
  text: string;
  /** Values that stand outside of quotes without `JSON.stringify`. */
  bare: Node[];
};

/** Reads a CEL expression from a string or a template; null when it is put together in another way. */
export function celText(model: Model, node: Node): CelText | null {
  const plain = textOf(model.tree, node);
  if (plain !== null) return { text: plain, bare: [] };
  const value = resolve(model.tree, node);
  if (value?.type !== "TemplateLiteral") return null;
  const bare: Node[] = [];
  let text = "";
  for (const [index, quasi] of value.quasis.entries()) {
    text += quasi.value.cooked ?? "";
    const inserted = value.expressions[index];
    if (!inserted) continue;
    const quote = openQuote(text);
    if (quote !== null) text += "x";
    else {
      text += '"x"';
      const stringified = isCall(inserted) && resolve(model.tree, inserted) !== null && /^JSON\.stringify$/.test(sourceName(inserted));
      if (!stringified && !isConstantNumber(model, inserted) && !isNumberOrBoolean(model, inserted)) bare.push(inserted);
    }
  }
  return { text, bare };
}

function sourceName(call: Node): string {
  if (!isCall(call) || call.callee.type !== "MemberExpression") return "";
  const { object, property } = call.callee;
  return object.type === "Identifier" && property.type === "Identifier" ? `${object.name}.${property.name}` : "";
}

/** Whether a value is a number or a boolean, which need no quotes: its name says so, or a type in the file. */
function isNumberOrBoolean({ tree }: Model, node: Node): boolean {
  const name = chain(node)?.at(-1) ?? "";
  if (/^(is|has)[A-Z]/.test(name)) return true;
  const typed = tree.of("TSPropertySignature", "Identifier").flatMap((one) => {
    const named = one.type === "Identifier" ? one : one.key;
    return named.type === "Identifier" && named.name === name && one.typeAnnotation?.type === "TSTypeAnnotation" ? [one.typeAnnotation.typeAnnotation] : [];
  });
  return typed.length > 0 && typed.every(({ type }) => type === "TSNumberKeyword" || type === "TSBooleanKeyword");
}

function isConstantNumber(model: Model, node: Node): boolean {
  const value = resolve(model.tree, node);
  return value?.type === "NumericLiteral" || value?.type === "StringLiteral" || value?.type === "BooleanLiteral" || value?.type === "TemplateLiteral";
}

/** The quotation mark that is open at the end of a text, or null. */
function openQuote(text: string): string | null {
  let open: string | null = null;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (character === "\\") index++;
    else if (open === null && (character === "'" || character === '"')) open = character;
    else if (character === open) open = null;
  }
  return open;
}
