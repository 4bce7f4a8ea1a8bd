import type { Node, Program } from "@babel/types";
import type { Model } from "../model/model.ts";
import { keyName } from "../model/tree.ts";
import { argumentsOf, isCall, memberName, textOf, unwrap } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

const needed = ["GET", "POST", "PUT"];
const byExport = /^inngest\/(next|sveltekit|astro)$/;

export const missingServeMethod: Rule = {
  id: "missing-serve-method",
  check: (model) =>
    model.tree.nodes.flatMap((node) => {
      const from = isCall(node) ? model.imported(node.callee) : null;
      if (from?.name !== "serve") return [];
      if (byExport.test(from.from)) return missing(model, node, exported(model, node));
      return from.from === "inngest/hono" ? missing(model, node, listed(model, node)) : [];
    }),
};

function missing(model: Model, serve: Node, methods: string[] | null): Found[] {
  const lacking = methods === null ? [] : needed.filter((method) => !methods.includes(method));
  // The Pages Router has one default export, and other code may hand the handler on.
  if (methods === null || methods.length === 0 || lacking.length === 0) return [];
  return [error(
    model.tree.parent(serve) ?? serve,
    `serve のルートが ${lacking.join("、")} を受けない。GET は確認、PUT は登録、POST は実行に使われ、欠けると 405 になる。GET、POST、PUT をすべて出す`,
    `The route of serve does not take ${lacking.join(", ")}. GET inspects, PUT registers, POST runs; a missing one answers 405. Export GET, POST and PUT`,
  )];
}

/** The HTTP methods that the file exports from what `serve` returns; null when that can not be told. */
function exported(model: Model, serve: Node): string[] | null {
  const declarator = model.tree.parent(serve);
  if (declarator?.type !== "VariableDeclarator") return null;
  const { id } = declarator;
  const program = model.tree.file.program;
  if (id.type === "ObjectPattern") {
    if (id.properties.some(({ type }) => type === "RestElement")) return null;
    const names = id.properties.flatMap((entry) => (entry.type === "ObjectProperty" ? [keyName(entry) ?? ""] : []));
    const direct = model.tree.parent(model.tree.parent(declarator) ?? declarator)?.type === "ExportNamedDeclaration";
    return direct ? names : null;
  }
  if (id.type !== "Identifier") return null;
  return exportsOf(program, model, id.name);
}

/** `export { handler as GET }` and `export const GET = handler`, also `handler.GET`. */
function exportsOf(program: Program, model: Model, handler: string): string[] | null {
  const uses = model.tree.topLevel(handler)?.references ?? [];
  const names = uses.map((use) => {
    const parent = model.tree.parent(use);
    if (parent?.type === "ExportSpecifier" && parent.exported.type === "Identifier") return parent.exported.name;
    if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
    return null;
  });
  return names.includes(null) || program.body.some(({ type }) => type === "ExportAllDeclaration") ? null : names.flatMap((name) => name ?? []);
}

/** The methods of `app.on(["GET", "POST", "PUT"], path, serve(...))`, or of `app.post(path, serve(...))`. */
function listed(model: Model, serve: Node): string[] | null {
  const call = model.tree.parent(serve);
  const method = isCall(call) ? memberName(call.callee) : null;
  if (!isCall(call) || method !== "on") return null;
  const list = unwrap(argumentsOf(call)[0]);
  if (list?.type !== "ArrayExpression") return null;
  return list.elements.flatMap((element) => (element && textOf(model.tree, element)?.toUpperCase()) ?? []);
}
