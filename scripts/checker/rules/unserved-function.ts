import type { Node } from "@babel/types";
import { triggersOf } from "../model/config.ts";
import type { InngestFunction, Model } from "../model/model.ts";
import { isWholeListKnown, serveCalls } from "../model/served.ts";
import { type Binding, keyName } from "../model/tree.ts";
import { objectOf, property, textOf } from "../model/values.ts";
import { error, type Other, type ProjectRule, suggestion } from "../rule.ts";

export const unservedFunction: ProjectRule = {
  id: "unserved-function",
  check: (models, others) => {
    const real = models.filter((model) => !model.isTest);
    // A module that was not passed may hand functions on.
    if (!isWholeListKnown(real, others)) return [];
    const idle = unserved(models, others);
    // What functions send that nobody serves is never sent.
    const sent = new Set(real.flatMap((model) => sentNames(model, idle.flatMap((one) => (one.model === model ? one.fn.call : [])))));
    const handled = real.flatMap((model) => model.functions.flatMap((fn) => eventsOf(model, fn)));
    // An older copy of what is served is put aside.
    const served = new Set(real.flatMap(({ functions }) => functions.flatMap((fn) => (idle.some((one) => one.fn === fn) ? [] : (fn.id ?? [])))));
    return idle.filter(({ fn }) => fn.id === null || !served.has(fn.id)).map(({ model, fn, binding }) => {
      // When nobody sends its event, or another function has it, it may be put aside on purpose.
      const say = eventsOf(model, fn).some((event) => sent.has(event) && handled.filter((other) => other === event).length === 1) ? error : suggestion;
      return { model, ...say(
        binding.identifier,
        `関数 ${binding.name} がどこにも渡されていない。登録されるのは serve の functions に渡した関数だけで、イベントを送っても何も起きない。functions に加える`,
        `The function ${binding.name} is handed to nothing. Only those in the functions of serve are registered, and its events do nothing. Add it to functions`,
      ) };
    });
  },
};

/** The functions whose names no file uses, though one of the files calls `serve`. */
export function unserved(models: Model[], others: Other[]): { model: Model; fn: InngestFunction; binding: Binding }[] {
  const real = models.filter((model) => !model.isTest);
  if (!real.some((model) => serveCalls(model).length > 0)) return [];
  const used = new Set(real.flatMap(usedNames));
  const whole = new Set(real.flatMap(modulesTakenWhole));
  return real.filter((model) => !whole.has(moduleName(model.path))).flatMap((model) =>
    model.functions.flatMap((fn) => {
      const declarator = model.tree.parent(fn.call);
      const binding = declarator?.type === "VariableDeclarator" ? model.tree.binding(declarator.id as Binding["identifier"]) : null;
      if (binding === null || binding.references.length > 0 || used.has(binding.name) || isDefault(model, binding) || isDeprecated(model, binding) || isPutAside(real, binding)) return [];
      return others.some(({ text }) => new RegExp(`\\b${binding.name}\\b`).test(text)) ? [] : [{ model, fn, binding }];
    }),
  );
}

/** Names that a file imports from another, or takes from a module as a whole. */
function usedNames(model: Model): string[] {
  return model.tree.of("ImportSpecifier", "ExportSpecifier", "MemberExpression", "ObjectPattern").flatMap((node) => {
    if (node.type === "ImportSpecifier") return [model.imported(node.local)?.name ?? ""];
    if (node.type === "ExportSpecifier" && node.local.type === "Identifier") return [node.local.name];
    if (node.type === "MemberExpression" && node.property.type === "Identifier") return [node.property.name];
    return node.type === "ObjectPattern" ? node.properties.flatMap((entry) => (entry.type === "ObjectProperty" && entry.key.type === "Identifier" ? [entry.key.name] : [])) : [];
  });
}

/** Modules of which `import * as functions`, `export *` or `import()` pass on whatever they export. */
function modulesTakenWhole(model: Model): string[] {
  return model.tree.of("ExportAllDeclaration", "ImportDeclaration", "CallExpression", "OptionalCallExpression").flatMap((node) => {
    if (node.type === "ExportAllDeclaration") return [moduleName(node.source.value)];
    if (node.type === "ImportDeclaration") return node.specifiers.some(({ type }) => type === "ImportNamespaceSpecifier") ? [moduleName(node.source.value)] : [];
    if (node.arguments[0]?.type !== "StringLiteral") return [];
    const { callee } = node;
    return callee.type === "Import" || (callee.type === "Identifier" && callee.name === "require") ? [moduleName(node.arguments[0].value)] : [];
  });
}

/** The names of the modules that some file imports from or exports on. */
export function takenModules(models: Model[], others: Other[]): Set<string> {
  const sources = models.flatMap(({ tree }) => [
    ...tree.of("ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration").flatMap(({ source }) => source?.value ?? []),
    ...tree.calls.flatMap(({ callee, arguments: [first] }) => ((callee.type === "Import" || (callee.type === "Identifier" && callee.name === "require")) && first?.type === "StringLiteral" ? [first.value] : [])),
  ]);
  const texts = others.flatMap(({ text }) => [...text.matchAll(/\b(?:from|import|require)\b\s*\(?\s*["']([^"']+)/g)].map(([, source = ""]) => source));
  return new Set([...sources, ...texts].map(moduleName));
}

/** The last part of a path without its ending; of an index, its folder. */
export function moduleName(path: string): string {
  return path.replace(/(\/index)?(\.[cm]?[jt]sx?)?$/, "").split("/").at(-1) ?? "";
}

function isDefault(model: Model, binding: Binding): boolean {
  return model.tree.of("ExportDefaultDeclaration").some((node) => model.tree.below(node).some((inner) => model.tree.binding(inner) === binding));
}

/** The event names of a function's triggers that the file tells. */
function eventsOf(model: Model, fn: InngestFunction): string[] {
  return triggersOf(model, fn).flatMap((trigger) => {
    const event = property(objectOf(model.tree, trigger), "event");
    return textOf(model.tree, property(objectOf(model.tree, event), "name") ?? event) ?? [];
  });
}

/** What stands as `name: "..."` in a file, as in the events that it sends. */
function sentNames(model: Model, idle: Node[]): string[] {
  return model.tree.of("ObjectProperty").flatMap((node) => (!idle.some((call) => model.tree.contains(call, node)) && keyName(node) === "name" ? (textOf(model.tree, node.value) ?? []) : []));
}

function isDeprecated(model: Model, { declaration }: Binding): boolean {
  const line = declaration.loc?.start.line ?? 0;
  return model.tree.comments.some(({ value, loc }) => /@deprecated|\bdisabled\b/i.test(value) && loc?.end.line === line - 1);
}

/** Whether a line of code in a comment names a function: in a list, or an import, that it was taken out of. */
function isPutAside(models: Model[], { name }: Binding): boolean {
  return models.some(({ tree }) => tree.comments.some(({ type, value }) => type === "CommentLine" && new RegExp(`^\\s*(\\.\\.\\.|import\\b.*\\b)?${name}\\b`).test(value)));
}
