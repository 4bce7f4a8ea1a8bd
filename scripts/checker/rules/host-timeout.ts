import type { Node } from "@babel/types";
import { optionOf } from "../model/config.ts";
import { msOf } from "../model/durations.ts";
import type { Model } from "../model/model.ts";
import { argumentsOf, numberOf, objectOf, property, textOf } from "../model/values.ts";
import { error, type ProjectRule, suggestion } from "../rule.ts";

/** `checkpointing.maxRuntime` of `serve` when nobody sets it, in seconds. */
const byDefault = 10;

export const hostTimeout: ProjectRule = {
  id: "host-timeout",
  check: (models) =>
    models.flatMap((route) => {
      const limit = route.sdk === 4 ? maxDuration(route) : null;
      if (limit === null) return [];
      const settings = models.filter(({ projectFolder, isTest }) => projectFolder === route.projectFolder && !isTest).flatMap((model) => checkpointing(model).map((value) => ({ model, value })));
      if (settings.length === 0 && limit.seconds <= byDefault) {
        return [{ model: route, ...suggestion(
          limit.node,
          `maxDuration が ${limit.seconds} 秒で、maxRuntime の既定の ${byDefault} 秒に届かない。続けて走るステップの途中でホストに打ち切られ、やり直しになる。maxRuntime + 最も長いステップより長くする`,
          `maxDuration is ${limit.seconds} seconds, not more than the default maxRuntime of ${byDefault}. The host ends a request amid a step, which is done again. Make it longer than maxRuntime and the longest step together`,
        ) }];
      }
      return settings.flatMap(({ model, value }) => {
        const node = property(objectOf(model.tree, value), "maxRuntime");
        const runtime = node && milliseconds(model, node);
        if (node === null || runtime === null || (runtime > 0 && runtime < limit.seconds * 1_000)) return [];
        return [{ model, ...error(
          node,
          `maxRuntime がルートの maxDuration(${limit.seconds} 秒)より短くない(0 は無制限)。区切る前にホストに打ち切られ、走っていたステップがやり直しになる。maxRuntime + 最も長いステップを ${limit.seconds} 秒より短くする`,
          `maxRuntime is not shorter than the route's maxDuration of ${limit.seconds} seconds (0 is no limit). The host ends the request before it is divided, and the step under way is done again. Keep maxRuntime and the longest step together below ${limit.seconds} seconds`,
        ) }];
      });
    }),
};

/** `export const maxDuration = 60` of a route of Next.js that serves Inngest. */
function maxDuration(model: Model): { node: Node; seconds: number } | null {
  const node = model.tree.topLevel("maxDuration")?.init ?? null;
  const seconds = numberOf(model.tree, node);
  if (node === null || seconds === null) return null;
  const serves = model.tree.calls.some((call) => {
    const imported = model.imported(call.callee);
    return imported?.name === "serve" && imported.from === "inngest/next";
  });
  return serves ? { node, seconds } : null;
}

/** The values of `checkpointing` of all clients and functions. */
function checkpointing(model: Model): Node[] {
  const clients = model.tree.of("NewExpression").flatMap((node) => (model.isFromInngest(node.callee, "Inngest") ? [objectOf(model.tree, argumentsOf(node)[0])] : []));
  const values = [...clients.map((options) => property(options, "checkpointing")), ...model.functions.map((fn) => optionOf(model, fn, "checkpointing"))];
  return values.flatMap((value) => value ?? []);
}

function milliseconds(model: Model, node: Node): number | null {
  const text = textOf(model.tree, node);
  return text === null ? numberOf(model.tree, node) : msOf(text);
}
