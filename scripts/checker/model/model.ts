import type { Function as FunctionNode, ImportSpecifier, Node, ObjectExpression } from "@babel/types";
import { type Binding, functionTypes, isFunction, Tree } from "./tree.ts";
import { argumentsOf, type Call, isCall, isMember, memberName, objectOf, property, resolve, textOf, unwrap, wrapped } from "./values.ts";

/** A call of `createFunction`. */
export type InngestFunction = {
  call: Call;
  options: ObjectExpression | null;
  /** The second of three arguments, as inngest 3 has it. */
  trigger: Node | null;
  id: string | null;
  handlers: Handler[];
};

/** A function whose body Inngest runs again and again. */
export type Handler = {
  node: FunctionNode;
  /** A helper is any other function that is given `step`. */
  kind: "main" | "on-failure" | "helper";
  owner: InngestFunction | null;
  steps: Step[];
};

export type StepMethod = (typeof stepMethods)[number];
const stepMethods = [
  "run", "sleep", "sleepUntil", "waitForEvent", "waitForSignal", "sendSignal", "sendEvent", "invoke", "fetch", "infer", "wrap", "publish",
] as const;
const nestedTools: Record<string, string> = { infer: "ai", wrap: "ai", publish: "realtime" };

/** A call of a step tool. */
export type Step = {
  call: Call;
  method: StepMethod;
  id: Node | null;
  /** The second argument as an object. */
  options: ObjectExpression | null;
  /** What runs inside the step, when it is written in this file. */
  callback: FunctionNode | null;
  handler: Handler | null;
};

/** Where code runs: inside a step, in the body between the steps, or somewhere that the file does not tell. */
export type Region = { in: "step"; step: Step } | { in: "body"; handler: Handler } | { in: "elsewhere" };

/** One file, as the rules see it. */
export class Model {
  readonly functions: InngestFunction[] = [];
  readonly steps: Step[] = [];
  readonly handlers = new Map<FunctionNode, Handler>();
  private readonly callbacks = new Map<FunctionNode, Step>();
  private readonly stepOfCall = new Map<Node, Step>();
  private readonly clientNames = new Set<string>();
  private readonly regions = new Map<Node, Region>();

  /**
   * @param path relative to where the command runs, with forward slashes
   * @param sdk the major version of inngest that the project has
   * @param projectFolder where the nearest package.json is
   * @param packages what that names, with the ranges
   */
  constructor(
    readonly path: string,
    readonly tree: Tree,
    readonly sdk: 3 | 4,
    readonly projectFolder: string,
    readonly packages: Readonly<Record<string, string>> = {},
  ) {
    for (const call of tree.calls) if (memberName(call.callee) === "createFunction") this.addFunction(call);
    for (const fn of tree.of(...functionTypes)) if (!this.handlers.has(fn)) this.addHelper(fn);
    for (const call of tree.calls) this.addStep(call);
    for (const step of this.steps) if (step.callback) this.callbacks.set(step.callback, step);
    for (const step of this.steps) this.assign(step);
  }

  /** Whether the file is a test, where shortcuts do no harm. */
  get isTest(): boolean {
    return /(^|\/)(__tests__|__mocks__|tests?)\/|[.-](test|spec)\.[cm]?[jt]sx?$/.test(this.path);
  }

  /** What is imported under a name: its own name and where it is from. */
  imported(node: Node | null | undefined): { name: string; from: string } | null {
    const binding = this.tree.binding(unwrap(node));
    if (binding && binding.kind !== "import") return required(binding);
    if (binding === null) return null;
    const declaration = this.tree.parent(binding.declaration);
    if (declaration?.type !== "ImportDeclaration") return null;
    const { declaration: specifier } = binding;
    const name = specifier.type === "ImportSpecifier" ? importedName(specifier) : specifier.type === "ImportDefaultSpecifier" ? "default" : "*";
    return { name, from: declaration.source.value };
  }

  /** Whether a call or `new` names something of the package inngest. A name that nothing declares counts too. */
  isFromInngest(callee: Node, name: string): boolean {
    const node = unwrap(callee);
    if (node.type !== "Identifier") return false;
    const imported = this.imported(node);
    if (imported) return imported.name === name && /^inngest(\/|$)/.test(imported.from);
    return node.name === name && this.tree.binding(node) === null;
  }

