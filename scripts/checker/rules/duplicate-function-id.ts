import type { Node } from "@babel/types";
import type { InngestFunction, Model } from "../model/model.ts";
import { serveCalls } from "../model/served.ts";
import { isFunction } from "../model/tree.ts";
import { chain, hasSpread, isMember, property } from "../model/values.ts";
import { error, type ProjectRule } from "../rule.ts";
import { moduleName, takenModules, unserved } from "./unserved-function.ts";

export const duplicateFunctionId: ProjectRule = {
  id: "duplicate-function-id",
  check: (models, others) => {
    // serve never sees these.
    const idle = new Set(unserved(models, others).map(({ fn }) => fn));
    const real = models.filter((model) => !model.isTest);
    const isServed = real.some((model) => serveCalls(model).length > 0);
    const taken = takenModules(real, others);
    // A copy that no file imports is not served, whatever it exports.
    const isCopy = (model: Model) => isServed && serveCalls(model).length === 0 && !taken.has(moduleName(model.path));
    const first = new Map<string, { model: Model; fn: InngestFunction }>();
    return models.flatMap((model) =>
      model.isTest ? [] : model.functions.flatMap((fn) => {
        const { id, options, call } = fn;
        if (options !== null && property(options, "id") === null && !hasSpread(options)) {
          return [{ model, ...error(options, "関数に id がない。アプリの id で登録され、2 つあると serve が例外を投げる。固定の id を付ける", "The function has no id. It is registered under the app's id, and two of them make serve throw. Give it a fixed id") }];
        }
        if (id === null || idle.has(fn) || isCopy(model) || !isModuleLevel(model, call)) return [];
        const key = JSON.stringify([id, app(model, fn)]);
        const other = first.get(key);
        if (!other) {
          first.set(key, { model, fn });
          return [];
        }
        const place = `${other.model.path}:${other.fn.call.loc?.start.line ?? 1}`;
        return [{ model, ...error(
          property(options, "id") ?? call,
          `関数の id "${id}" が ${place} にもある。serve は同じ id の関数が 2 つあると例外を投げ、アプリが起動しない。別の id にする`,
          `The function id "${id}" is also at ${place}. serve throws when two functions have one id, and the app does not start. Give each its own id`,
        ) }];
      }),
    );
  },
};

/** Whether a function is made once, when its module loads, and not by each call of some other function. */
function isModuleLevel(model: Model, call: Node): boolean {
  return ![...model.tree.above(call)].some(isFunction);
}

/** Which client a function belongs to: the file that it is imported from, or its own file. */
function app(model: Model, { call }: InngestFunction): string {
  const client = isMember(call.callee) ? call.callee.object : null;
  const imported = model.imported(client);
  if (imported === null) return `${model.path} ${chain(client)?.join(".") ?? ""}`;
  if (!imported.from.startsWith(".")) return imported.from.startsWith("@/") || imported.from.startsWith("~/") ? `${imported.from} ${model.projectFolder}` : `${imported.from} ${model.path}`;
  const parts = model.path.split("/").slice(0, -1);
  for (const part of imported.from.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/").replace(/\.[cm]?[jt]sx?$/, "").replace(/\/index$/, "");
}
