import { Middleware } from "inngest";
import { type Examined, examine } from "./examine.ts";
import type { Stories } from "./scenario.ts";
import type { Example } from "./services.ts";

/** One scenario to examine. Modules by URL. */
export type Job = {
  stories: string;
  module: string;
  example: string;
  /** The scenario's place among the example's. */
  scenario: number;
};
/** What came of a scenario, and all functions of its example, by id. */
export type Done = { examined: Examined; functions: string[] };
/** Where the work is, and then what came of it. */
export type Message = { at: { functionId: string | null; stepId: string | null } } | Done | { failed: string };

const say = (message: Message) => process.send?.(message);

/** Tells which function's handler is called, for code that never comes back. */
class Whereabouts extends Middleware.BaseMiddleware {
  readonly id = "scenarios:whereabouts";

  override wrapFunctionHandler({ fn, next }: Middleware.WrapFunctionHandlerArgs): Promise<unknown> {
    say({ at: { functionId: fn.id(), stepId: null } });
    return next();
  }
}

// Failures are what many scenarios are about, and the SDK logs them, with long stacks.
for (const level of ["log", "info", "warn", "error", "debug"] as const) console[level] = () => {};
Error.stackTraceLimit = 0;

async function work({ stories, module, example: name, scenario: index }: Job): Promise<Message> {
  const told = ((await import(stories)) as { stories: Stories[] }).stories.find(({ example }) => example === name);
  const scenario = told?.scenarios[index];
  if (told === undefined || scenario === undefined) throw new Error(`there is no scenario ${index} of "${name}"`);
  const example = (await import(module)) as Example;
  if (!example.inngest.middleware.includes(Whereabouts)) example.inngest.middleware.push(Whereabouts);
  say({ at: { functionId: null, stepId: null } });
  const functions = example.functions.flatMap((fn) => (fn.opts.onFailure ? [fn.id(), `${fn.id()}-failure`] : [fn.id()]));
  return { functions, examined: await examine(example, told, scenario, (at) => say({ at: { functionId: at.functionId, stepId: at.stepId } })) };
}

process.on("message", (job: Job) => {
  work(job).then(say, (error: unknown) => say({ failed: error instanceof Error ? error.message : String(error) }));
});
