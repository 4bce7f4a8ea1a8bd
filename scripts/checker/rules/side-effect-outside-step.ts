import type { Node } from "@babel/types";
import { effectsIn, isAwaited } from "../model/effects.ts";
import type { Handler, Model } from "../model/model.ts";
import { mayFail, mayFollow } from "../model/order.ts";
import { dropped } from "../model/promises.ts";
import { isFunction, keyName } from "../model/tree.ts";
import type { Call } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const sideEffectOutsideStep: Rule = {
  id: "side-effect-outside-step",
  check: (model) =>
    [...model.handlers.values()].flatMap((handler) => {
      if (handler.kind === "helper" || handler.steps.length === 0) return [];
      const seen = new Set<Node | undefined>();
      return effectsIn(model, model.tree.below(handler.node)).flatMap(({ call, text, kind, sure, repeatable }) => {
        const region = model.region(call);
        if (region.in !== "body" || region.handler !== handler || !(isAwaited(model, call) || (kind === "write" && isStarted(model, call, text)))) return [];
        const later = mayFollow(model.tree, call, handler.node, handler.steps.map((step) => step.call));
        if (kind === "read") {
          const statement = [...model.tree.above(call)].find(({ type }) => /Statement$|^VariableDeclaration$/.test(type));
          // Nothing depends on what is read after the last step but the output; a Promise.all of reads is one place.
          if (!later || seen.has(statement) || isSecret(model, call) || isForOneStep(model, call, handler)) return [];
          seen.add(statement);
          return suggestion(
            call,
            `ステップの外で ${text} を待っている。本体は再開のたびに先頭から走るので、読み直しのたびに結果が変わり、失敗すると本体ごとやり直す。step.run の中で読み、その返り値を使う`,
            `${text} is awaited outside of a step. The body runs from its start on every resumption: the result can change, and a failure repeats the whole body. Read it in step.run and use what that returns`,
          );
        }
        if (!later) {
          // What sets the same again leaves nothing twice.
          return (repeatable && !counts(model, call)) || !mayFail(model, call, handler.node) ? [] : suggestion(
            call,
            `ステップの外で ${text} を呼んでいる。この後で本体が失敗すると、再試行で同じ副作用がもう一度起きる。await step.run(id, () => ...) で包む`,
            `${text} is called outside of a step. When the body fails after it, the retry repeats the effect. Wrap it in await step.run(id, () => ...)`,
          );
        }
        const say = sure && !repeatable ? error : suggestion;
        return say(
          call,
          `ステップの外で ${text} を呼んでいる。本体は再開と再試行のたびに先頭から走るので、同じ副作用が何度も起きる。await step.run(id, () => ...) で包む`,
          `${text} is called outside of a step. The body runs from its start on every resumption and retry, so the effect happens again each time. Wrap it in await step.run(id, () => ...)`,
        );
      });
    }),
};

/** Whether only one step, that is no pause, can run after a read, once, in a handler that writes in steps alone: then nothing sees two results. */
function isForOneStep(model: Model, read: Node, { node, steps }: Handler): boolean {
  const later = steps.filter(({ call }) => mayFollow(model.tree, read, node, [call]));
  const [only] = later;
  if (!only || later.length > 1 || /^(sleep|waitFor|invoke)/.test(only.method) || [...model.tree.above(only.call)].some((above) => model.tree.contains(node, above) && above !== node && isFunction(above)) || mayFollow(model.tree, only.call, node, [only.call])) return false;
  return !leavesBy(model, read) && !effectsIn(model, model.tree.below(node)).some(({ call, kind }) => kind === "write" && model.region(call).in === "body");
}

/** Whether the run returns early by what a read has found: after the step it may find something else. */
function leavesBy({ tree }: Model, read: Node): boolean {
  const declarator = [...tree.above(read)].find(({ type }) => type === "VariableDeclarator");
  const names = declarator?.type === "VariableDeclarator" ? [declarator.id, ...tree.below(declarator.id)].flatMap((node) => tree.binding(node) ?? []) : [];
  return names.some(({ references }) => references.some((reference) => {
    const branch = [...tree.above(reference)].find(({ type }) => type === "IfStatement");
    return branch?.type === "IfStatement" && tree.contains(branch.test, reference) && tree.below(branch).some(({ type }) => type === "ReturnStatement");
  }));
}

/** Whether a read asks for a secret, which a step must not return: it would be kept with the run. */
function isSecret(model: Model, read: Node): boolean {
  return model.tree.below(read).some((node) => (node.type === "ObjectProperty" && secret.test(keyName(node) ?? "")) || (node.type === "StringLiteral" && /^[\w\s,]+$/.test(node.value) && node.value.split(/[\s,]+/).some((name) => secret.test(name))));
}

const secret = /(token|secret|password|api_?key|credentials?)(_?enc(rypted)?)?$/i;

/** Whether a write adds to what is there. */
function counts({ tree }: Model, write: Node): boolean {
  return tree.below(write).some((node) => (node.type === "BinaryExpression" && node.operator === "+") || node.type === "TaggedTemplateExpression" || (node.type === "ObjectProperty" && /^(increment|decrement|push|\$inc|\$push)$/.test(keyName(node) ?? "")));
}

/** Whether a call is made and nobody waits for it. Of a function that is known by its name alone only a promise tells that it reaches outside. */
function isStarted(model: Model, call: Call, text: string): boolean {
  const how = dropped(model, call);
  return how !== null && (text.includes(".") || text === "fetch" || (how !== "alone" && how !== "unused"));
}
