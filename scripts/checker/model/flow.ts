import type { Node } from "@babel/types";
import type { Model, Step } from "./model.ts";
import { type Binding, isFunction } from "./tree.ts";
import { isCall, unwrap } from "./values.ts";

/** Where a value of the body ends up and is then remembered or decides what runs. */
export type Sink =
  | { kind: "id" | "input" | "closure"; step: Step; at: Node }
  | { kind: "branch"; step: null; at: Node; /** The statement or expression that chooses. */ branch: Node };

const branches: Record<string, string> = { IfStatement: "test", WhileStatement: "test", DoWhileStatement: "test", ForStatement: "test", ConditionalExpression: "test", SwitchStatement: "discriminant" };

/**
 * Follows a value through the names that it is given to.
 *
 * @param start an expression in the body of a handler
 * @returns every step that it reaches and every branch around steps that it decides
 */
export function sinks(model: Model, start: Node): Sink[] {
  const { tree } = model;
  const found: Sink[] = [];
  const seen = new Set<Binding>();
  const queue: Node[] = [start];
  const spread = (target: Node) => {
    for (const node of [target, ...tree.below(target)]) {
      const binding = node.type === "Identifier" ? tree.binding(node) : null;
      if (binding === null || seen.has(binding)) continue;
      seen.add(binding);
      queue.push(...binding.references);
    }
  };
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const region = model.region(node);
    if (region.in === "step") {
      found.push({ kind: "closure", step: region.step, at: node });
      continue;
    }
    for (let inner = node, outer = tree.parent(node); outer !== null; inner = outer, outer = tree.parent(outer)) {
      const slot = tree.slot(inner);
      const step = isCall(outer) ? model.stepOf(outer) : null;
      if (step) {
        found.push({ kind: slot === "arguments.0" ? "id" : "input", step, at: node });
        break;
      }
      // What a call outside of steps answers differs anyway, whatever it was given.
      if (outer.type === "AwaitExpression" && isCall(unwrap(outer.argument)) && model.stepOf(outer.argument) === null) break;
      if (branches[outer.type] === slot) {
        if (guardsSteps(model, outer)) found.push({ kind: "branch", step: null, at: node, branch: outer });
        if (outer.type !== "ConditionalExpression") break;
      }
      if (outer.type === "VariableDeclarator") {
        if (slot === "init") spread(outer.id as Node);
        break;
      }
      if (outer.type === "AssignmentExpression" && slot === "right") {
        spread(outer.left);
        break;
      }
      if (isFunction(outer) || outer.type.endsWith("Statement")) break;
    }
  }
  return found;
}

/** Whether a value, or what it is taken from, is what a step has returned: the same on each resumption. */
export function isStepResult(model: Model, value: Node): boolean {
  const { tree } = model;
  const isStep = (node: Node | null | undefined) => {
    const inner = unwrap(node);
    return inner != null && model.stepOf(inner.type === "AwaitExpression" ? inner.argument : inner) !== null;
  };
  return [value, ...tree.below(value)].some((node) => {
    const binding = tree.binding(node);
    return binding !== null && (isStep(binding.init) || binding.references.some((reference) => {
      const parent = tree.parent(reference);
      return parent?.type === "AssignmentExpression" && parent.left === reference && isStep(parent.right);
    }));
  });
}

/** Whether steps depend on a branch: they stand in it, or it leaves the handler before them. */
function guardsSteps(model: Model, branch: Node): boolean {
  const inside = model.tree.below(branch);
  if (inside.some((node) => model.stepOf(node) !== null)) return true;
  if (!inside.some(({ type }) => type === "ReturnStatement" || type === "BreakStatement" || type === "ContinueStatement")) return false;
  const handler = model.handlerAround(branch);
  return handler !== null && handler.steps.some(({ call }) => (call.start ?? 0) > (branch.end ?? 0));
}
