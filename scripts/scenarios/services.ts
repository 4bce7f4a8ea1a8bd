import type { Inngest, InngestFunction } from "inngest";
import type { Behaviour, Scenario, Services } from "./scenario.ts";

/** What an example exports. */
export type Example = { inngest: Inngest.Any; functions: InngestFunction.Any[]; services: Services };

/** A call that an example made to one of its services. */
export type Recorded = {
  service: string;
  /** As they were at the time of the call. */
  args: unknown[];
  failed: boolean;
  /** The step attempt during which it was made, as the engine counts them; null outside steps or when unknown. */
  during: number | null;
};

/** The services of a scenario while it is played. */
export type Stage = { calls: Recorded[]; restore: () => void };

/**
 * Puts a scenario's services and settings in place, and records every call.
 *
 * @param during tells which step attempt is running
 * @returns the calls so far, and a function that puts the example's own services and settings back
 * @throws {Error} when the scenario names a service or setting that the example does not have
 */
export function setTheStage(example: Example, { given = {}, settings = {} }: Scenario, during: () => number | null = () => null): Stage {
  const calls: Recorded[] = [];
  const undo: (() => void)[] = [];
  const replace = (target: Record<string, unknown>, values: Record<string, unknown>) => {
    const before = { ...target };
    Object.assign(target, values);
    undo.push(() => void Object.assign(target, before));
  };
  for (const name of Object.keys(given)) if (!(name in example.services)) throw new Error(`the example has no service "${name}"`);
  replace(
    example.services,
    Object.fromEntries(
      Object.entries(example.services).map(([name, own]) => [name, recorded(name, own as Service, given[name] as AnyBehaviour | undefined, calls, during)]),
    ),
  );
  for (const [name, values] of Object.entries(settings)) {
    const target = (example as Record<string, unknown>)[name];
    if (typeof target !== "object" || target === null) throw new Error(`the example exports no object "${name}"`);
    replace(target as Record<string, unknown>, values);
  }
  return { calls, restore: () => undo.forEach((step) => step()) };
}

type Service = (...args: unknown[]) => unknown;
type AnyBehaviour = Behaviour<unknown[], unknown>;

function recorded(name: string, own: Service, behaviour: AnyBehaviour | undefined, calls: Recorded[], during: () => number | null): Service {
  let count = 0;
  const act = (args: unknown[]) => {
    const call: Recorded = { service: name, args: structuredClone(args), failed: false, during: during() };
    calls.push(call);
    const nth = count++;
    const fail = (error: unknown): never => {
      call.failed = true;
      throw error;
    };
    try {
      const placeholder = () => own(...args) as never;
      const result = behaviour === undefined ? placeholder() : behaviour({ args, nth, placeholder });
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
    }
  };
  // A service that is async stays so, whatever its behaviour is.
  return own.constructor.name === "AsyncFunction" ? async (...args) => act(args) : (...args) => act(args);
}
