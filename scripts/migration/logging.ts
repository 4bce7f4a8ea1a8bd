import { play } from "./drive.ts";
import { type Context, devClient, event, type Programs, serveOne } from "./kit.ts";
import { captured, type Loaded, statuses, withEnv } from "./stage.ts";

/** Whose lines are printed: of a handler's logger, and of the SDK about a request without a body. */
async function printedBy(loaded: Loaded, client: object, serve: object = {}): Promise<string[]> {
  captured();
  const handler = serveOne(loaded, serve, devClient(loaded, client), ({ logger }) => logger.info("own line"));
  await play(handler, { fnId: "app-f", event });
  await handler(new Request("http://localhost/api/inngest?fnId=app-f&stepId=step", { method: "POST", headers: { host: "localhost" } }));
  const lines = captured().join("\n");
  return [...(lines.includes("own line") ? ["own"] : []), ...(lines.includes("Missing body") ? ["sdk"] : [])];
}

/** A logger that notes what it is called with. */
function noting() {
  const calls: unknown[][] = [];
  const note = (level: string) => (...args: unknown[]) => void calls.push([level, ...args.map((arg) => (arg instanceof Error ? "an Error" : typeof arg === "object" && arg !== null ? Object.keys(arg) : arg))]);
  const logger = {
    info: note("info"),
    warn: note("warn"),
    error: note("error"),
    debug: note("debug"),
    child: (fields: object) => {
      note("child")(fields);
      return logger;
    },
  };
  return { calls, logger };
}

/** What loggers are given, and what is printed. */
export const programsOfLogging: Programs = {
  "log-level": async (loaded) =>
    withEnv({ INNGEST_LOG_LEVEL: "silent", INNGEST_SIGNING_KEY: "signkey-test-12345678" }, async () => {
      await statuses(serveOne(loaded, {}, devClient(loaded, { isDev: false })));
      return captured().length > 0 ? "prints" : "silent";
    }),
  "default-logger": async (loaded) => {
    await play(
      serveOne(loaded, {}, devClient(loaded), ({ logger }) => {
        logger.debug("details");
        logger.info("loaded", { length: 3 });
      }),
      { fnId: "app-f", event },
    );
    return captured();
  },
  "own-logger": async (loaded) => {
    const calls: string[] = [];
    const note = (...args: unknown[]) => void calls.push(args.map((arg) => typeof arg).join(", "));
    const logger = { info: note, warn: note, error: note, debug: note };
    await play(serveOne(loaded, {}, devClient(loaded, { logger }), ({ logger: own }) => own.info("loaded", { length: 3 })), { fnId: "app-f", event });
    return calls;
  },
  "log-level-option": async (loaded) => {
    const { ConsoleLogger } = loaded.inngest;
    const byDefault = await printedBy(loaded, {});
    if (loaded.sdk === "v3") return { byDefault, logLevel: await printedBy(loaded, {}, { logLevel: "silent" }) };
    const silent = new ConsoleLogger({ level: "silent" });
    return { byDefault, logger: await printedBy(loaded, { logger: silent }), internalLogger: await printedBy(loaded, { internalLogger: silent }) };
  },
  "lines-of-the-sdk": async (loaded) => {
    const { calls, logger } = noting();
    const fails = ({ step }: Context) => step.run("a", () => Promise.reject(new Error("no")));
    await play(serveOne(loaded, {}, devClient(loaded, { logger }), fails), { fnId: "app-f", event, maxAttempts: 1 });
    return calls;
  },
};
