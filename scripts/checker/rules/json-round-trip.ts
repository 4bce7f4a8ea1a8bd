import type { Node } from "@babel/types";
import { ownNodes } from "../model/failures.ts";
import type { Model, Step } from "../model/model.ts";
import { isFunction, keyName } from "../model/tree.ts";
import { isCall, isMember, memberName, unwrap } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

const methods: Record<string, RegExp> = {
  Date: /^(get|set|toISOString|toLocale|toUTCString|toDateString)/,
  Map: /^(get|set|has|delete|entries|keys|values|forEach|size)$/,
  Set: /^(add|has|delete|entries|keys|values|forEach|size)$/,
};

// No JSON value has these.
const ofDates = /^(get|set)(UTC)?(Time|FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^getTimezoneOffset$|^to(ISO|UTC|Date|Time|LocaleDate|LocaleTime)String$/;
const ofSets = /^has$/;
const remembering = /^(run|invoke|waitForEvent|wrap)$/;
const each = /^(map|flatMap|filter|forEach|some|every|find|findIndex)$/;

export const jsonRoundTrip: Rule = {
  id: "json-round-trip",
  check: (model) => {
    const known = ofKnownClass(model);
    const seen = new Set(known.map(({ node }) => node));
    return [...known, ...ofAnyClass(model).filter(({ node }) => !seen.has(node))];
  },
};

/** What is asked of a value of the class that a step's callback makes. */
function ofKnownClass(model: Model): Found[] {
  return model.steps.flatMap((step) => {
    const made = step.method === "run" ? returned(model, step) : null;
    const awaited = model.tree.parent(step.call);
    const declarator = awaited?.type === "AwaitExpression" ? model.tree.parent(awaited) : null;
    if (made === null || declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier") return [];
    return (model.tree.binding(declarator.id)?.references ?? []).flatMap((reference) => {
      const parent = model.tree.parent(reference);
      const name = isMember(parent) && model.tree.slot(reference) === "object" ? memberName(parent) : null;
      const isGone = name !== null && (Object.hasOwn(methods, made) ? methods[made]?.test(name) : isOwnMethod(model, made, name));
      return parent === null || name === null || !isGone ? [] : lost(parent, made, name);
    });
  });
}

/** Methods that no JSON value has, called on a step's result or on a part of it. */
function ofAnyClass(model: Model): Found[] {
  return model.tree.calls.flatMap((node) => {
    const callee = unwrap(node.callee);
    const name = isMember(callee) ? (memberName(callee) ?? "") : "";
    if (!isMember(callee) || !(ofDates.test(name) || ofSets.test(name)) || !isResult(model, callee.object, 0) || isChecked(model, node)) return [];
    return lost(callee, ofDates.test(name) ? "Date" : "Set", name);
  });
}

/** Whether a condition around a call tells the classes or types of values apart. */
function isChecked(model: Model, node: Node): boolean {
  const tests = [...model.tree.above(node)].flatMap((above) => (above.type === "ConditionalExpression" || above.type === "IfStatement" ? [above.test] : above.type === "LogicalExpression" ? [above.left] : []));
  return tests.some((test) => [test, ...model.tree.below(test)].some((part) => (part.type === "UnaryExpression" && part.operator === "typeof") || (part.type === "BinaryExpression" && part.operator === "instanceof")));
}

/** Whether an expression is what a step has returned, or a part of it that nothing has converted. */
function isResult(model: Model, node: Node | null, depth: number): boolean {
  const value = unwrap(node);
  if (value === null || depth > 6) return false;
  if (isMember(value)) return isResult(model, value.object, depth + 1);
  if (value.type === "AwaitExpression") return remembering.test(model.stepOf(value.argument)?.method ?? "");
  const binding = model.tree.binding(value);
  if (binding?.kind === "const") return isResult(model, binding.init, depth + 1);
  if (binding?.kind !== "param" || binding.path[0] !== "0") return false;
  // rows.map((row) => row.at.getTime())
  const call = model.tree.parent(binding.declaration);
  return isCall(call) && isMember(call.callee) && each.test(memberName(call.callee) ?? "") && isResult(model, call.callee.object, depth + 1);
}

function lost(node: Node, made: string, name: string): Found {
  if (made !== "Date" && !Object.hasOwn(methods, made)) {
    return error(
      node,
      `ステップが返した ${made} の ${name} を使っている。返り値は JSON になり、メソッドのない普通の object で戻る。普通の object を返し、ステップの外で作り直す`,
      `${name} of a ${made} that a step returned is used. Results become JSON and it comes back as a plain object without methods. Return a plain object and make it again outside of the step`,
    );
  }
  return error(
    node,
    made === "Date"
      ? `ステップが返した Date に ${name} を使っている。返り値は JSON になり、Date は文字列で戻る。new Date(値).${name} のように作り直す`
      : `ステップが返した ${made} に ${name} を使っている。返り値は JSON になり、${made} は空の object で戻る。配列か普通の object を返す`,
    made === "Date"
      ? `${name} is used on a Date that a step returned. Results become JSON and a Date comes back as a string. Make it again: new Date(value).${name}`
      : `${name} is used on a ${made} that a step returned. Results become JSON and a ${made} comes back as an empty object. Return an array or a plain object`,
  );
}

/** The class that every return of a step's callback makes, or null. */
function returned(model: Model, { callback }: Step): string | null {
  if (!isFunction(callback)) return null;
  const values: (Node | null | undefined)[] =
    callback.body.type === "BlockStatement" ? ownNodes(model, callback.body).flatMap((node) => (node.type === "ReturnStatement" ? [node.argument] : [])) : [callback.body];
  const classes = new Set(values.map((value) => className(model, unwrap(value) ?? null)));
  const [only] = classes;
  return classes.size === 1 ? (only ?? null) : null;
}

function className(model: Model, value: Node | null): string | null {
  if (value?.type !== "NewExpression" || value.callee.type !== "Identifier") return null;
  const { name } = value.callee;
  return Object.hasOwn(methods, name) || model.tree.binding(value.callee)?.kind === "class" ? name : null;
}

/** Whether a class of this file has a method or getter, and says nothing of its own about JSON. */
function isOwnMethod(model: Model, made: string, name: string): boolean {
  const declaration = model.tree.topLevel(made)?.declaration;
  if (declaration?.type !== "ClassDeclaration") return false;
  const names = declaration.body.body.flatMap((member) => (member.type === "ClassMethod" && !member.static ? [keyName(member)] : []));
  return names.includes(name) && !names.includes("toJSON");
}
