import type { Comment, File, Function as FunctionNode, Identifier, Node } from "@babel/types";

/** What a name stands for. */
export type Binding = {
  name: string;
  kind: "import" | "var" | "let" | "const" | "param" | "function" | "class" | "catch";
  /** The declarator, import specifier, function, class or catch clause that declares it. */
  declaration: Node;
  /** Where its value comes from: the initialiser, or null for parameters and imports. */
  init: Node | null;
  /** The way from the value to the name through destructuring; `[]` when the name is the value itself. */
  path: string[];
  /** Its place in the flat list of nodes. */
  identifier: Node;
  references: Identifier[];
};

const skipped = new Set(["loc", "leadingComments", "trailingComments", "innerComments", "extra", "errors", "comments", "tokens", "start", "end", "range", "type"]);
export const functionTypes = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "ObjectMethod", "ClassMethod", "ClassPrivateMethod"] as const;
const functions = new Set<string>(functionTypes);
const blockScopes = new Set(["BlockStatement", "ForStatement", "ForInStatement", "ForOfStatement", "SwitchStatement", "CatchClause", "Program", "StaticBlock", "TSModuleBlock"]);
// Where these hold an Identifier it is a value; every other TS node speaks of types.
const valueTypes = new Set(["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression", "TSTypeAssertion", "TSInstantiationExpression", "TSExportAssignment", "TSEnumMember"]);

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node != null && functions.has(node.type);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

type Of<Type extends Node["type"]> = Extract<Node, { type: Type }>;

/** A parsed file with parents and names. Built without recursion, so that no input can exhaust the stack. */
export class Tree {
  /** Every node, parents before children, in source order. */
  private readonly nodes: Node[] = [];
  readonly comments: Comment[];
  /** A node's place in the list; what follows is held by place. */
  private readonly order = new Map<Node, number>();
  private readonly parents: number[] = [];
  private readonly slots: string[] = [];
  private readonly ends: number[] = [];
  private readonly byTypes = new Map<string, Node[]>();
  private readonly scopes = new Map<Node, Map<string, Binding>>();
  private readonly bindings = new Map<Node, Binding>();

  constructor(readonly file: File) {
    this.comments = file.comments ?? [];
    this.collect();
    for (const node of this.nodes) this.declare(node);
    for (const node of this.of("Identifier")) this.refer(node);
  }

  /** The nodes of some types, in source order. */
  of<Type extends Node["type"]>(...types: Type[]): Of<Type>[] {
    const key = types.join();
    const known = this.byTypes.get(key);
    if (known) return known as Of<Type>[];
    const found = this.nodes.filter((node): node is Of<Type> => (types as string[]).includes(node.type));
    this.byTypes.set(key, found);
    return found;
  }

  get calls(): Of<"CallExpression" | "OptionalCallExpression">[] {
    return this.of("CallExpression", "OptionalCallExpression");
  }

  get members(): Of<"MemberExpression" | "OptionalMemberExpression">[] {
    return this.of("MemberExpression", "OptionalMemberExpression");
  }

  parent(node: Node): Node | null {
    return this.nodes[this.parents[this.order.get(node) ?? -1] ?? -1] ?? null;
  }

  /** The property of the parent that holds the node, with the index in a list: `"arguments.1"`. */
  slot(node: Node): string {
    return this.slots[this.order.get(node) ?? -1] ?? "";
  }

  /** The nodes below a node, in source order. */
  below(node: Node): Node[] {
    const at = this.order.get(node);
    return at === undefined ? [] : this.nodes.slice(at + 1, this.ends[at]);
  }

  contains(outer: Node, inner: Node): boolean {
    const [from, at] = [this.order.get(outer) ?? Number.NaN, this.order.get(inner) ?? Number.NaN];
    return from <= at && at < (this.ends[from] ?? 0);
  }

  /** The node's ancestors, nearest first. */
  *above(node: Node): Generator<Node> {
    for (let next = this.parent(node); next !== null; next = this.parent(next)) yield next;
  }

  /** What a name stands for, or null for a global or an undeclared one. */
  binding(node: Node | null | undefined): Binding | null {
    return (node && this.bindings.get(node)) ?? null;
  }

  /** The names among a function's parameters. */
  parameters(fn: FunctionNode): Binding[] {
    return [...(this.scopes.get(fn)?.values() ?? [])].filter(({ kind }) => kind === "param");
  }

  /** The name that a statement at the top level declares, looked up from outside. */
  topLevel(name: string): Binding | null {
    return this.scopes.get(this.file.program)?.get(name) ?? null;
  }

