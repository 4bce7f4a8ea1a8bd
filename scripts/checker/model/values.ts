import type { CallExpression, MemberExpression, Node, ObjectExpression, OptionalCallExpression, OptionalMemberExpression } from "@babel/types";
import { keyName, type Tree } from "./tree.ts";

export type Call = CallExpression | OptionalCallExpression;
export type Member = MemberExpression | OptionalMemberExpression;

export function isCall(node: Node | null | undefined): node is Call {
  return node?.type === "CallExpression" || node?.type === "OptionalCallExpression";
}

export function isMember(node: Node | null | undefined): node is Member {
  return node?.type === "MemberExpression" || node?.type === "OptionalMemberExpression";
}

const wrappers = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSTypeAssertion", "ParenthesizedExpression", "TSInstantiationExpression"]);

/** The expression inside casts, `!` and parentheses. */
export function unwrap<T extends Node | null | undefined>(node: T): Node | (T & (null | undefined)) {
  let inner: Node | null | undefined = node;
  while (inner && wrappers.has(inner.type) && "expression" in inner) inner = inner.expression as Node;
  return inner as Node | (T & (null | undefined));
}

/** The node with the casts and parentheses around it. */
export function wrapped(tree: Tree, node: Node): Node {
  let outer = node;
  for (let parent = tree.parent(outer); parent !== null && wrappers.has(parent.type); parent = tree.parent(outer)) outer = parent;
  return outer;
}

/** The name after the dot, or null. */
export function memberName(node: Node | null | undefined): string | null {
  if (!isMember(node)) return null;
  if (node.computed) return node.property.type === "StringLiteral" ? node.property.value : null;
  return node.property.type === "Identifier" ? node.property.name : null;
}

/** `a.b.c` as its names from left to right; calls in between are looked through. Null when something else is in the way. */
export function chain(node: Node | null | undefined): string[] | null {
  const parts: string[] = [];
  let inner = unwrap(node);
  for (;;) {
    if (isCall(inner)) inner = unwrap(inner.callee);
    else if (isMember(inner)) {
      const name = memberName(inner);
      if (name === null) return null;
      parts.unshift(name);
      inner = unwrap(inner.object);
    } else if (inner?.type === "Identifier") return [inner.name, ...parts];
    else if (inner?.type === "ThisExpression") return ["this", ...parts];
    else return null;
  }
}

/** The leftmost part of `a.b().c`. */
export function base(node: Node): Node {
  let inner: Node = unwrap(node);
  while (isCall(inner) || isMember(inner)) inner = unwrap(isCall(inner) ? inner.callee : inner.object);
  return inner;
}

/** What a constant stands for: names of constants are followed to their initialiser. */
export function resolve(tree: Tree, node: Node | null | undefined): Node | null {
  let value = unwrap(node) ?? null;
  for (let hop = 0; hop < 4 && value?.type === "Identifier"; hop++) {
    const binding = tree.binding(value);
    if (binding?.kind !== "const" || binding.path.length > 0 || binding.init === null) break;
    value = unwrap(binding.init);
  }
  return value;
}

export function objectOf(tree: Tree, node: Node | null | undefined): ObjectExpression | null {
  const value = resolve(tree, node);
  return value?.type === "ObjectExpression" ? value : null;
}

/** The value of a property, or null when it is absent. A method is its own value. */
export function property(object: ObjectExpression | null, name: string): Node | null {
  for (const entry of object?.properties ?? []) {
    if (entry.type === "SpreadElement" || keyName(entry) !== name) continue;
    return entry.type === "ObjectProperty" ? unwrap(entry.value) : entry;
  }
  return null;
}

export function hasSpread(object: ObjectExpression): boolean {
  return object.properties.some((entry) => entry.type === "SpreadElement" || ("computed" in entry && entry.computed));
}

export function properties(object: ObjectExpression): { name: string; key: Node; value: Node }[] {
  return object.properties.flatMap((entry) => {
    if (entry.type === "SpreadElement") return [];
    const name = keyName(entry);
    return name === null ? [] : [{ name, key: entry.key, value: entry.type === "ObjectProperty" ? unwrap(entry.value) : entry }];
  });
}

/** The text of a string that is known from the source, or null. */
export function textOf(tree: Tree, node: Node | null | undefined): string | null {
  const value = resolve(tree, node);
  if (value?.type === "StringLiteral") return value.value;
  if (value?.type === "TemplateLiteral" && value.expressions.length === 0) return value.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The number that is known from the source, also as a product such as `60 * 1000`, or null. */
export function numberOf(tree: Tree, node: Node | null | undefined): number | null {
  const value = resolve(tree, node);
  if (value?.type === "NumericLiteral") return value.value;
  if (value?.type === "UnaryExpression" && value.operator === "-") {
    const operand = numberOf(tree, value.argument);
    return operand === null ? null : -operand;
  }
  if (value?.type !== "BinaryExpression") return null;
  const product: number[] = [];
  let rest: Node | null = value;
  while (rest?.type === "BinaryExpression" && rest.operator === "*") {
    const right: Node | null = resolve(tree, rest.right);
    if (right?.type !== "NumericLiteral") return null;
    product.push(right.value);
    rest = resolve(tree, rest.left as Node);
  }
  return rest?.type === "NumericLiteral" ? product.reduce((a, b) => a * b, rest.value) : null;
}

/** The arguments without spreads; a spread ends the list, as nothing after it has a known place. */
export function argumentsOf(call: { arguments: readonly Node[] }): Node[] {
  const spread = call.arguments.findIndex((argument) => argument.type === "SpreadElement");
  return [...(spread < 0 ? call.arguments : call.arguments.slice(0, spread))].map((argument) => unwrap(argument));
}

/** The elements of a list that is written out, or the one value. */
export function listOf(tree: Tree, node: Node | null | undefined): Node[] {
  const value = resolve(tree, node);
  if (value === null) return [];
  if (value.type !== "ArrayExpression") return [value];
  return value.elements.flatMap((element) => (element === null || element.type === "SpreadElement" ? [] : [resolve(tree, element) ?? element]));
}
