import type { Node } from "@babel/types";
import { type Effect, effectsIn, isAwaited } from "../model/effects.ts";
import type { Model } from "../model/model.ts";
import { mayFollow } from "../model/order.ts";
import { isFunction } from "../model/tree.ts";
import { argumentsOf, type Call, chain, hasSpread, isCall, isMember, memberName, objectOf, property, unwrap, wrapped } from "../model/values.ts";
import { type Found, type Rule, suggestion } from "../rule.ts";

/** What a retry would do again: nothing says that a repetition leaves what one time leaves, and no key tells the service. */
const isOnce = (model: Model, { call, text, repeatable }: Effect) => !repeatable && !/\.onConflict/.test(text) && !/^publish[A-Z]\w*(Event|Update|Progress)$/.test(text) && !takesKey(model, call);

export const severalSideEffects: Rule = {
  id: "several-side-effects",
  check: (model) =>
    model.steps.flatMap(({ method, callback }) => {
      if (method !== "run" || callback === null) return [];
      const writes = effectsIn(model, model.tree.below(callback)).filter(({ call, kind, sure }) => kind === "write" && sure && isAwaited(model, call, callback));
      const once = writes.filter((write) => isOnce(model, write));
      return pair(model, once, writes, callback) ?? each(model, [...once, ...sendsIn(model, callback)], writes, callback) ?? marked(model, once, callback) ?? [];
    }),
};

/** Two effects of which the later can fail. */
function pair(model: Model, once: Effect[], writes: Effect[], callback: Node): Found | null {
  for (const first of once) {
    // Writes to one database can be one transaction; two services can not, nor two messages.
    const second = writes.find((write) => (isOther(write, first) || isSecondMessage(model, write, first)) && mayFollow(model.tree, first.call, callback, [write.call]) && failsStep(model, write, callback));
    if (!second) continue;
    return suggestion(
      second.call,
      `1 つのステップに副作用が 2 つある(${first.text} と ${second.text})。後のほうが失敗すると、再試行で前のほうももう一度起きる。ステップを分ける`,
      `One step has two effects (${first.text} and ${second.text}). When the later one fails, the retry repeats the earlier one. Split the step`,
    );
  }
  return null;
}

function isOther(write: Effect, first: Effect): boolean {
  return write.service !== first.service && write.text !== first.text;
}

/** Whether the same is sent a second time, and not as a new try after looking at the first. */
function isSecondMessage({ tree }: Model, write: Effect, first: Effect): boolean {
  if (write === first || write.service !== first.service || ![write, first].every(({ text }) => /(^|\.)(send|notify|postMessage|deliver)\w*$/.test(text))) return false;
  return [...tree.above(write.call)].every((outer) => !/^(IfStatement|ConditionalExpression|CatchClause|SwitchCase)$/.test(outer.type) || tree.contains(outer, first.call));
}

/** The calls of `inngest.send` in a step whose events have no id, by which a repetition would be known. */
function sendsIn(model: Model, callback: Node): Effect[] {
  return model.tree.below(callback).flatMap((call) => {
    if (!isCall(call) || !isMember(call.callee) || memberName(call.callee) !== "send" || !model.isClient(call.callee.object) || !isAwaited(model, call, callback)) return [];
    const event = objectOf(model.tree, argumentsOf(call)[0]);
    const data = objectOf(model.tree, property(event, "data"));
    // A receiver that is told a key for it can refuse a repetition.
    if (event === null || property(event, "id") !== null || hasSpread(event) || (data !== null && namesKey(model, data))) return [];
    return [{ call, text: "inngest.send", service: "inngest", kind: "write", sure: true, repeatable: false }];
  });
}

/** An effect for each item of a list. */
function each(model: Model, once: Effect[], writes: Effect[], callback: Node): Found | null {
  const updates = writes.filter(({ repeatable }) => repeatable).map(({ call }) => call);
  const write = once.find((one) => isForEach(model, one.call, updates, callback) && failsStep(model, one, callback));
  if (!write) return null;
  return suggestion(
    write.call,
    `1 つのステップの中で、要素ごとに ${write.text} を呼んでいる。途中で失敗すると、再試行で済んだ要素の分ももう一度起きる。要素ごとのステップ(id に要素の id を含める)か、要素ごとのイベントに分ける。冪等キーを渡すか、1 度の呼び出しにまとめてもよい`,
    `One step calls ${write.text} for each item. When one fails, the retry repeats those that were done. Make a step for each item (with the item's id in its id) or send an event for each; a key for idempotency, or one call for all, will do too`,
  );
}

