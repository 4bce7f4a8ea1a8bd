import { type Covers, notCovered } from "../entry.ts";

/** What a handler has in its hands. */
export const steps = {
  "step tool": {
    ai: "steps-api.md#stepai",
    fetch: "steps-api.md#stepfetch",
    invoke: "steps-api.md#stepinvoke",
    realtime: "steps-api.md#steprealtimepublish",
    run: "steps-api.md#steprun",
    sendEvent: "steps-api.md#stepsendevent",
    sendSignal: "steps-api.md#stepsendsignal",
    sleep: "steps-api.md#stepsleep",
    sleepUntil: "steps-api.md#stepsleepuntil",
    waitForEvent: "steps-api.md#stepwaitforevent",
    waitForSignal: "steps-api.md#stepwaitforsignal",
  },
  "step.ai tool": {
    infer: "ai.md#stepaiinfer",
    models: "ai.md#stepaiinfer",
    wrap: "ai.md#stepaiwrap",
  },
  "step.ai model": {
    anthropic: "ai.md#stepaiinfer",
    deepseek: "ai.md#stepaiinfer",
    gemini: "ai.md#stepaiinfer",
    grok: "ai.md#stepaiinfer",
    openai: "ai.md#stepaiinfer",
  },
  "step.realtime tool": {
    publish: "realtime.md#送る",
  },
  "step option": {
    id: "steps-api.md#ステップ-id",
    name: "steps-api.md#ステップ-id",
    parallelMode: notCovered("group.parallel sets it"),
  },
  "waitForEvent option": {
    event: "steps-api.md#stepwaitforevent",
    if: "steps-api.md#stepwaitforevent",
    match: "steps-api.md#stepwaitforevent",
    timeout: "steps-api.md#stepwaitforevent",
  },
  "waitForSignal option": {
    onConflict: "steps-api.md#stepwaitforsignal",
    signal: "steps-api.md#stepwaitforsignal",
    timeout: "steps-api.md#stepwaitforsignal",
  },
  "sendSignal option": {
    data: "steps-api.md#stepsendsignal",
    signal: "steps-api.md#stepsendsignal",
  },
  "invoke option": {
    data: "steps-api.md#stepinvoke",
    function: "steps-api.md#stepinvoke",
    meta: "experimental.md#セッション",
    timeout: "steps-api.md#stepinvoke",
    v: notCovered("the version of the event's schema; a function that is called directly has no use for it"),
  },
  "group tool": {
    experiment: "steps-api.md#groupexperiment",
    parallel: "steps-api.md#groupparallel",
  },
  "group.parallel option": {
    mode: "steps-api.md#groupparallel",
  },
  "group.experiment option": {
    select: "steps-api.md#groupexperiment",
    variants: "steps-api.md#groupexperiment",
  },
  "experiment strategy": {
    bucket: "steps-api.md#groupexperiment",
    custom: "steps-api.md#groupexperiment",
    fixed: "steps-api.md#groupexperiment",
    weighted: "steps-api.md#groupexperiment",
  },
  "handler argument": {
    attempt: "error-handling.md#attempt-と-maxattempts",
    defer: "experimental.md#defer",
    event: "steps-api.md#ハンドラーの引数",
    events: "function-config.md#batchevents",
    group: "steps-api.md#ハンドラーの引数",
    jobId: "steps-api.md#ハンドラーの引数",
    logger: "observability.md#logger-を渡す",
    maxAttempts: "error-handling.md#attempt-と-maxattempts",
    requestId: "steps-api.md#ハンドラーの引数",
    runId: "steps-api.md#ハンドラーの引数",
    sessions: "experimental.md#セッション",
    step: "steps-api.md#ハンドラーの引数",
  },
  "event key": {
    data: "setup.md#イベント型",
    id: "setup.md#イベント型",
    meta: "experimental.md#セッション",
    name: "setup.md#イベントを送る",
    ts: "patterns.md#予定された仕事",
    v: "setup.md#イベント型",
  },
} satisfies Covers<
  | "step tool" | "step.ai tool" | "step.ai model" | "step.realtime tool" | "step option"
  | "waitForEvent option" | "waitForSignal option" | "sendSignal option" | "invoke option"
  | "group tool" | "group.parallel option" | "group.experiment option" | "experiment strategy"
  | "handler argument" | "event key"
>;
