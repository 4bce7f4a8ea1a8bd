import type { Node } from "@babel/types";
import { ownNodes } from "../model/failures.ts";
import type { Model } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { argumentsOf, type Call, chain, isCall, memberName, property, resolve, unwrap } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const mockThatThrows: Rule = {
  id: "mock-that-throws",
  check: (model) => {
    if (!model.tree.of("Identifier").some((node) => model.imported(node)?.from === "@inngest/test")) return [];
    return model.tree.of("ObjectExpression").flatMap((node) => {
      const handler = property(node, "id") !== null ? property(node, "handler") : null;
      const failing = handler && failure(model, handler);
      if (!failing) return [];
      return error(
        failing,
        "@inngest/test の steps の handler が例外を投げている。ステップは失敗せず undefined で成功するので、失敗の経路のテストが何も確かめずに通る。ステップの中で呼ぶサービスを失敗させるか、transformCtx で step.run を失敗させる",
        "A handler in the steps of @inngest/test throws. The step does not fail but succeeds with undefined, so a test of the failing path checks nothing and passes. Let the service that the step calls fail, or let step.run reject in transformCtx",
      );
    });
  },
};

/** The place where a mock throws or rejects, or null. */
function failure(model: Model, value: Node): Node | null {
  const node = resolve(model.tree, value);
  const declared = node?.type === "Identifier" ? model.tree.binding(node) : null;
  const fn = declared?.kind === "function" ? declared.declaration : node;
  if (isFunction(fn)) {
    if (fn.body.type !== "BlockStatement") return rejection(fn.body);
    const own = ownNodes(model, fn.body);
    return own.find((inner) => (inner.type === "ThrowStatement" && !isCaught(model, inner, fn)) || (inner.type === "ReturnStatement" && rejection(inner.argument))) ?? null;
  }
  return isCall(node) ? failureOfSpy(model, node) : null;
}

/** `vi.fn(() => { throw ... })`, `vi.fn().mockRejectedValue(...)`, of any library that writes them so. */
function failureOfSpy(model: Model, call: Call): Node | null {
  if (/^mock(RejectedValue|Throw)(Once)?$/.test(memberName(call.callee) ?? "")) return call;
  return argumentsOf(call).map((argument) => (isFunction(argument) ? failure(model, argument) : null)).find((found) => found !== null) ?? null;
}

function rejection(value: Node | null | undefined): Node | null {
  const call = unwrap(value);
  return isCall(call) && chain(call.callee)?.join(".") === "Promise.reject" ? call : null;
}

function isCaught(model: Model, thrown: Node, fn: Node): boolean {
  for (let inner = thrown, outer = model.tree.parent(thrown); outer !== null && outer !== fn; inner = outer, outer = model.tree.parent(outer)) {
    if (outer.type === "TryStatement" && outer.handler && model.tree.slot(inner) === "block") return true;
  }
  return false;
}
