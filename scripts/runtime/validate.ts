import { problem, restrictedProblem, syntaxProblem } from "./cel.ts";
import type { FunctionConfig } from "./config.ts";
import { cronProblem, jitterProblem } from "./cron.ts";
import { DAY, SECOND, parseDuration } from "./duration.ts";

type Say = (option: string, message: string) => void;

function expression(say: Say, option: string, text: string | undefined, check: (text: string) => string | null): void {
  const wrong = text === undefined ? null : check(text);
  if (wrong !== null) say(option, `"${text}" is not a valid CEL expression: ${wrong}`);
}

function period(say: Say, option: string, text: string, min: number, max: number): void {
  const parsed = parseDuration(text);
  if (parsed === null) say(option, `"${text}" is not a duration like "90m" or "1h30m"`);
  else if (parsed < min || parsed > max) say(option, `"${text}" must be ${min / SECOND} s to ${max / SECOND} s`);
}

function triggers(say: Say, fn: FunctionConfig): void {
  if (fn.triggers.length > 10) say("triggers", `${fn.triggers.length} triggers, at most 10 are allowed`);
  const seen = new Set<string>();
  for (const trigger of fn.triggers) {
    const key = trigger.cron === undefined ? JSON.stringify([trigger.event, trigger.expression]) : `cron ${trigger.cron}`;
    if (seen.has(key)) say("triggers", `duplicate trigger ${key}`);
    seen.add(key);
    if (trigger.event !== undefined && trigger.event.length > 255) say("triggers", "an event name has at most 255 characters");
    expression(say, "triggers.if", trigger.expression, problem);
    const wrong = trigger.cron === undefined ? null : cronProblem(trigger.cron);
    if (wrong !== null) say("triggers.cron", `"${trigger.cron}" is not a valid schedule: ${wrong}`);
    const jitter = trigger.jitter === undefined ? null : jitterProblem(trigger.jitter);
    if (jitter !== null) say("triggers.jitter", jitter);
  }
}

function batch(say: Say, fn: FunctionConfig): void {
  if (fn.batchEvents === undefined) return;
  if (fn.batchEvents.maxSize < 2) say("batchEvents.maxSize", "must be at least 2");
  if (!((parseDuration(fn.batchEvents.timeout) ?? 0) >= SECOND)) say("batchEvents.timeout", `"${fn.batchEvents.timeout}" must be at least 1s`);
  expression(say, "batchEvents.key", fn.batchEvents.key, problem);
  expression(say, "batchEvents.if", fn.batchEvents.if, problem);
  if (fn.cancel.length > 0) say("batchEvents", "cannot be combined with cancelOn");
  if (fn.debounce !== undefined) say("batchEvents", "cannot be combined with debounce");
  if (fn.singleton !== undefined) say("batchEvents", "cannot be combined with singleton");
  if (fn.priority?.run !== undefined) say("batchEvents", "cannot be combined with priority");
}

function flowControl(say: Say, fn: FunctionConfig): void {
  if (fn.concurrency.length > 2) say("concurrency", `${fn.concurrency.length} limits, at most 2 are allowed`);
  for (const limit of fn.concurrency) {
    if (limit.scope !== "fn" && limit.key === undefined) say("concurrency.key", `is required for scope "${limit.scope}"`);
    expression(say, "concurrency.key", limit.key, syntaxProblem);
  }
  if (fn.throttle !== undefined && parseDuration(fn.throttle.period) === null) {
    say("throttle.period", `"${fn.throttle.period}" is not a duration like "90m" or "1h30m"`);
  }
  if (fn.rateLimit !== undefined && fn.idempotency === undefined) {
    if (fn.rateLimit.limit < 1) say("rateLimit.limit", "must be greater than 0");
    period(say, "rateLimit.period", fn.rateLimit.period, 0, DAY);
    expression(say, "rateLimit.key", fn.rateLimit.key, problem);
  }
  expression(say, "idempotency", fn.idempotency, problem);
  if (fn.debounce !== undefined) {
    period(say, "debounce.period", fn.debounce.period, SECOND, 7 * DAY);
    expression(say, "debounce.key", fn.debounce.key || undefined, problem);
  }
  expression(say, "priority.run", fn.priority?.run, syntaxProblem);
}

/**
 * What the server refuses when an app registers. One problem refuses the whole app. What the server accepts although it
 * is wrong (an unquoted constant key, a broken `throttle.key`, a bad `timeouts`) is accepted here too.
 *
 * @param fn the function
 * @returns one line for each problem, with function and option
 */
export function problems(fn: FunctionConfig): string[] {
  const lines: string[] = [];
  const say: Say = (option, message) => lines.push(`function "${fn.id}", ${option}: ${message}`);
  triggers(say, fn);
  batch(say, fn);
  flowControl(say, fn);
  if (fn.cancel.length > 5) say("cancelOn", `${fn.cancel.length} entries, at most 5 are allowed`);
  for (const cancel of fn.cancel) expression(say, "cancelOn.if", cancel.if, restrictedProblem);
  return lines;
}
