/**
 * What a scenario is: given these services, when this happens, then these side effects and these runs, and nothing else.
 * Knows no engine; the embedded runtime and the real Dev Server play the same scenarios.
 */

/** Any example's `services`: every side effect goes through one of these. */
export type Services = Record<string, (...args: never[]) => unknown>;

/** One call of a service, as a behaviour sees it. */
export type Call<Args> = {
  args: Args;
  /** How often this service was called before in this scenario. */
  nth: number;
  /** Does what the example's own placeholder does; `never`, so that the result fits every service. */
  placeholder: () => never;
};

/** What a service does instead of its placeholder: returns or throws. */
export type Behaviour<Args, Result> = (call: Call<Args>) => Result | Promise<Result>;

type BehaviourOf<Fn> = Fn extends (...args: infer Args) => infer Result ? Behaviour<Args, Awaited<Result>> : never;

/** The service returns this. Give a function for what can be read only once, such as a `Response`. */
export function returns<R>(value: R | (() => R)): Behaviour<unknown, R> {
  return () => (typeof value === "function" ? (value as () => R)() : value);
}

/** The service throws, the first `times` times or always; then it does what its placeholder does. */
export function fails(error: Error, times = Number.POSITIVE_INFINITY): Behaviour<unknown, never> {
  return ({ nth, placeholder }) => {
    if (nth < times) throw error;
    return placeholder();
  };
}

/** The service's calls behave one way after the other; the last way stays. */
export function inTurn<R>(...ways: [Behaviour<unknown, R>, ...Behaviour<unknown, R>[]]): Behaviour<unknown, R> {
  return (call) => (ways[Math.min(call.nth, ways.length - 1)] as Behaviour<unknown, R>)({ ...call, nth: 0 });
}

/** The service behaves by its argument: as the first entry whose fields are all in it, else as its placeholder. */
export function byArgument<R>(...cases: [fields: string | Record<string, unknown>, way: Behaviour<unknown, R>][]): Behaviour<[unknown], R> {
  return (call) => {
    const found = cases.find(([fields]) => contains(call.args[0], fields));
    return found ? found[1](call) : call.placeholder();
  };
}

/** An event on the wire: stories name events as the app's users do. */
export type EventPayload = { name: string; data: Record<string, unknown>; id?: string };

/** A length of virtual time: units as in `"90m"`, `"1h30m"`, `"4d"`. */
export type Time = string;

/**
 * Something that happens:
 * - send: the app sends these events; those that speak of a time are made from the engine's present
 * - advance: this much time passes
 * - settle: time passes until every run has ended or only waits for an event (sleeps and retries come about,
 *   timeouts of waits and schedules do not)
 */
export type Act = { do: "send"; events: (now: Date) => EventPayload[] } | { do: "advance"; by: Time } | { do: "settle" };

export const send = (...events: EventPayload[]): Act => ({ do: "send", events: () => events });
/** Sends an event with a time in it. No engine knows the present beforehand: the real server's is the real one. */
export const sendFromNow = (event: (now: Date) => EventPayload): Act => ({ do: "send", events: (now) => [event(now)] });
export const advance = (by: Time): Act => ({ do: "advance", by });
export const settle: Act = { do: "settle" };

type Fields<T> = T extends (infer E)[] ? Fields<E>[] : T extends object ? { [K in keyof T]?: Fields<T[K]> } : T;
type FirstArgument<Fn> = Fn extends (...args: infer Args) => unknown ? (Args extends [infer First] ? First : undefined) : never;

/**
 * A service that was called, with the fields of its argument that matter. Without a third entry the call took effect;
 * with it the call threw that often, and is told where it first did. In texts `<function-id>` stands for the id of
 * that function's first run, `<function-id 2>` for its second.
 */
export type Effect<S extends Services> = {
  [M in keyof S & string]: readonly [M, Fields<FirstArgument<S[M]>>?, { fails: number }?];
}[keyof S & string];

/** The same effect several times: what is read anew at each attempt. */
export const again = <E>(times: number, effect: E): E[] => Array.from({ length: times }, () => effect);

/** How a run must end. */
export type RunExpectation =
  | { status: "Completed"; output: unknown }
  | { status: "Failed"; error: string; message?: string }
  | { status: "Cancelled" };

export const completed = (output: unknown): RunExpectation => ({ status: "Completed", output });
/** @param error its name, for example "NonRetriableError" */
export const failed = (error: string, message?: string): RunExpectation => ({ status: "Failed", error, ...(message === undefined ? {} : { message }) });
export const cancelled: RunExpectation = { status: "Cancelled" };

/** One story about one example. */
export type Scenario<S extends Services = Services> = {
  name: string;
  /** Where the virtual clock starts, ISO. The real server has its own. */
  now?: string;
  /**
   * More than 20 s pass. true: a real server would wait as long, so embedded only. "retries": only between attempts,
   * which a real server can be told to make sooner.
   */
  needsLongWait?: true | "retries";
  /** How long a step's code takes, by step id; without it no time at all. Embedded only. */
  takes?: Record<string, Time>;
  /** How much time passes in a step before its code runs, by step id; without it none. */
  latency?: Record<string, Time>;
  /** Values of exported objects of the example for this story, for example smaller pages. */
  settings?: Record<string, Record<string, unknown>>;
  /** Services that do not do what their placeholder does. */
  given?: { [M in keyof S]?: BehaviourOf<S[M]> };
  acts: Act[];
  expect: {
    /** In the order in which they happen. */
    effects: Effect<S>[];
    /** The order of the effects is not part of the story: runs go on side by side. */
    anyOrder?: true;
    /** By function, in the order in which they started; `<id>-failure` is an `onFailure` handler. No others. */
    runs: Record<string, RunExpectation[]>;
    /** By step: when each of its attempts began, since the beginning. Embedded only. */
    attemptsAt?: Record<string, Time[]>;
    /** By function: why events that it listens to started no run. Embedded only. */
    skips?: Record<string, string[]>;
  };
};

/** All stories about one example. */
export type Stories = {
  /** The file's name in the skill's examples, without `.ts`. */
  example: string;
  /** Services that change nothing: they may be called again. */
  reads: string[];
  /** Services that write to the same row again when they are called with the same argument. */
  upserts: string[];
  scenarios: Scenario[];
};

type StoriesOf<S extends Services> = {
  example: string;
  reads: (keyof S & string)[];
  upserts: (keyof S & string)[];
  scenarios: Scenario<S>[];
};

/** Types stories by their example: `storiesOf<typeof import("…/saga.ts")>()({ … })`. */
export function storiesOf<Example extends { services: Services }>(): (stories: StoriesOf<Example["services"]>) => Stories {
  // Engines look services up by name, so what a service takes and returns is no longer known.
  return (stories) => stories as unknown as Stories;
}

/** Whether every field of `fields`, at any depth, is in `value`. Arrays have the same length. */
export function contains(value: unknown, fields: unknown): boolean {
  if (fields instanceof Date || typeof fields !== "object" || fields === null) return Object.is(value, fields);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(fields)) return Array.isArray(value) && value.length === fields.length && fields.every((field, i) => contains(value[i], field));
  return Object.entries(fields).every(([key, field]) => contains((value as Record<string, unknown>)[key], field));
}
