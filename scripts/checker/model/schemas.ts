import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { argumentsOf, type Call, isCall, isMember, memberName, objectOf, property, resolve, unwrap } from "./values.ts";

export type GivenSchema = { schema: Node; of: "eventType" | "invoke" };

/** The schemas that inngest is given: those of `eventType` and of `invoke`. */
export function schemasOf(model: Model): GivenSchema[] {
  return model.tree.calls.flatMap((node): GivenSchema[] => {
    const [first, second] = argumentsOf(node);
    if (model.isFromInngest(node.callee, "invoke") && first) return [{ schema: first, of: "invoke" }];
    const schema = model.isFromInngest(node.callee, "eventType") ? property(objectOf(model.tree, second), "schema") : null;
    return schema ? [{ schema, of: "eventType" }] : [];
  });
}

/** The calls that make up a schema, also those of the constants it names. */
export function schemaCalls(model: Model, schema: Node): Call[] {
  const calls: Call[] = [];
  const seen = new Set<Node>();
  const queue: Node[] = [schema];
  for (let next = queue.pop(); next !== undefined && seen.size < 200; next = queue.pop()) {
    const value = resolve(model.tree, next);
    if (value === null || seen.has(value)) continue;
    seen.add(value);
    for (const node of [value, ...model.tree.below(value)]) {
      if (isCall(node)) calls.push(node);
      const binding = node.type === "Identifier" ? model.tree.binding(node) : null;
      if (binding?.kind === "const" && binding.init) queue.push(binding.init);
    }
  }
  return calls;
}

/** The method of a call on a schema: `"transform"`; `"coerce.date"` for what follows `z.coerce`. */
export function schemaMethod(call: Call): string | null {
  const name = memberName(call.callee);
  const object = isMember(call.callee) ? unwrap(call.callee.object) : null;
  return memberName(object) === "coerce" ? `coerce.${name}` : name;
}

/** The keys of a schema `z.object({ ... })`, or null when they are not written out. */
export function keysOf(model: Model, schema: Node): Set<string> | null {
  const value = resolve(model.tree, schema);
  if (!isCall(value) || !/^(object|strictObject|looseObject)$/.test(memberName(value.callee) ?? "")) return null;
  const shape = objectOf(model.tree, argumentsOf(value)[0]);
  if (shape === null || shape.properties.some(({ type }) => type === "SpreadElement")) return null;
  return new Set(shape.properties.flatMap((entry) => (entry.type === "SpreadElement" || entry.key.type !== "Identifier" ? [] : [entry.key.name])));
}
