import { posix } from "node:path";
import type { Node } from "@babel/types";
import type { Other } from "../rule.ts";
import type { Model } from "./model.ts";
import { isFunction } from "./tree.ts";
import { argumentsOf, isCall, objectOf, property, unwrap } from "./values.ts";

/** The calls of a file that register functions. */
export function serveCalls(model: Model): Node[] {
  return model.tree.calls.filter(({ callee }) => {
    const imported = model.imported(callee);
    return imported !== null && /^inngest\//.test(imported.from) && /^(serve|createServer|connect|default)$/.test(imported.name);
  });
}

/** Whether every module that hands functions on to `serve` is among the files of the run. */
export function isWholeListKnown(models: Model[], others: Other[]): boolean {
  const files = new Map<string, Model | Other>([...models, ...others].map((file) => [stem(file.path), file]));
  const queue = models.flatMap((model) => serveCalls(model).flatMap((call) => listsOf(model, call)));
  const seen = new Set<Model | Other>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const file = find(files, next.source, next.from);
    if (file === null) return false;
    if (seen.has(file)) continue;
    seen.add(file);
    queue.push(...("text" in file ? modulesIn(file.text) : handedOn(file)).map((source) => ({ source, from: file.path })));
  }
  return true;
}

/** The modules that the `functions` of a call of `serve` come from. */
function listsOf(model: Model, call: Node): { source: string; from: string }[] {
  const list = isCall(call) ? argumentsOf(call).flatMap((argument) => property(objectOf(model.tree, argument), "functions") ?? []) : [];
  return list.flatMap((value) => modulesOf(model, value)).map((source) => ({ source, from: model.path }));
}

/** The modules that the names in an expression are imported from, also through constants of the file. */
function modulesOf(model: Model, expression: Node): string[] {
  const seen = new Set<Node>();
  const queue = [expression];
  const found: string[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next) || isFunction(next)) continue;
    seen.add(next);
    for (const node of [next, ...model.tree.below(next)]) {
      const imported = model.imported(node);
      const { init } = model.tree.binding(node) ?? {};
      // A function that is made here is in the list by its name.
      if (imported) found.push(imported.from);
      else if (init && !isMade(model, init)) queue.push(init);
    }
  }
  return found;
}

function isMade(model: Model, node: Node): boolean {
  const value = unwrap(node);
  return model.functions.some(({ call }) => call === value);
}

/** The modules that a file exports from or puts into a list. */
function handedOn(model: Model): string[] {
  return model.tree.of("ExportNamedDeclaration", "ExportAllDeclaration", "ArrayExpression").flatMap((node) => {
    if ((node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration") && node.source) return [node.source.value];
    if (node.type !== "ArrayExpression" || model.handlerAround(node) !== null) return [];
    return node.elements.flatMap((element) => model.imported(element?.type === "SpreadElement" ? element.argument : element)?.from ?? []);
  });
}

function modulesIn(text: string): string[] {
  return [...text.matchAll(/\bfrom\s*["'](\.[^"']*)["']/g)].map(([, source = ""]) => source);
}

/** A path without its ending; of an index, its folder. */
function stem(path: string): string {
  return path.replace(/(\.d)?\.[cm]?[jt]sx?$/, "").replace(/(^|\/)index$/, "");
}

/** The file that a module name means: by its path, or by the end of its path where the name begins with an alias. */
function find<File>(files: Map<string, File>, source: string, from: string): File | null {
  if (source.startsWith(".")) return files.get(stem(posix.join(posix.dirname(from), source))) ?? null;
  const end = stem(source.split("/").slice(1).join("/"));
  const path = end === "" ? undefined : [...files.keys()].find((key) => key === end || key.endsWith(`/${end}`));
  return path === undefined ? null : (files.get(path) ?? null);
}
