import type { Middleware } from "inngest";
import { type Context, devClient, event, opsOf, type Programs, serveOne, silent } from "./kit.ts";
import { type Loaded, statuses, unsignedRun } from "./stage.ts";

type Payload = { data?: Record<string, unknown> };
type Hooks = Partial<Pick<Middleware.BaseMiddleware, "transformSendEvent" | "transformStepInput" | "transformFunctionInput" | "wrapStep" | "wrapStepHandler" | "wrapRequest" | "wrapFunctionHandler" | "wrapSendEvent">>;

/** The client's options with one middleware of inngest 4 that has these hooks. */
function withHooks({ inngest }: Loaded, hooks: Hooks): { middleware: unknown[] } {
  class One extends inngest.Middleware.BaseMiddleware {
    override readonly id = "one";
  }
  Object.assign(One.prototype, hooks);
  return { middleware: [One] };
}

/** The same for inngest 3: what `init` returns. */
function withV3Hooks({ inngest }: Loaded, hooks: object): { middleware: unknown[] } {
  return { middleware: [new inngest.InngestMiddleware({ name: "one", init: () => hooks })] };
}

function counting({ inngest }: Loaded, made: () => void) {
  return class extends inngest.Middleware.BaseMiddleware {
    override readonly id = "one";
    constructor(options: ConstructorParameters<typeof Middleware.BaseMiddleware>[0]) {
      super(options);
      made();
    }
  };
}

const marked = <T extends Payload>(payload: T) => ({ ...payload, data: { ...payload.data, mark: "here" } });

/** Where hooks of inngest 3 have gone. */
export const programsOfMiddleware: Programs = {
  "hooks-and-invoke": async (loaded) => {
    const invoke = ({ step }: Context) => step.invoke("call", { function: loaded.inngest.referenceFunction({ functionId: "g" }), data: {} });
    const payload = async (options: object) => (await opsOf(loaded, invoke, options))[0]?.opts?.payload?.data;
    if (loaded.sdk === "v3") {
      const transformInput = ({ payloads }: { payloads: Payload[] }) => ({ payloads: payloads.map(marked) });
      return { onSendEvent: await payload(withV3Hooks(loaded, { onSendEvent: () => ({ transformInput }) })) };
    }
    const transformSendEvent = (arg: Middleware.TransformSendEventArgs) => ({ ...arg, events: arg.events.map(marked) });
    const transformStepInput = (arg: Middleware.TransformStepInputArgs) => {
      const [options] = arg.input as [{ payload: Payload }];
      return arg.stepInfo.stepType === "invoke" ? { ...arg, input: [{ ...options, payload: marked(options.payload) }] } : arg;
    };
    return { transformSendEvent: await payload(withHooks(loaded, { transformSendEvent })), transformStepInput: await payload(withHooks(loaded, { transformStepInput })) };
  },
  "hooks-and-results": async (loaded) => {
    const reported = async (options: object) => (await opsOf(loaded, ({ step }) => step.run("a", () => "plain"), options))[0]?.data;
    const changed = async ({ next }: { next: () => Promise<unknown> }) => `${String(await next())}, changed`;
    if (loaded.sdk === "v3") {
      const transformOutput = ({ result }: { result: { data?: unknown } }) => ({ result: { data: `${String(result.data)}, changed` } });
      return { transformOutput: await reported(withV3Hooks(loaded, { onFunctionRun: () => ({ transformOutput }) })) };
    }
    return { wrapStep: await reported(withHooks(loaded, { wrapStep: changed })), wrapStepHandler: await reported(withHooks(loaded, { wrapStepHandler: changed })) };
  },
  "hooks-and-requests": async (loaded) => {
    const calls: string[] = [];
    const note = (name: string) => void calls.push(name);
    const hooks: Hooks = {
      wrapRequest: ({ next }) => (note("wrapRequest"), next()),
      transformFunctionInput: (arg) => (note("transformFunctionInput"), arg),
      wrapFunctionHandler: ({ next }) => (note("wrapFunctionHandler"), next()),
    };
    const options = loaded.sdk === "v3" ? withV3Hooks(loaded, { onFunctionRun: () => (note("onFunctionRun"), {}) }) : withHooks(loaded, hooks);
    await statuses(serveOne(loaded, {}, devClient(loaded, { logger: silent, ...options })));
    return calls;
  },
  "hooks-and-sent": async (loaded) => {
    const seen: unknown[] = [];
    const transformOutput = (output: unknown) => void seen.push(output);
    const wrapSendEvent: Hooks["wrapSendEvent"] = async ({ next }) => {
      const output = await next();
      seen.push(output);
      return output;
    };
    const options = loaded.sdk === "v3" ? withV3Hooks(loaded, { onSendEvent: () => ({ transformOutput }) }) : withHooks(loaded, { wrapSendEvent });
    await devClient(loaded, { logger: silent, eventKey: "key", ...options }).send(event);
    return seen;
  },
  "hooks-and-memo": async (loaded) => {
    const seen: unknown[] = [];
    const onFunctionRun = ({ steps }: { steps: { id: string; data: unknown }[] }) => {
      seen.push(steps.length, ...steps.map(({ id, data }) => ({ [id]: data })));
      return {};
    };
    const transformFunctionInput: Hooks["transformFunctionInput"] = (arg) => {
      seen.push(Object.keys(arg.steps).length, arg.steps);
      return arg;
    };
    const options = loaded.sdk === "v3" ? withV3Hooks(loaded, { onFunctionRun }) : withHooks(loaded, { transformFunctionInput });
    await unsignedRun(serveOne(loaded, {}, devClient(loaded, { logger: silent, ...options })), { hash: { type: "data", data: 1 } });
    return seen;
  },
  "middleware-instances": async (loaded) => {
    let made = 0;
    const counted = () => {
      made++;
      return {};
    };
    const middleware = loaded.sdk === "v3" ? new loaded.inngest.InngestMiddleware({ name: "one", init: counted }) : counting(loaded, counted);
    const handler = serveOne(loaded, {}, devClient(loaded, { logger: silent, middleware: [middleware] }));
    for (let request = 0; request < 3; request++) await unsignedRun(handler);
    return made;
  },
};
