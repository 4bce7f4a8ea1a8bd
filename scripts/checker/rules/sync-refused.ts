import type { Node, ObjectExpression } from "@babel/types";
import { cronProblem, jitterProblem } from "../../runtime/cron.ts";
import { DAY, parseDuration, SECOND } from "../../runtime/duration.ts";
import { entriesOf, optionOf, triggersOf } from "../model/config.ts";
import { isTimeStr } from "../model/durations.ts";
import type { InngestFunction, Model } from "../model/model.ts";
import { argumentsOf, hasSpread, isCall, listOf, numberOf, property, textOf } from "../model/values.ts";
import { error, type Found, type Rule } from "../rule.ts";

export const syncRefused: Rule = {
  id: "sync-refused",
  // A test may show that a setting is refused.
  check: (model) => (model.isTest ? [] : model.functions).flatMap((fn) => [...schedules(model, fn), ...counts(model, fn), ...ranges(model, fn), ...combinations(model, fn)]),
};

function refused(node: Node, ja: string, en: string): Found {
  return error(node, `${ja}。アプリ全体の同期が断られ、どの関数も新しくならない`, `${en}. The sync of the whole app is refused and no function is updated`);
}

function schedules(model: Model, fn: InngestFunction): Found[] {
  return triggersOf(model, fn).flatMap((trigger) => {
    const object = trigger.type === "ObjectExpression" ? trigger : null;
    const node = object ? property(object, "cron") : isCall(trigger) && model.isFromInngest(trigger.callee, "cron") ? argumentsOf(trigger)[0] : null;
    const jitter = object ? property(object, "jitter") : null;
    const [schedule, spread] = [textOf(model.tree, node), textOf(model.tree, jitter)];
    const wrong = schedule === null ? null : cronProblem(schedule);
    const wrongJitter = spread === null ? null : jitterProblem(spread);
    return [
      ...(node && wrong ? [refused(node, `cron "${schedule}" は無効(${wrong})。5 つの欄で書く: "TZ=Asia/Tokyo 0 9 * * 1"`, `The cron "${schedule}" is not valid (${wrong}); write five fields: "TZ=Asia/Tokyo 0 9 * * 1"`)] : []),
      ...(jitter && wrongJitter ? [refused(jitter, `jitter "${spread}" は無効。1s から 5m で書く`, `The jitter "${spread}" is not valid; write 1s to 5m`)] : []),
    ];
  });
}

function counts(model: Model, fn: InngestFunction): Found[] {
  const limits = [["concurrency", 2], ["cancelOn", 5], ["triggers", 10]] as const;
  const tooMany = limits.flatMap(([option, most]) => {
    const node = property(fn.options, option);
    const count = node ? listOf(model.tree, node).length : 0;
    return node && count > most ? [refused(node, `${option} が ${count} 個ある(${most} 個まで)`, `There are ${count} entries in ${option}, at most ${most} are allowed`)] : [];
  });
  const scoped = entriesOf(model, fn, "concurrency").flatMap((entry) => {
    const scope = textOf(model.tree, property(entry, "scope"));
    if ((scope !== "env" && scope !== "account") || property(entry, "key") !== null) return [];
    return [refused(entry, `scope: "${scope}" に key がない。key: '"名前"' を付ける`, `scope: "${scope}" has no key; add key: '"name"'`)];
  });
  return [...tooMany, ...scoped, ...duplicates(model, fn)];
}

function duplicates(model: Model, fn: InngestFunction): Found[] {
  const seen = new Set<string>();
  return triggersOf(model, fn).flatMap((trigger) => {
    if (trigger.type !== "ObjectExpression") return [];
    const part = (name: string) => textOf(model.tree, property(trigger, name));
    const [event, cron] = [part("event"), part("cron")];
    if (event === null && cron === null) return [];
    const key = JSON.stringify(cron ?? [event, part("if") ?? (property(trigger, "if") ? trigger.start : null)]);
    if (seen.has(key)) return [refused(trigger, "同じトリガーが 2 つある", "The same trigger is there twice")];
    seen.add(key);
    return [];
  });
}

function ranges(model: Model, fn: InngestFunction): Found[] {
  const period = (object: ObjectExpression | null, option: string, min: number, max: number, words: string): Found[] => {
    const node = property(object, "period");
    const text = textOf(model.tree, node);
    const parsed = text === null ? null : parseDuration(text);
    if (node === null || parsed === null || (parsed >= min && parsed <= max)) return [];
    return [refused(node, `${option}.period が "${text}"(${words})`, `${option}.period is "${text}" (${words})`)];
  };
  const below = (object: ObjectExpression | null, option: string, name: string, least: number): Found[] => {
    const node = property(object, name);
    const count = numberOf(model.tree, node);
    return node && count !== null && count < least ? [refused(node, `${option}.${name} が ${count}(${least} 以上)`, `${option}.${name} is ${count} (at least ${least})`)] : [];
  };
  const batch = optionOf(model, fn, "batchEvents");
  const timeout = property(batch, "timeout");
  const wait = textOf(model.tree, timeout);
  // The server reads this one without days and weeks.
  const unread = wait !== null && isTimeStr(wait) && (/[dw]/.test(wait) || (parseDuration(wait) ?? 0) < SECOND);
  // With idempotency the server never looks at rateLimit.
  const rate = property(fn.options, "idempotency") === null ? optionOf(model, fn, "rateLimit") : null;
  return [
    ...period(optionOf(model, fn, "debounce"), "debounce", SECOND, 7 * DAY, "1s – 7d"),
    ...period(rate, "rateLimit", 0, DAY, "<= 24h"),
    ...below(rate, "rateLimit", "limit", 1),
    ...below(batch, "batchEvents", "maxSize", 2),
    ...(timeout && unread ? [refused(timeout, `batchEvents.timeout が "${wait}"。1 秒以上を秒で書く("60s")`, `batchEvents.timeout is "${wait}"; write seconds, at least "1s"`)] : []),
  ];
}

function combinations(model: Model, fn: InngestFunction): Found[] {
  const batch = property(fn.options, "batchEvents");
  if (batch === null || listOf(model.tree, batch).length === 0) return [];
  return ["cancelOn", "debounce", "singleton", "priority"].flatMap((option) => {
    const node = property(fn.options, option);
    const isEmpty = option === "priority" ? node?.type === "ObjectExpression" && property(node, "run") === null && !hasSpread(node) : listOf(model.tree, node).length === 0;
    return node === null || isEmpty ? [] : [refused(node, `batchEvents と ${option} は併用できない`, `batchEvents can not be combined with ${option}`)];
  });
}
