import type { Node } from "@babel/types";
import { entriesOf, optionOf } from "../model/config.ts";
import { isTimeStr, msOf } from "../model/durations.ts";
import type { Model } from "../model/model.ts";
import { argumentsOf, objectOf, property, textOf } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

type Field = { node: Node | null | undefined; name: string; harm: { ja: string; en: string } };

const atOnce = { ja: "すぐ終わる", en: "it ends at once" };
const never = { ja: "run が一度も始まらない", en: "no run ever starts" };
const year = { ja: "1 年になる", en: "it becomes one year" };
const plain = { ja: "コンストラクターが普通の Error を投げる", en: "the constructor throws a plain Error" };
const noLimit = { ja: "上限なしになる", en: "there is no limit" };

export const compoundDuration: Rule = {
  id: "compound-duration",
  check: (model) => [
    ...msFields(model).flatMap(({ node, name, harm }) => {
      const text = textOf(model.tree, node);
      // A date is read as a date, not as a duration.
      if (!node || text === null || msOf(text) !== null || isDate(text)) return [];
      return error(
        node,
        `${name} の "${text}" は読めない。${harm.ja}。数値 1 つと単位 1 つで書く("90m"、"2h"、"7d")`,
        `${name} can not read "${text}": ${harm.en}. Write one number and one unit ("90m", "2h", "7d")`,
      );
    }),
    ...timeStrFields(model),
  ],
};

function msFields(model: Model): Field[] {
  const fields: Field[] = model.steps.flatMap(({ method, call, options }): Field[] => {
    const timeout = property(options, "timeout");
    if (method === "sleep") return [{ node: argumentsOf(call)[1], name: "step.sleep", harm: atOnce }];
    if (method === "waitForEvent") return [{ node: timeout, name: "waitForEvent.timeout", harm: atOnce }];
    if (method === "invoke" || method === "waitForSignal") return [{ node: timeout, name: `${method}.timeout`, harm: year }];
    return [];
  });
  for (const fn of model.functions) {
    for (const entry of entriesOf(model, fn, "cancelOn")) fields.push({ node: property(entry, "timeout"), name: "cancelOn[].timeout", harm: never });
    fields.push({ node: property(optionOf(model, fn, "checkpointing"), "maxRuntime"), name: "checkpointing.maxRuntime", harm: noLimit });
  }
  for (const node of model.tree.of("NewExpression")) {
    if (model.isFromInngest(node.callee, "RetryAfterError")) fields.push({ node: argumentsOf(node)[1], name: "RetryAfterError", harm: plain });
    if (model.isFromInngest(node.callee, "Inngest")) {
      const checkpointing = objectOf(model.tree, property(objectOf(model.tree, argumentsOf(node)[0]), "checkpointing"));
      fields.push({ node: property(checkpointing, "maxRuntime"), name: "checkpointing.maxRuntime", harm: noLimit });
    }
  }
  return fields;
}

function timeStrFields(model: Model): Found[] {
  const names = [["throttle", "period"], ["rateLimit", "period"], ["debounce", "period"], ["debounce", "timeout"], ["timeouts", "start"], ["timeouts", "finish"]] as const;
  const found: Found[] = [];
  for (const fn of model.functions) {
    for (const [option, name] of names) {
      const node = property(optionOf(model, fn, option), name);
      const text = textOf(model.tree, node);
      if (node === null || text === null || isTimeStr(text)) continue;
      found.push(error(
        node,
        `${option}.${name} の "${text}" は読めない。${option === "timeouts" ? "run が始まらないままになる" : "アプリ全体の同期が断られる"}。w d h m s を使う("90m"、"1h30m")`,
        `${option}.${name} can not read "${text}": ${option === "timeouts" ? "runs never start" : "the sync of the whole app is refused"}. Use w d h m s ("90m", "1h30m")`,
      ));
    }
    const node = property(optionOf(model, fn, "batchEvents"), "timeout");
    const text = textOf(model.tree, node);
    if (node === null || text === null || /^\d+s$/.test(text) || isTimeStr(text)) continue;
    found.push(error(node, `batchEvents.timeout の "${text}" は読めない。アプリ全体の同期が断られる。秒で書く("60s")`, `batchEvents.timeout can not read "${text}": the sync of the whole app is refused. Write seconds ("60s")`));
  }
  return found;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}
