import { type Context, devClient, event, make, type Programs, silent } from "./kit.ts";
import { eventsSent } from "./stage.ts";

/** What `@inngest/test` does, 0.1.9 on inngest 3 and 1.0.0 on inngest 4. */
export const programsOfTestEngine: Programs = {
  "test-engine": async (loaded) => {
    const { InngestTestEngine } = loaded.testing;
    const execute = async (handler: (context: Context) => unknown, steps: object[] = [], events: object[] = [event], options: object = {}) => {
      const engine = new InngestTestEngine({ function: make(loaded, devClient(loaded, { logger: silent, ...options }), "f", handler), events, steps });
      return engine.execute().then(({ result, error }) => (error ? { error: String((error as { name?: unknown }).name) } : { result }));
    };
    const late = new Promise<"hangs">((resolve) => setTimeout(() => resolve("hangs"), 300));
    const tell = ({ step }: Context) => step.sendEvent("tell", { name: "a/told", data: {} });
    const wait = ({ step }: Context) => step.waitForEvent("wait", { event: "a/c", timeout: "1d" });
    eventsSent();
    const [unmocked, mocked, timedOut, thrower, other, sender, refused] = await Promise.all([
      Promise.race([execute(({ step }) => step.sleep("nap", "1d")), late]),
      execute(wait, [{ id: "wait", handler: () => ({ name: "a/c", data: {} }) }]),
      execute(wait, [{ id: "wait", handler: () => null }]),
      execute(({ step }) => step.run("x", () => 1), [{ id: "x", handler: () => { throw new Error("no"); } }]),
      execute(() => "ran", [], [{ name: "z/z", data: {} }]),
      execute(tell),
      execute(tell, [], [event], { isDev: false }),
    ]);
    return { unmocked, mocked, timedOut, thrower, other, sender, refused, sent: eventsSent() };
  },
};
