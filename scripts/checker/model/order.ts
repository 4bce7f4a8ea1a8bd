import type { Node, Statement } from "@babel/types";
import type { Model } from "./model.ts";
import { isFunction, type Tree } from "./tree.ts";
import { isCall, unwrap } from "./values.ts";

/** How control leaves a statement: by its end, or by a jump. */
type Exit = "end" | "return" | "break" | "continue";

const loops = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;

/**
 * Tells whether one of some nodes may run after another, along the branches, loops and early returns between them.
 *
 * @param within the function that all are part of
 */
export function mayFollow(tree: Tree, from: Node, within: Node, targets: Node[], depth = 0): boolean {
  const holds = (node: Node) => targets.some((target) => tree.contains(node, target));
  let exit: Exit = "end";
  for (let inner = from, outer = tree.parent(from); outer !== null && inner !== within; inner = outer, outer = tree.parent(outer)) {
    if (isFunction(outer)) {
      const calls = outer === within || depth > 3 ? null : callsOf(tree, outer);
      // Where the function itself is declared further down, it does not run once more.
      const others = targets.filter((target) => !tree.contains(outer, target));
      if (calls) return calls.some((call) => mayFollow(tree, call, within, others, depth + 1));
      // What follows any other function inside the handler is taken to follow its calls.
      exit = "end";
      continue;
    }
    if (exit === "end") {
      const { parts, inOrder } = nextOf(tree, inner, outer);
      for (const next of parts) {
        if (holds(next)) return true;
        if (inOrder) exit = exitOf(next);
        if (exit !== "end") break;
      }
    }
    if (loops.test(outer.type)) {
      if ((exit === "end" || exit === "continue") && holds(outer)) return true;
      if (exit !== "return") exit = "end";
    }
    if (outer.type === "SwitchStatement" && exit === "break") exit = "end";
    if (outer.type === "ReturnStatement" || outer.type === "ThrowStatement") exit = "return";
  }
  return false;
}

/** The calls of a function by its name, when nothing else is done with that. */
function callsOf(tree: Tree, fn: Node): Node[] | null {
  const declarator = tree.parent(fn);
  const name = fn.type === "FunctionDeclaration" ? fn.id : declarator?.type === "VariableDeclarator" ? (declarator.id as Node) : null;
  const references = tree.binding(name)?.references ?? [];
  const calls = references.map((reference) => tree.parent(reference)).filter((parent, index) => isCall(parent) && parent.callee === references[index]) as Node[];
  return references.length > 0 && calls.length === references.length ? calls : null;
}

/** Whether what may run after a node can fail: something that is awaited or returned, or a throw. */
export function mayFail(model: Model, from: Node, within: Node): boolean {
  const { tree } = model;
  const risks = tree.below(within).filter((node) => node.type === "AwaitExpression" || node.type === "ThrowStatement" || (node.type === "ReturnStatement" && isCall(unwrap(node.argument)) && !tree.contains(node, from)));
  return mayFollow(tree, from, within, risks);
}

/** What runs after a part of a node, in the same node: one after the other, or one of several ways. */
function nextOf(tree: Tree, inner: Node, outer: Node): { parts: Node[]; inOrder: boolean } {
  const [list = ""] = tree.slot(inner).split(".");
  const later = () => tree.below(outer).filter((node) => tree.parent(node) === outer && (node.start ?? 0) >= (inner.end ?? 0));
  if (outer.type === "IfStatement" || outer.type === "ConditionalExpression") return { parts: list === "test" ? later() : [], inOrder: false };
  if (outer.type === "SwitchStatement") return { parts: list === "discriminant" ? later() : later().flatMap((one) => (one.type === "SwitchCase" ? one.consequent : [])), inOrder: list !== "discriminant" };
  // The catch runs after a failure only.
  if (outer.type === "TryStatement") return { parts: outer.finalizer && list !== "finalizer" ? [outer.finalizer] : [], inOrder: true };
  return { parts: later(), inOrder: true };
}

function exitOf(node: Node): Exit {
  switch (node.type) {
    case "ReturnStatement":
    case "ThrowStatement":
      return "return";
    case "BreakStatement":
      return "break";
    case "ContinueStatement":
      return "continue";
    case "BlockStatement":
      return node.body.map((statement: Statement) => exitOf(statement)).find((exit) => exit !== "end") ?? "end";
    case "IfStatement": {
      const [then, otherwise] = [exitOf(node.consequent), node.alternate ? exitOf(node.alternate) : "end"];
      return then === otherwise ? then : "end";
    }
    case "TryStatement":
      return node.handler && exitOf(node.handler.body) === "end" ? "end" : exitOf(node.block);
    default:
      return "end";
  }
}