/** An effect that is recorded as done after it, in the same step. */
function marked(model: Model, once: Effect[], callback: Node): Found | null {
  const calls = model.tree.below(callback).filter(isCall);
  const nameOf = (call: Call) => chain(call.callee)?.at(-1) ?? "";
  // Who claims the work first has thought of a repetition.
  if (calls.some((call) => /claim|acquire|lock/i.test(nameOf(call)))) return null;
  for (const first of once.filter(({ text }) => /(^|\.)(send|notify|postMessage|deliver|charge|refund)\w*$/.test(text))) {
    const mark = calls.find((call) => /^(mark|record|save|update)[A-Z]/.test(nameOf(call)) && isAwaited(model, call, callback) && mayFollow(model.tree, first.call, callback, [call]));
    if (!mark) continue;
    return suggestion(
      mark,
      `1 つのステップに ${first.text} と、済んだことの記録(${nameOf(mark)})がある。記録が失敗すると、再試行で ${first.text} がもう一度起きる。ステップを分けるか、${first.text} に冪等キーを渡す`,
      `One step has ${first.text} and the record that it was done (${nameOf(mark)}). When the record fails, the retry repeats ${first.text}. Split the step, or give ${first.text} a key for idempotency`,
    );
  }
  return null;
}

/** Whether a call is given a key by which the service knows a repetition. */
function takesKey({ tree }: Model, { arguments: given }: Call): boolean {
  return given.some((argument) => namesKey({ tree }, argument));
}

function namesKey({ tree }: Pick<Model, "tree">, value: Node): boolean {
  return [value, ...tree.below(value)].some((node) => (node.type === "Identifier" && /idempot|dedup|^(skip|ignore)Duplicates$/i.test(node.name)) || (node.type === "StringLiteral" && /idempot|dedup/i.test(node.value)));
}

/** Whether a step makes a call once for each item of a list, without a word on which items are done. */
function isForEach(model: Model, call: Node, updates: Node[], callback: Node): boolean {
  const { tree } = model;
  // What fails in a transaction is undone.
  if ([...tree.above(call)].some((above) => isCall(above) && tree.contains(callback, above) && /transaction$/i.test(memberName(above.callee) ?? ""))) return false;
  for (let inner = call, outer = tree.parent(call); outer !== null && outer !== callback; inner = outer, outer = tree.parent(outer)) {
    const mapped = isFunction(outer) ? tree.parent(outer) : null;
    const name = isCall(mapped) ? (memberName(mapped.callee) ?? "") : "";
    const repeats = /^For(Of|In)?Statement$/.test(outer.type) ? tree.slot(inner) === "body" && mayFollow(tree, call, callback, [call]) : /^(map|flatMap)$/.test(name);
    if (repeats) return !isGuarded(model, call, outer, updates);
  }
  return false;
}

/** Whether each round of a loop finds out first whether it was done, or records that it is done. */
function isGuarded({ tree }: Model, call: Node, loop: Node, updates: Node[]): boolean {
  const isRead = (name: Node) => tree.contains(loop, tree.binding(name)?.declaration ?? call) && unwrap(tree.binding(name)?.init)?.type === "AwaitExpression";
  return tree.below(loop).some((node) => {
    if (isCall(node)) return updates.includes(node) || /^(mark|record|claim)[A-Z]/.test(chain(node.callee)?.at(-1) ?? "");
    if (node.type !== "IfStatement" || ![node.test, ...tree.below(node.test)].some(isRead)) return false;
    if (tree.contains(node, call)) return node.test.type === "UnaryExpression" || !tree.contains(node.consequent, call);
    return (node.end ?? 0) <= (call.start ?? 0) && tree.below(node).some(({ type }) => type === "ContinueStatement" || type === "ReturnStatement");
  });
}

/** Whether the step fails when an effect in it does: nobody catches it or drops what it answers. */
function failsStep(model: Model, { call, service, text }: Effect, callback: Node): boolean {
  const { tree } = model;
  let inner = wrapped(tree, call);
  for (let outer = tree.parent(inner); outer !== null && outer !== callback; inner = outer, outer = tree.parent(outer)) {
    if (isMember(outer) && memberName(outer) === "catch") return false;
    if (isCall(outer) && chain(outer.callee)?.join(".") === "Promise.allSettled") return false;
    if (outer.type === "TryStatement" && tree.slot(inner) === "block" && outer.handler && !tree.below(outer.handler).some(({ type }) => type === "ThrowStatement")) return false;
  }
  // supabase-js and resend answer with the error; the step fails when the code throws it on.
  return !(/^(supabase|resend)/i.test(service) || /\.from\.(insert|update|upsert|delete)\b/.test(text)) || isThrownOn(model, call);
}

/** Whether a condition about what a call has answered throws. */
function isThrownOn({ tree }: Model, call: Node): boolean {
  const declarator = [...tree.above(call)].find(({ type }) => type === "VariableDeclarator");
  const names = declarator?.type === "VariableDeclarator" ? tree.below(declarator).flatMap((node) => (tree.contains(declarator.id, node) ? (tree.binding(node) ?? []) : [])) : [];
  return names.some(({ references }) => references.some((reference) => {
    const branch = [...tree.above(reference)].find(({ type }) => type === "IfStatement");
    return branch?.type === "IfStatement" && tree.contains(branch.test, reference) && tree.below(branch).some(({ type }) => type === "ThrowStatement");
  }));
}
