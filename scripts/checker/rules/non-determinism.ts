import type { Node } from "@babel/types";
import { isStepResult, type Sink, sinks } from "../model/flow.ts";
import type { Model, Step } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { isCall, memberName } from "../model/values.ts";
import { isCoarse, type Volatile, volatile } from "../model/volatile.ts";
import { error, type Kind, type Rule, suggestion } from "../rule.ts";

export const nonDeterminism: Rule = {
  id: "non-determinism",
  check: (model) =>
    model.tree.of("NewExpression", "CallExpression", "OptionalCallExpression").flatMap((node) => {
      const value = volatile(model, node);
      if (value === null) return [];
      const region = model.region(node);
      if (region.in !== "body" || region.handler.kind === "helper" || isFallback(model, node)) return [];
      const kind = severity(model, node, value, sinks(model, node).filter((sink) => sink.kind !== "branch" || !isBoxed(model, node, sink)));
      if (kind === null) return [];
      const say = kind === "error" ? error : suggestion;
      return say(
        node,
        `ステップの外の ${value.text} がステップや分岐に届いている。本体は再開のたびに走り、そのたびに違う値になる。await step.run(id, () => ${value.text}) で 1 度だけ作り、その返り値を使う`,
        `${value.text} outside of a step reaches a step or a branch. The body runs on every resumption and the value differs each time. Make it once with await step.run(id, () => ${value.text}) and use what that returns`,
      );
    }),
};

const pauses = /^(sleep|sleepUntil|waitForEvent|waitForSignal|invoke)$/;

/** How sure the harm is: a random value is another one on each resumption, a time differs by as long as the run has paused. */
function severity(model: Model, made: Node, { kind }: Volatile, reached: Sink[]): Kind | null {
  if (isKey(model, made, reached)) return "error";
  const steps = [...new Set(reached.flatMap((sink) => (sink.kind === "input" || sink.kind === "closure" ? sink.step : [])))];
  const branches = reached.flatMap((sink) => (sink.kind === "branch" ? sink.branch : []));
  const looped = steps.filter(({ method }) => !method.startsWith("sleep")).flatMap((step) => loopBetween(model, step, made) ?? []);
  if (kind === "random") {
    const sleeps = reached.some((sink) => sink.kind === "input" && sink.step.method.startsWith("sleep"));
    if (steps.length > 1 || looped.length > 0 || branches.length > 0 || sleeps) return "error";
    return steps.length > 0 ? "suggestion" : null;
  }
  // A branch around nothing but a sleep passes it by after the sleep, as it should.
  const deciding = branches.filter((branch) => !stepsIn(model, branch).every(({ method }) => method.startsWith("sleep")) || leaves(model, branch));
  if (isSplit(steps) || branches.some((branch) => branch.type === "IfStatement" && isSplit(stepsIn(model, branch)))) return "error";
  const paused = looped.some((loop) => stepsIn(model, loop).some(({ method }) => pauses.test(method)));
  // What one step alone sees does no harm; nor do the seconds between two steps, unless the time names something.
  const named = steps.filter(({ method }) => !method.startsWith("sleep")).length > 1 && isName(model, made);
  return named || paused || deciding.length > 0 ? "suggestion" : null;
}

/** Whether a time becomes a name for something: part of a text, or a value that is called an id or a key. */
function isName(model: Model, made: Node, depth = 0): boolean {
  const { tree } = model;
  if (isCoarse(model, made)) return false;
  for (const parent of tree.above(made)) {
    if (parent.type === "TemplateLiteral" || (parent.type === "BinaryExpression" && parent.operator === "+" && isText(parent))) return true;
    if (parent.type === "ObjectProperty" && parent.key.type === "Identifier" && identifying.test(parent.key.name)) return true;
    if (parent.type === "VariableDeclarator") {
      const binding = tree.binding(parent.id as Node);
      return binding !== null && (identifying.test(binding.name) || (depth < 3 && binding.references.some((reference) => model.region(reference).in === "body" && isName(model, reference, depth + 1))));
    }
    if (parent.type === "BinaryExpression" || parent.type.endsWith("Statement") || isFunction(parent)) return false;
  }
  return false;
}

