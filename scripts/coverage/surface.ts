import type { ClientOptions, EventPayload, EventType, experiment, GetFunctionInput, GetStepTools, GroupTools, Inngest, InngestFunction, Middleware, ParallelOptions, ServeHandlerOptions, StepError, StepOptions } from "inngest";
import type { ConnectHandlerOptions } from "inngest/connect";

type Step = GetStepTools<Inngest>;
type Options = Parameters<Inngest["createFunction"]>[0];
/** What an option takes when it takes an object, or objects in an array. */
type Inside<T> = T extends readonly (infer E)[] ? Inside<E> : T extends object ? T : never;
/** All members of a union together, so that `keyof` sees the keys of each. */
type Together<T> = (T extends unknown ? (all: T) => void : never) extends (all: infer All) => void ? All : never;
type Second<F> = F extends (first: never, second: infer S, ...rest: never) => unknown ? S : never;

/** The names of a kind. The SDK marks what is its own with symbols and with `~`. */
export type Names<T> = Exclude<keyof T & string, `~${string}`>;

/**
 * What the installed SDK offers, by kind. The keys of each member are names that the guidance covers, or says why not.
 * The compiler checks the files in map/ against it, and names.ts asks the compiler for the names.
 */
export interface Surface {
  "step tool": Step;
  "step.ai tool": Step["ai"];
  "step.ai model": Step["ai"]["models"];
  "step.realtime tool": Step["realtime"];
  "step option": StepOptions;
  "waitForEvent option": Parameters<Step["waitForEvent"]>[1];
  "waitForSignal option": Parameters<Step["waitForSignal"]>[1];
  "sendSignal option": Parameters<Step["sendSignal"]>[1];
  "invoke option": Parameters<Step["invoke"]>[1];
  "group tool": GroupTools;
  "group.parallel option": ParallelOptions;
  "group.experiment option": Second<GroupTools["experiment"]>;
  "experiment strategy": typeof experiment;
  "handler argument": GetFunctionInput<Inngest>;
  "event key": EventPayload;
  "eventType member": EventType<string, undefined>;
  "trigger key": InngestFunction.Trigger<string>;
  "function option": Options;
  "concurrency option": Inside<NonNullable<Options["concurrency"]>>;
  "throttle option": NonNullable<Options["throttle"]>;
  "rateLimit option": NonNullable<Options["rateLimit"]>;
  "debounce option": NonNullable<Options["debounce"]>;
  "priority option": NonNullable<Options["priority"]>;
  "batchEvents option": NonNullable<Options["batchEvents"]>;
  "singleton option": NonNullable<Options["singleton"]>;
  "cancelOn option": Together<NonNullable<Options["cancelOn"]>[number]>;
  "timeouts option": NonNullable<Options["timeouts"]>;
  "checkpointing option": Inside<NonNullable<Options["checkpointing"]>>;
  "client option": ClientOptions;
  "client member": Inngest;
  "client.realtime method": Inngest["realtime"];
  "send option": NonNullable<Parameters<Inngest["send"]>[1]>;
  "serve option": ServeHandlerOptions;
  "connect option": ConnectHandlerOptions;
  "middleware hook": Middleware.BaseMiddleware & Pick<typeof Middleware.BaseMiddleware, "onRegister">;
  "StepError member": StepError;
  "export of inngest": typeof import("inngest");
  "export of inngest/connect": typeof import("inngest/connect");
  "export of inngest/experimental": typeof import("inngest/experimental");
  "export of inngest/experimental/durable-endpoints": typeof import("inngest/experimental/durable-endpoints");
  "export of inngest/experimental/durable-endpoints/client": typeof import("inngest/experimental/durable-endpoints/client");
  "export of inngest/next": typeof import("inngest/next");
  "export of inngest/node": typeof import("inngest/node");
  "export of inngest/react": typeof import("inngest/react");
  "export of inngest/realtime": typeof import("inngest/realtime");
}

/** Numbers that the types show. */
export interface Values {
  retries: NonNullable<Options["retries"]>;
}
