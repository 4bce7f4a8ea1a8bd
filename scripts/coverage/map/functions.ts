import { type Covers, notCovered } from "../entry.ts";

const experimentalName = notCovered("deprecated name of checkpointing");

/** What a function, its events and its middleware are made of. */
export const functions = {
  "eventType member": {
    create: "setup.md#イベント型",
    event: notCovered("the same string as name, for triggers that spread an event type, which loses the schema's check"),
    name: "setup.md#イベント型",
    schema: "setup.md#イベント型",
    version: "setup.md#イベント型",
  },
  "trigger key": {
    cron: "function-config.md#cron",
    event: "function-config.md#event",
    if: "function-config.md#if",
  },
  "function option": {
    batchEvents: "function-config.md#batchevents",
    cancelOn: "function-config.md#cancelon",
    checkpointing: "function-config.md#checkpointing",
    concurrency: "function-config.md#concurrency",
    debounce: "function-config.md#debounce",
    description: "function-config.md#オプション一覧",
    experimentalCheckpointing: experimentalName,
    id: "function-config.md#オプション一覧",
    idempotency: "function-config.md#idempotency",
    middleware: "function-config.md#middleware",
    name: "function-config.md#オプション一覧",
    onFailure: "function-config.md#onfailure",
    optimizeParallelism: "function-config.md#オプション一覧",
    priority: "function-config.md#priority",
    rateLimit: "function-config.md#ratelimit",
    retries: "function-config.md#retries",
    singleton: "function-config.md#singleton",
    throttle: "function-config.md#throttle",
    timeouts: "function-config.md#timeouts",
    triggers: "function-config.md#triggers",
  },
  "concurrency option": {
    key: "function-config.md#concurrency",
    limit: "function-config.md#concurrency",
    scope: "function-config.md#concurrency",
  },
  "throttle option": {
    burst: "function-config.md#throttle",
    key: "function-config.md#throttle",
    limit: "function-config.md#throttle",
    period: "function-config.md#throttle",
  },
  "rateLimit option": {
    key: "function-config.md#ratelimit",
    limit: "function-config.md#ratelimit",
    period: "function-config.md#ratelimit",
  },
  "debounce option": {
    key: "function-config.md#debounce",
    period: "function-config.md#debounce",
    timeout: "function-config.md#debounce",
  },
  "priority option": {
    run: "function-config.md#priority",
  },
  "batchEvents option": {
    if: "function-config.md#batchevents",
    key: "function-config.md#batchevents",
    maxSize: "function-config.md#batchevents",
    timeout: "function-config.md#batchevents",
  },
  "singleton option": {
    key: "function-config.md#singleton",
    mode: "function-config.md#singleton",
  },
  "cancelOn option": {
    event: "function-config.md#cancelon",
    if: "function-config.md#cancelon",
    match: "function-config.md#cancelon",
    timeout: "function-config.md#cancelon",
  },
  "timeouts option": {
    finish: "function-config.md#timeouts",
    start: "function-config.md#timeouts",
  },
  "checkpointing option": {
    bufferedSteps: "checkpointing.md#オプション",
    maxInterval: "checkpointing.md#オプション",
    maxRuntime: "checkpointing.md#オプション",
  },
  "middleware hook": {
    client: notCovered("the client that a middleware was made for; the hooks' arguments carry what they need"),
    functionOutputTransform: notCovered("a type for middleware that changes what functions return; serialisers only"),
    id: "middleware.md#形",
    onMemoizationEnd: "middleware.md#フックと走る時",
    onRegister: "middleware.md#フックと走る時",
    onRunComplete: "middleware.md#フックと走る時",
    onRunError: "middleware.md#フックと走る時",
    onRunStart: "middleware.md#フックと走る時",
    onStepComplete: "middleware.md#フックと走る時",
    onStepError: "middleware.md#フックと走る時",
    onStepStart: "middleware.md#フックと走る時",
    stepOutputTransform: notCovered("a type for middleware that changes what steps return; serialisers only"),
    transformFunctionInput: "middleware.md#フックと走る時",
    transformSendEvent: "middleware.md#フックと走る時",
    transformStepInput: "middleware.md#フックと走る時",
    wrapFunctionHandler: "middleware.md#フックと走る時",
    wrapRequest: "middleware.md#フックと走る時",
    wrapSendEvent: "middleware.md#フックと走る時",
    wrapStep: "middleware.md#フックと走る時",
    wrapStepHandler: "middleware.md#フックと走る時",
  },
  "StepError member": {
    cause: "error-handling.md#steperror",
    message: "error-handling.md#steperror",
    name: "error-handling.md#steperror",
    stack: "error-handling.md#steperror",
    stepId: "error-handling.md#steperror",
  },
} satisfies Covers<
  | "eventType member" | "trigger key" | "function option" | "concurrency option" | "throttle option" | "rateLimit option"
  | "debounce option" | "priority option" | "batchEvents option" | "singleton option" | "cancelOn option" | "timeouts option"
  | "checkpointing option" | "middleware hook" | "StepError member"
>;
