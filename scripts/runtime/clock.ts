import { context } from "./context.ts";

/** The virtual time, in milliseconds since 1970. It only moves when the runtime moves it. */
export type Clock = { now: number };

/**
 * The time that the code of one request sees: the clock's, but later than all that its run has seen, because every request
 * reaches a real app later than the one before. Sleeps, retries and the timeline go by the clock itself.
 *
 * @param run its `seen` is the latest time that its code was told
 */
export function requestClock(clock: Clock, run: { seen: number }): Readonly<Clock> {
  const first = run.seen + 1;
  return {
    get now() {
      const now = Math.max(clock.now, first);
      run.seen = Math.max(run.seen, now);
      return now;
    },
  };
}

const RealDate = globalThis.Date;
let users = 0;
let outside = RealDate;

/**
 * `Date.now()`, `new Date()` and `Date()` follow the clock within the context of an app's code. Code outside (the test,
 * vitest) keeps the real time. `setTimeout` and `performance` stay real.
 */
const VirtualDate = new Proxy(RealDate, {
  construct(target, args: unknown[], newTarget) {
    const clock = context.getStore()?.clock;
    return Reflect.construct(target, args.length === 0 && clock ? [clock.now] : args, newTarget) as Date;
  },
  apply(target, self, args: unknown[]) {
    const clock = context.getStore()?.clock;
    return clock ? new RealDate(clock.now).toString() : Reflect.apply(target, self, args);
  },
  get(target, key, receiver) {
    if (key === "now") return () => context.getStore()?.clock.now ?? RealDate.now();
    return Reflect.get(target, key, receiver);
  },
});

/** Puts the clock-following `Date` in place while `work` is under way, for all apps at once. */
export async function withVirtualDate<T>(work: () => Promise<T>): Promise<T> {
  if (users++ === 0) {
    outside = globalThis.Date;
    globalThis.Date = VirtualDate;
  }
  try {
    return await work();
  } finally {
    if (--users === 0) globalThis.Date = outside;
  }
}