const identifying = /(^id|Id|ID|^key|Key|[sS]lug|[tT]oken)$/;

function isText({ left, right }: { left: Node; right: Node }): boolean {
  return [left, right].some(({ type }) => type === "StringLiteral" || type === "TemplateLiteral");
}

/** Whether a value only stands in for what a step has returned, should that be missing. */
function isFallback(model: Model, made: Node): boolean {
  const { tree } = model;
  for (let node = made, parent = tree.parent(made); parent !== null && !parent.type.endsWith("Statement") && !isFunction(parent); node = parent, parent = tree.parent(parent)) {
    if (parent.type === "LogicalExpression" && parent.operator !== "&&" && tree.slot(node) === "right" && isStepResult(model, parent.left)) return true;
    if (parent.type === "ConditionalExpression" && tree.slot(node) === "alternate" && isStepResult(model, parent.test)) return true;
  }
  return false;
}

/** Whether a branch asks only whether there is the object that a value has become a part of. */
function isBoxed({ tree }: Model, made: Node, { at, branch }: { at: Node; branch: Node }): boolean {
  const test = branch.type === "IfStatement" || branch.type === "ConditionalExpression" ? branch.test : null;
  const bare = test?.type === "UnaryExpression" && test.operator === "!" ? test.argument : test;
  if (bare !== at) return false;
  for (const above of tree.above(made)) {
    if (above.type === "ObjectExpression" || above.type === "ArrayExpression") return true;
    if (above.type === "VariableDeclarator" || above.type.endsWith("Statement")) return false;
  }
  return false;
}

/** Whether a value, as it is, becomes part of an idempotency key: each attempt has another key then, and none is a repeat. */
function isKey({ tree }: Model, made: Node, reached: Sink[]): boolean {
  const isWhole = (node: Node) => /^(TemplateLiteral|VariableDeclarator|ObjectProperty)$/.test(tree.parent(node)?.type ?? "");
  const isNamed = (node: Node) => node.type === "ObjectProperty" && node.key.type === "Identifier" && /^(idempotency|dedupe|deduplication)_?key$/i.test(node.key.name);
  return isWhole(made) && reached.some(({ at }) => isWhole(at) && [...tree.above(at)].some(isNamed));
}

/** Whether the run surely pauses between two of some steps, of which the later does more than to sleep on. */
function isSplit(steps: Step[]): boolean {
  const first = Math.min(...steps.map(({ call }) => call.start ?? 0));
  const last = Math.max(...steps.flatMap(({ method, call }) => (method.startsWith("sleep") ? [] : (call.start ?? 0))));
  return steps[0]?.handler?.steps.some(({ method, call }) => pauses.test(method) && first <= (call.start ?? 0) && (call.end ?? 0) <= last) ?? false;
}

function stepsIn(model: Model, branch: Node): Step[] {
  return model.tree.below(branch).flatMap((node) => model.stepOf(node) ?? []);
}

/** The loop around a step that a value is made in front of, so that each round has its own step with that value. */
function loopBetween({ tree }: Model, { call, handler }: Step, made: Node): Node | null {
  for (const above of tree.above(call)) {
    if (above === handler?.node || tree.contains(above, made)) return null;
    if (/^(For|ForOf|ForIn|While|DoWhile)Statement$/.test(above.type)) return above;
    const mapped = isFunction(above) ? tree.parent(above) : null;
    if (isCall(mapped) && /^(map|flatMap)$/.test(memberName(mapped.callee) ?? "")) return mapped;
  }
  return null;
}

function leaves(model: Model, branch: Node): boolean {
  return model.tree.below(branch).some(({ type }) => type === "ReturnStatement" || type === "BreakStatement" || type === "ContinueStatement");
}
