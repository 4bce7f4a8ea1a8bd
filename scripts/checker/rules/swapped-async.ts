import type { Node } from "@babel/types";
import { celText } from "../model/cel.ts";
import { entriesOf, triggersOf } from "../model/config.ts";
import type { Handler, InngestFunction, Model } from "../model/model.ts";
import { keysOf } from "../model/schemas.ts";
import { argumentsOf, isCall, objectOf, property, resolve } from "../model/values.ts";
import { error, type Found, type ProjectRule } from "../rule.ts";

/** The keys of the data of event types, by the name of the constant, of all files. Null for two that differ. */
type Shapes = Map<string, Set<string> | null>;

export const swappedAsync: ProjectRule = {
  id: "swapped-async",
  check: (models) => {
    const shapes = shapesOf(models);
    return models.flatMap((model) => model.functions.flatMap((fn) => conditions(model, fn).flatMap((condition) => judge(model, fn, condition, shapes))).map((found) => ({ ...found, model })));
  },
};

type Condition = { node: Node; event: Node | null; option: string };

function conditions(model: Model, fn: InngestFunction): Condition[] {
  const waits = fn.handlers.filter(({ kind }: Handler) => kind === "main").flatMap(({ steps }) => steps).filter(({ method }) => method === "waitForEvent");
  return [
    ...waits.map(({ options }) => ({ node: property(options, "if"), event: property(options, "event"), option: "waitForEvent.if" })),
    ...entriesOf(model, fn, "cancelOn").map((entry) => ({ node: property(entry, "if"), event: property(entry, "event"), option: "cancelOn[].if" })),
  ].flatMap(({ node, ...rest }) => (node ? [{ node, ...rest }] : []));
}

function judge(model: Model, fn: InngestFunction, { node, event, option }: Condition, shapes: Shapes): Found[] {
  const text = celText(model, node)?.text ?? null;
  if (text === null) return [];
  if (!/\basync\b/.test(text)) {
    return [error(
      node,
      `${option} に async がない。event は run を始めたイベントなので、後から来るイベントを選べない。async.data.<id> == event.data.<id> のように書く`,
      `${option} does not mention async. event is the one that started the run, so the later event is not looked at. Write async.data.<id> == event.data.<id>`,
    )];
  }
  const started = common(triggersOf(model, fn).map((trigger) => shapeOf(model, trigger.type === "ObjectExpression" ? property(trigger, "event") : trigger, shapes)));
  const later = shapeOf(model, event, shapes);
  if (started === null || later === null) return [];
  const used = (name: string) => [...text.matchAll(new RegExp(`\\b${name}\\.data\\.(\\w+)`, "g"))].map(([, key = ""]) => key);
  const wrong = used("event").find((key) => !started.has(key) && later.has(key)) ?? used("async").find((key) => !later.has(key) && started.has(key));
  if (wrong === undefined) return [];
  return [error(
    node,
    `${option} の event と async が逆。event は run を始めたイベント、async は後から来たイベントで、${wrong} はもう一方にある。条件は真にならず、待機は期限まで続く。入れ替える`,
    `event and async are swapped in ${option}. event started the run and async came later; ${wrong} belongs to the other one. The condition is never true and the wait expires. Swap them`,
  )];
}

function shapesOf(models: Model[]): Shapes {
  const shapes: Shapes = new Map();
  for (const model of models) {
    for (const node of model.tree.of("VariableDeclarator")) {
      if (node.id.type !== "Identifier") continue;
      const keys = ownShape(model, node.init ?? null);
      if (keys) shapes.set(node.id.name, shapes.has(node.id.name) ? null : keys);
    }
  }
  return shapes;
}

function ownShape(model: Model, node: Node | null): Set<string> | null {
  const call = resolve(model.tree, node);
  if (!isCall(call) || !model.isFromInngest(call.callee, "eventType")) return null;
  const schema = property(objectOf(model.tree, argumentsOf(call)[1]), "schema");
  return schema ? keysOf(model, schema) : null;
}

function shapeOf(model: Model, event: Node | null, shapes: Shapes): Set<string> | null {
  const value = resolve(model.tree, event);
  if (value?.type === "Identifier") return shapes.get(value.name) ?? null;
  return ownShape(model, value);
}

/** The keys that all of several shapes have; null when one is not known. */
function common(all: (Set<string> | null)[]): Set<string> | null {
  const [first] = all;
  if (!first || all.includes(null)) return null;
  return new Set(all.flatMap((shape) => [...(shape ?? [])]));
}
