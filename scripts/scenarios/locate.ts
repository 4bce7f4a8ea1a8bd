import { parse } from "@babel/parser";
import { type Node, traverseFast } from "@babel/types";

/** A place in a file, counted from 1. */
export type Place = { line: number; column: number };

type Text = Place & { start: number; matches: (text: string) => boolean };

const START: Place = { line: 1, column: 1 };

/**
 * Finds functions and steps in an example by their ids.
 *
 * @param source the example's TypeScript
 * @returns a function from a function's id (`<id>-failure`: its `onFailure`) and a step's id to the step's place, else the
 *   function's, else the file's beginning
 */
export function locator(source: string): (functionId: string | null, stepId: string | null) => Place {
  const functions: { id: Text; start: number; end: number; failure: { start: number; end: number } | null }[] = [];
  const texts: Text[] = [];
  traverseFast(parse(source, { sourceType: "module", plugins: ["typescript"] }), (node) => {
    const text = textOf(node);
    if (text) texts.push(text);
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return;
    if (node.callee.property.type !== "Identifier" || node.callee.property.name !== "createFunction") return;
    const options = node.arguments[0];
    const id = options && property(options, "id");
    const idText = id && textOf(id);
    if (idText) functions.push({ id: idText, ...range(node), failure: rangeOf(property(options, "onFailure")) });
  });
  return (functionId, stepId) => {
    const isFailure = functionId?.endsWith("-failure") ?? false;
    const own = functions.find(({ id }) => functionId !== null && (id.matches(functionId) || (isFailure && id.matches(functionId.slice(0, -"-failure".length)))));
    if (own === undefined) return START;
    // A repeated id has an index.
    const id = stepId?.replace(/:\d+$/, "") ?? null;
    const within = ({ start, end }: { start: number; end: number }) => texts.find((text) => id !== null && text.start >= start && text.start < end && text.matches(id));
    const { line, column } = (isFailure && own.failure && within(own.failure)) || within(own) || own.id;
    return { line, column };
  };
}

function range(node: Node): { start: number; end: number } {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}

function rangeOf(node: Node | null): { start: number; end: number } | null {
  return node === null ? null : range(node);
}

function property(object: Node | undefined, name: string): Node | null {
  if (object?.type !== "ObjectExpression") return null;
  for (const entry of object.properties) {
    if (entry.type === "SpreadElement" || entry.key.type !== "Identifier" || entry.key.name !== name) continue;
    return entry.type === "ObjectProperty" ? entry.value : entry;
  }
  return null;
}

/** A string, or a template, which matches whatever its expressions may become. */
function textOf(node: Node): Text | null {
  const place = { line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1, start: node.start ?? 0 };
  if (node.type === "StringLiteral") return { ...place, matches: (text) => text === node.value };
  if (node.type !== "TemplateLiteral" || node.quasis.every(({ value }) => value.raw === "")) return null;
  const pattern = new RegExp(`^${node.quasis.map(({ value }) => value.raw.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");
  return { ...place, matches: (text) => pattern.test(text) };
}