  /** Whether an expression is an Inngest client. */
  isClient(node: Node): boolean {
    const value = unwrap(node);
    if (isMember(value)) return /^inngest(Client)?$/i.test(memberName(value) ?? "");
    if (value.type !== "Identifier") return false;
    if (this.clientNames.has(value.name)) return true;
    const init = resolve(this.tree, value);
    if (init?.type === "NewExpression") return this.isFromInngest(init.callee, "Inngest");
    return /^inngest(Client)?$/i.test(value.name) && isCallee(this.imported(value)?.from);
  }

  /** The part of the handler's argument that an expression is: `"step"`, `"event"`, `"attempt"`, ... or null. */
  contextField(node: Node | null | undefined): string | null {
    const value = unwrap(node);
    if (value?.type === "Identifier") return this.fieldOfName(this.tree.binding(value), value);
    if (isMember(value) && this.contextField(value.object) === "") return memberName(value);
    return null;
  }

  /** The step call that a node is, or null. */
  stepOf(node: Node | null | undefined): Step | null {
    const value = unwrap(node);
    return value ? (this.stepOfCall.get(value) ?? null) : null;
  }

  /** Where a node's code runs. */
  region(node: Node): Region {
    return this.regionOf(node, 0);
  }

  /** The handler whose code, steps included, a node is part of. */
  handlerAround(node: Node): Handler | null {
    for (const above of this.tree.above(node)) {
      const handler = isFunction(above) ? this.handlers.get(above) : undefined;
      if (handler) return handler;
    }
    return null;
  }

  private fieldOfName(binding: Binding | null, node: Node): string | null {
    if (binding === null) return null;
    if (binding.kind === "import") {
      const imported = this.imported(node);
      return imported?.from === "inngest" && (imported.name === "step" || imported.name === "group") ? imported.name : null;
    }
    if (binding.kind === "param" && isFunction(binding.declaration)) {
      const handler = this.handlers.get(binding.declaration);
      if (handler && handler.kind !== "helper") return binding.path[0] === "0" && binding.path.length <= 2 ? (binding.path[1] ?? "") : null;
      return handler && isStepParameter(binding) ? "step" : null;
    }
    // const { step } = ctx
    if (binding.kind === "const" && binding.init && binding.path.length === 1 && this.contextField(binding.init) === "") return binding.path[0] ?? null;
    return null;
  }

  private addFunction(call: Call): void {
    if (!isMember(call.callee)) return;
    const [first, second, third] = argumentsOf(call);
    const options = objectOf(this.tree, first);
    const owner = unwrap(call.callee.object);
    const known = this.isClient(owner) || (options !== null && property(options, "id") !== null && second !== undefined);
    if (!known) return;
    if (owner.type === "Identifier") this.clientNames.add(owner.name);
    const fn: InngestFunction = { call, options, trigger: third === undefined ? null : (second ?? null), id: textOf(this.tree, property(options, "id")), handlers: [] };
    this.functions.push(fn);
    this.addHandler(fn, third ?? second, "main");
    this.addHandler(fn, property(options, "onFailure"), "on-failure");
  }

  private addHandler(owner: InngestFunction, value: Node | null | undefined, kind: "main" | "on-failure"): void {
    const node = this.functionOf(value);
    if (node === null || this.handlers.has(node)) return;
    const handler: Handler = { node, kind, owner, steps: [] };
    this.handlers.set(node, handler);
    owner.handlers.push(handler);
  }

  /** The function that an expression is, names or wraps: `withLog(async () => ...)`. */
  private functionOf(value: Node | null | undefined): FunctionNode | null {
    const node = resolve(this.tree, value);
    if (isFunction(node)) return node;
    if (node?.type === "Identifier") {
      const binding = this.tree.binding(node);
      return binding?.kind === "function" && isFunction(binding.declaration) ? binding.declaration : null;
    }
    if (!isCall(node)) return null;
    const inner = argumentsOf(node).filter(isFunction);
    return inner.length === 1 ? (inner[0] ?? null) : null;
  }

  private addHelper(node: FunctionNode): void {
    if (this.tree.parameters(node).some(isStepParameter)) this.handlers.set(node, { node, kind: "helper", owner: null, steps: [] });
  }

