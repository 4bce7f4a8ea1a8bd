import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { isCall, memberName, property, unwrap } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const promiseRace: Rule = {
  id: "promise-race",
  v4Only: true,
  check: (model) =>
    model.tree.nodes.flatMap((node) => {
      const method = raceMethod(node);
      if (method === null || !racesSteps(model, node) || inGroup(model, node) || isOptedOut(model, node)) return [];
      return error(
        node,
        `Promise.${method} でステップを競わせている。既定では並列のステップがすべて終わるまで続きは走らず、最も遅いものを待つ。group.parallel(() => Promise.${method}([...])) で包む`,
        `Promise.${method} races steps. By default nothing goes on until all parallel steps are done, so it waits for the slowest. Wrap it: group.parallel(() => Promise.${method}([...]))`,
      );
    }),
};

/** `"race"` or `"any"` for a call of `Promise.race` or `Promise.any`. */
export function raceMethod(node: Node): string | null {
  if (!isCall(node)) return null;
  const method = memberName(node.callee);
  const { callee } = node;
  const isPromise = "object" in callee && callee.object.type === "Identifier" && callee.object.name === "Promise";
  return isPromise && (method === "race" || method === "any") ? method : null;
}

function racesSteps(model: Model, race: Node): boolean {
  return model.tree.below(race).some((node) => {
    if (model.stepOf(node)) return true;
    const init = node.type === "Identifier" ? unwrap(model.tree.binding(node)?.init) : null;
    if (!init) return false;
    return model.stepOf(init) !== null || (isFunction(init) && model.tree.below(init).some((inner) => model.stepOf(inner) !== null));
  }) && model.region(race).in === "body";
}

/** Whether a node stands in the callback of `group.parallel`. */
export function inGroup(model: Model, node: Node): boolean {
  return [...model.tree.above(node)].some((above) => {
    const call = isFunction(above) ? model.tree.parent(above) : null;
    return isCall(call) && memberName(call.callee) === "parallel" && "object" in call.callee && model.contextField(call.callee.object) === "group";
  });
}

function isOptedOut(model: Model, node: Node): boolean {
  return property(model.handlerAround(node)?.owner?.options ?? null, "optimizeParallelism") !== null;
}