  private collect(): void {
    type Frame = { at: number; children: Child[]; next: number };
    const open = (node: Node, parent: number, slot: string): Frame => {
      const at = this.nodes.push(node) - 1;
      this.order.set(node, at);
      this.parents.push(parent);
      this.slots.push(slot);
      const known = this.byTypes.get(node.type);
      if (known) known.push(node);
      else this.byTypes.set(node.type, [node]);
      return { at, children: childrenOf(node), next: 0 };
    };
    const stack = [open(this.file.program, -1, "")];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const child = frame.children[frame.next++];
      if (child === undefined) {
        this.ends[frame.at] = this.nodes.length;
        stack.pop();
      } else stack.push(open(child.node, frame.at, child.slot));
    }
  }

  private scopeFor(node: Node, functionOnly: boolean): Node {
    for (const above of this.above(node)) {
      if (isFunction(above) || above.type === "Program" || (!functionOnly && blockScopes.has(above.type))) return above;
    }
    return this.file.program;
  }

  private add(scope: Node, binding: Omit<Binding, "references">): void {
    const names = this.scopes.get(scope) ?? new Map<string, Binding>();
    this.scopes.set(scope, names);
    if (names.has(binding.name)) return;
    const whole: Binding = { ...binding, references: [] };
    names.set(binding.name, whole);
    this.bindings.set(binding.identifier, whole);
  }

  private declare(node: Node): void {
    if (node.type === "VariableDeclarator") {
      const declaration = this.parent(node);
      const kind = declaration?.type === "VariableDeclaration" && (declaration.kind === "let" || declaration.kind === "var") ? declaration.kind : "const";
      const loop = declaration && this.parent(declaration);
      const of = (loop?.type === "ForOfStatement" || loop?.type === "ForInStatement") && loop.left === declaration ? loop.right : null;
      const path = of ? ["[]"] : [];
      for (const name of names(node.id, path)) this.add(this.scopeFor(node, kind === "var"), { ...name, kind, declaration: node, init: node.init ?? of });
    } else if (node.type === "ImportDeclaration") {
      for (const specifier of node.specifiers) {
        this.add(this.file.program, { name: specifier.local.name, kind: "import", declaration: specifier, init: null, path: [], identifier: specifier.local });
      }
    } else if (isFunction(node)) {
      if (node.type === "FunctionDeclaration" && node.id) this.add(this.scopeFor(node, false), { name: node.id.name, kind: "function", declaration: node, init: node, path: [], identifier: node.id });
      if (node.type === "FunctionExpression" && node.id) this.add(node, { name: node.id.name, kind: "function", declaration: node, init: node, path: [], identifier: node.id });
      for (const [index, parameter] of node.params.entries()) {
        for (const name of names(parameter as Node, [])) this.add(node, { ...name, path: [`${index}`, ...name.path], kind: "param", declaration: node, init: null });
      }
    } else if (node.type === "ClassDeclaration" && node.id) {
      this.add(this.scopeFor(node, false), { name: node.id.name, kind: "class", declaration: node, init: node, path: [], identifier: node.id });
    } else if (node.type === "CatchClause" && node.param) {
      for (const name of names(node.param, [])) this.add(node, { ...name, kind: "catch", declaration: node, init: null });
    }
  }

  private refer(node: Identifier): void {
    if (this.bindings.has(node) || !this.isValue(node)) return;
    for (let scope: Node | null = this.parent(node); scope !== null; scope = this.parent(scope)) {
      const found = this.scopes.get(scope)?.get(node.name);
      if (!found) continue;
      found.references.push(node);
      this.bindings.set(node, found);
      return;
    }
  }

  private isValue(node: Identifier): boolean {
    const parent = this.parent(node);
    const slot = this.slot(node);
    if (parent === null || (parent.type.startsWith("TS") && !valueTypes.has(parent.type))) return false;
    if ((parent.type === "MemberExpression" || parent.type === "OptionalMemberExpression") && slot === "property") return parent.computed;
    if (slot === "key" && "computed" in parent) return parent.computed === true;
    return !(parent.type.startsWith("Import") || slot === "label" || (parent.type === "ExportSpecifier" && slot === "exported"));
  }
}

type Child = { node: Node; slot: string };

function childrenOf(node: Node): Child[] {
  const children: Child[] = [];
  const fields = node as unknown as Record<string, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== "object" || value === null || skipped.has(key)) continue;
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) if (isNode(entry)) children.push({ node: entry, slot: `${key}.${index}` });
    } else if (isNode(value)) {
      // `{ a }` holds one Identifier twice; only the value counts.
      if (!(key === "key" && "shorthand" in node && node.shorthand)) children.push({ node: value, slot: key });
    }
  }
  return children;
}

/** The names in a pattern, with the way to each. */
function names(pattern: Node | null, path: string[]): { name: string; path: string[]; identifier: Node }[] {
  switch (pattern?.type) {
    case "Identifier":
      return [{ name: pattern.name, path, identifier: pattern }];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        property.type === "RestElement" ? names(property.argument, [...path, "..."]) : names(property.value, [...path, keyName(property) ?? "?"]),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element, index) => names(element, [...path, `${index}`]));
    case "AssignmentPattern":
      return names(pattern.left, path);
    case "RestElement":
      return names(pattern.argument, [...path, "..."]);
    case "TSParameterProperty":
      return names(pattern.parameter, path);
    default:
      return [];
  }
}

/** The name of a property, or null when it is computed. */
export function keyName(property: { key: Node; computed?: boolean | null }): string | null {
  const { key } = property;
  if (key.type === "StringLiteral") return key.value;
  return key.type === "Identifier" && !property.computed ? key.name : null;
}