  private addStep(call: Call): void {
    const method = memberName(call.callee);
    if (method === null || !isMember(call.callee) || !isStepMethod(method)) return;
    const tool = nestedTools[method];
    const tools = unwrap(call.callee.object);
    const step = tool === undefined ? tools : memberName(tools) === tool && isMember(tools) ? tools.object : null;
    if (step === null || this.contextField(step) !== "step") return;
    const [id = null, second = null] = argumentsOf(call);
    const hasCallback = method === "run" || method === "wrap";
    const found: Step = { call, method, id, options: objectOf(this.tree, second), callback: hasCallback ? this.functionOf(second) : null, handler: null };
    this.steps.push(found);
    this.stepOfCall.set(call, found);
  }

  private assign(step: Step): void {
    step.handler = this.handlerAround(step.call);
    step.handler?.steps.push(step);
  }

  private regionOf(node: Node, depth: number): Region {
    const known = this.regions.get(node);
    if (known) return known;
    let crossed = false;
    for (let inner: Node = node, outer = this.tree.parent(node); outer !== null; inner = outer, outer = this.tree.parent(outer)) {
      if (isCall(outer) && crossed && this.tree.slot(inner) === "arguments.1") {
        const step = this.stepOf(outer);
        if (step && (step.method === "run" || step.method === "wrap")) return { in: "step", step };
      }
      if (!isFunction(outer)) continue;
      crossed = true;
      const region = this.regionOfFunction(outer, depth);
      if (region) {
        this.regions.set(node, region);
        return region;
      }
    }
    return { in: "elsewhere" };
  }

  /** Where a function's body runs; null when it runs where it stands. */
  private regionOfFunction(fn: FunctionNode, depth: number): Region | null {
    const step = this.callbacks.get(fn);
    if (step) return { in: "step", step };
    const handler = this.handlers.get(fn);
    if (handler) return { in: "body", handler };
    const binding = this.nameOf(fn);
    if (binding === null) return isCall(this.tree.parent(wrapped(this.tree, fn))) || fn.type === "ArrowFunctionExpression" ? null : { in: "elsewhere" };
    if (depth > 3) return { in: "elsewhere" };
    const uses = binding.references.map((reference) => this.regionOf(reference, depth + 1));
    const body = uses.find((use, index) => use.in === "body" && this.isCalled(binding.references[index]));
    return body ?? uses.find((use) => use.in === "step") ?? { in: "elsewhere" };
  }

  private isCalled(reference: Node | undefined): boolean {
    const parent = reference && this.tree.parent(reference);
    return isCall(parent) && parent.callee === reference;
  }

  /** The name under which a function is declared. */
  nameOf(fn: FunctionNode): Binding | null {
    if (fn.type === "FunctionDeclaration") return this.tree.binding(fn.id);
    const parent = this.tree.parent(wrapped(this.tree, fn));
    return parent?.type === "VariableDeclarator" ? this.tree.binding(parent.id as Node) : null;
  }
}

function importedName(specifier: ImportSpecifier): string {
  return specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
}

function isStepMethod(name: string): name is StepMethod {
  return (stepMethods as readonly string[]).includes(name);
}

/** `const { Inngest } = require("inngest")` */
function required({ init, path }: Binding): { name: string; from: string } | null {
  const call = unwrap(init);
  if (!isCall(call) || call.callee.type !== "Identifier" || call.callee.name !== "require" || path.length > 1) return null;
  const [source] = argumentsOf(call);
  return source?.type === "StringLiteral" ? { name: path[0] ?? "*", from: source.value } : null;
}

// `inngest` imported from the package itself would be something else.
function isCallee(from: string | undefined): boolean {
  return from !== "inngest";
}

/** `step`, `{ step }` or `step: GetStepTools<...>` among a function's parameters. */
function isStepParameter(binding: Binding): boolean {
  if (binding.name === "step" || binding.path.at(-1) === "step") return binding.path.length <= 2;
  const { identifier } = binding;
  const annotation = identifier.type === "Identifier" ? identifier.typeAnnotation : null;
  const type = annotation?.type === "TSTypeAnnotation" ? annotation.typeAnnotation : null;
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "GetStepTools";
}
