import type { Node } from "@babel/types";
import type { Model, Step, StepMethod } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { argumentsOf, type Call, isCall, memberName, property, unwrap } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const promiseRace: Rule = {
  id: "promise-race",
  v4Only: true,
  check: (model) =>
    model.tree.calls.flatMap((node) => {
      if (lagging(model, node)) {
        return suggestion(
          node,
          "並列の枝がそれぞれ待ってからステップを続けている。既定では枝は足並みを揃え、早い枝の続きも最も遅い待ちが終わるまで走らない。group.parallel(() => Promise.all([...])) で包む",
          "Parallel branches each wait and go on with steps. By default branches keep step: what follows in the quick one waits for the longest wait too. Wrap it: group.parallel(() => Promise.all([...]))",
        );
      }
      const method = raceMethod(node);
      if (method === null || !racesSteps(model, node) || inGroup(model, node) || isOptedOut(model, node)) return [];
      return error(
        node,
        `Promise.${method} でステップを競わせている。既定では並列のステップがすべて終わるまで続きは走らず、最も遅いものを待つ。続きのステップも一緒に group.parallel(async () => { await Promise.${method}([...]); ... }) で包む`,
        `Promise.${method} races steps. By default nothing goes on until all parallel steps are done, so it waits for the slowest. Wrap it with the steps that follow: group.parallel(async () => { await Promise.${method}([...]); ... })`,
      );
    }),
};

const waits = new Set<string>(["sleep", "sleepUntil", "waitForEvent", "waitForSignal", "invoke"] satisfies StepMethod[]);

/** A `Promise.all` of several elements of which one waits, and one goes on with a step after its first. */
function lagging(model: Model, node: Call): boolean {
  const [list] = argumentsOf(node);
  if (!["all", "allSettled"].includes(promiseMethod(node) ?? "") || list?.type !== "ArrayExpression" || list.elements.length < 2) return false;
  if (model.region(node).in !== "body" || inGroup(model, node) || isOptedOut(model, node)) return false;
  const branches = list.elements.map((element) => (element ? stepsOf(model, element) : []));
  return branches.some((steps) => steps.some(({ method }) => waits.has(method))) && branches.some((steps) => steps.length > 1);
}

/** The steps of an element of a list of promises: its own, or those of the function that it calls. */
function stepsOf(model: Model, element: Node): Step[] {
  const value = unwrap(element);
  const called = isCall(value) ? unwrap(value.callee) : null;
  const named = called?.type === "Identifier" ? unwrap(model.tree.binding(called)?.init) : called;
  const within = isFunction(named) ? named : element;
  return [within, ...model.tree.below(within)].flatMap((node) => model.stepOf(node) ?? []);
}

/** `"race"` or `"any"` for a call of `Promise.race` or `Promise.any`. */
export function raceMethod(call: Call): string | null {
  const method = promiseMethod(call);
  return method === "race" || method === "any" ? method : null;
}

function promiseMethod({ callee }: Call): string | null {
  const isPromise = "object" in callee && callee.object.type === "Identifier" && callee.object.name === "Promise";
  return isPromise ? memberName(callee) : null;
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
