import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { keyName } from "../model/tree.ts";
import { argumentsOf, isCall, isMember, listOf, memberName, property, textOf } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

const methods = ["GET", "POST", "PUT"];
const needed: Record<string, string[]> = { remix: ["loader", "action"] };

/** How each framework is told of methods; of the others the handler takes all. */
const told: Record<string, (model: Model, serve: Node) => string[] | null> = {
  next: exported,
  sveltekit: exported,
  astro: exported,
  remix: exported,
  hono: routed,
  express: routed,
  fastify: listed,
};

export const missingServeMethod: Rule = {
  id: "missing-serve-method",
  check: (model) =>
    model.tree.calls.flatMap((node) => {
      const imported = model.imported(node.callee);
      const framework = imported?.name === "serve" ? (/^inngest\/(\w+)$/.exec(imported.from)?.[1] ?? "") : "";
      const found = Object.hasOwn(told, framework) ? told[framework]?.(model, node) : null;
      const all = needed[framework] ?? methods;
      const lacking = found ? all.filter((method) => !found.includes(method)) : [];
      if (lacking.length === 0) return [];
      return [error(
        model.tree.parent(node) ?? node,
        `serve のルートが ${lacking.join("、")} を受けない。GET は確認、PUT は登録、POST は実行に使われ、欠けると 405 などで断られる。${all.join("、")} をすべて出す`,
        `The route of serve does not take ${lacking.join(", ")}. GET inspects, PUT registers, POST runs; a missing one is refused, with 405 for example. Provide ${all.join(", ")}`,
      )];
    }),
};

/** The names that the file exports from what `serve` returns; null when that can not be told. */
function exported(model: Model, serve: Node): string[] | null {
  const declarator = model.tree.parent(serve);
  // The Pages Router has one default export, and other code may hand the handler on.
  if (declarator?.type !== "VariableDeclarator" || model.tree.file.program.body.some(({ type }) => type === "ExportAllDeclaration")) return null;
  const { id } = declarator;
  if (id.type === "Identifier") {
    const names = (model.tree.binding(id)?.references ?? []).map((use) => exportedAs(model, use));
    return names.length === 0 || names.includes(null) ? null : names.flatMap((name) => name ?? []);
  }
  if (id.type !== "ObjectPattern" || id.properties.some(({ type }) => type === "RestElement")) return null;
  const direct = model.tree.parent(model.tree.parent(declarator) ?? declarator)?.type === "ExportNamedDeclaration";
  const names = id.properties.flatMap((entry) => {
    if (entry.type !== "ObjectProperty") return [];
    return direct ? [keyName(entry)] : (model.tree.binding(entry.value)?.references ?? []).map((use) => exportedAs(model, use));
  });
  return names.includes(null) ? null : names.flatMap((name) => name ?? []);
}

/** `export { handler as GET }` and `export const GET = handler`, also `handler.GET`. */
function exportedAs(model: Model, use: Node): string | null {
  const parent = model.tree.parent(use);
  if (parent?.type === "ExportSpecifier" && parent.exported.type === "Identifier") return parent.exported.name;
  const declarator = isMember(parent) ? model.tree.parent(parent) : parent;
  return declarator?.type === "VariableDeclarator" && declarator.id.type === "Identifier" ? declarator.id.name : null;
}

/** The methods of `app.on(["GET", "POST", "PUT"], path, serve(...))` and of `app.post(path, serve(...))`. */
function routed(model: Model, serve: Node): string[] | null {
  const found = uses(model, serve).map((use) => {
    const call = model.tree.parent(use);
    const method = isCall(call) ? memberName(call.callee) : null;
    if (isCall(call) && method === "on") return texts(model, argumentsOf(call)[0]);
    return method !== null && /^(get|post|put)$/.test(method) ? [method.toUpperCase()] : null;
  });
  return found.length === 0 || found.includes(null) ? null : found.flatMap((names) => names ?? []);
}

/** The methods of `fastify.route({ method: [...], handler: serve(...) })`. */
function listed(model: Model, serve: Node): string[] | null {
  const [use] = uses(model, serve);
  const entry = use && model.tree.parent(use);
  const route = entry?.type === "ObjectProperty" ? model.tree.parent(entry) : null;
  return route?.type === "ObjectExpression" ? texts(model, property(route, "method")) : null;
}

/** Where what `serve` returns goes: the call itself, or the places of its name. */
function uses(model: Model, serve: Node): Node[] {
  const declarator = model.tree.parent(serve);
  return declarator?.type === "VariableDeclarator" && declarator.id.type === "Identifier" ? (model.tree.binding(declarator.id)?.references ?? []) : [serve];
}

function texts(model: Model, list: Node | null | undefined): string[] | null {
  const names = listOf(model.tree, list).map((value) => textOf(model.tree, value));
  return names.length === 0 || names.includes(null) ? null : names.flatMap((name) => name?.toUpperCase() ?? []);
}
