import { parse, type ParseResult } from "@babel/parser";
import type { Comment, File, Node } from "@babel/types";
import { traverseFast } from "@babel/types";
import { ignoredKeys } from "./ignored-keys.ts";
import type { Sdk } from "./module.ts";

/** A place in a text, counted from 1. */
export type Place = { line: number; column: number };

/** What the harness needs to know of a piece of TypeScript or JavaScript before the compiler sees it. */
export type Source = {
  /** Names that the text declares or imports at its top level. */
  declared: Set<string>;
  /** Names that the text declares and exports. */
  exported: Set<string>;
  /** Every identifier that occurs. */
  identifiers: Set<string>;
  /** Lines that import declarations stand on, from 1. */
  importLines: Set<number>;
  /** Module specifiers of imports and re-exports, without their quotes. */
  specifiers: (Place & { name: string })[];
  /** Places where the type `any` is written. */
  anys: Place[];
  /** Keys that compile and that the SDK ignores. */
  ignoredKeys: (Place & { name: string; of: string })[];
  comments: (Place & { text: string; endLine: number })[];
};

/** Thrown by {@link readSource} when the text is not TypeScript. */
export class SourceSyntaxError extends Error {
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

/**
 * Parses TypeScript or JavaScript without checking types.
 *
 * @param text the source
 * @param lang `ts`, `tsx`, `js` or `jsx`
 * @param fragment whether the text is the inside of a function, where `return` may stand
 * @param written the SDK that the code is for
 * @returns names, imports, comments and written `any`s with their places
 * @throws {SourceSyntaxError} when the text does not parse
 */
export function readSource(text: string, lang: string, fragment: boolean, written: Sdk = "v4"): Source {
  const file = parseText(text, lang, fragment);
  const source: Source = {
    declared: new Set(),
    exported: new Set(),
    identifiers: new Set(),
    importLines: new Set(),
    specifiers: [],
    anys: [],
    ignoredKeys: [],
    comments: (file.comments ?? []).map(toComment),
  };
  for (const statement of file.program.body) {
    for (const name of declaredNames(statement)) {
      source.declared.add(name);
      if (statement.type === "ExportNamedDeclaration") source.exported.add(name);
    }
    if (statement.type === "ImportDeclaration") {
      for (let line = startOf(statement).line; line <= (statement.loc?.end.line ?? 0); line++) source.importLines.add(line);
    }
  }
  traverseFast(file, (node) => {
    if (node.type === "Identifier" || node.type === "JSXIdentifier") source.identifiers.add(node.name);
    if (node.type === "TSAnyKeyword") source.anys.push(startOf(node));
    source.ignoredKeys.push(...ignoredKeys(node, written).map(({ name, of, node: key }) => ({ name, of, ...startOf(key) })));
    const specifier = specifierOf(node);
    if (specifier) source.specifiers.push(specifier);
  });
  return source;
}

function parseText(text: string, lang: string, fragment: boolean): ParseResult<File> {
  try {
    return parse(text, {
      sourceType: "module",
      allowReturnOutsideFunction: fragment,
      allowAwaitOutsideFunction: true,
      plugins: [...(lang.startsWith("ts") ? (["typescript"] as const) : []), ...(lang.endsWith("x") ? (["jsx"] as const) : [])],
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    throw new SourceSyntaxError(error.message.replace(/ \(\d+:\d+\)$/, ""), {
      line: loc?.line ?? 1,
      column: (loc?.column ?? 0) + 1,
    });
  }
}

function startOf(node: Node): Place {
  return { line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 };
}

function toComment(comment: Comment) {
  const { line, column } = comment.loc?.start ?? { line: 1, column: 0 };
  return { text: comment.value.trim(), line, column: column + 1, endLine: comment.loc?.end.line ?? line };
}

function specifierOf(node: Node): (Place & { name: string }) | null {
  const literal =
    node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration" || node.type === "ExportNamedDeclaration"
      ? node.source
      : node.type === "CallExpression" && node.callee.type === "Import" && node.arguments[0]?.type === "StringLiteral"
        ? node.arguments[0]
        : null;
  if (!literal) return null;
  const { line, column } = startOf(literal);
  return { name: literal.value, line, column: column + 1 };
}

function declaredNames(statement: Node): string[] {
  if (statement.type === "ImportDeclaration") return statement.specifiers.map((specifier) => specifier.local.name);
  const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  if (!declaration) return [];
  if (declaration.type === "VariableDeclaration") return declaration.declarations.flatMap(({ id }) => patternNames(id));
  return "id" in declaration && declaration.id && "name" in declaration.id ? [String(declaration.id.name)] : [];
}

function patternNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((p) => patternNames(p.type === "RestElement" ? p.argument : p.value));
    case "ArrayPattern":
      return pattern.elements.flatMap(patternNames);
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "RestElement":
      return patternNames(pattern.argument);
    default:
      return [];
  }
}
