import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ConsoleLogger, Inngest, type Middleware, wrapStringFirstLogger } from "inngest";
import { afterEach, expect, it, vi } from "vitest";
import { readRepository } from "../repository.ts";
import { inBothModes, silent, start, theRun } from "../runtime/test-kit.ts";
import { fencesOf, startReference, tableOf } from "./kit.ts";

const doc = "observability.md";
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const db = { orders: { find: async () => null, setStatus: async () => {} } };
afterEach(() => vi.restoreAllMocks());

/** A logger that keeps what it is told, and how often it was flushed. */
function keeping() {
  const lines: unknown[][] = [];
  const keep = (level: string) => (...args: unknown[]) => void lines.push([level, ...args]);
  return { lines, info: keep("info"), warn: keep("warn"), error: keep("error"), debug: keep("debug"), flush: async () => void lines.push(["flush"]) };
}

inBothModes("the lines of settle-order", (mode) => {
  it("are as many as the table says", async () => {
    const said = vi.spyOn(console, "log").mockImplementation(() => {});
    const paths = ["src/inngest/functions/settle-order.ts", "src/lib/logger.ts"];
    const exports = await fencesOf(doc, ["src/inngest/client.ts", ...paths], { db });
    const [{ inngest }, { settleOrder }, { written }] = exports as [{ inngest: Inngest.Any }, { settleOrder: Parameters<typeof start>[1] }, { written: string[] }];
    const app = await start(inngest, settleOrder, { ...mode, fault: ({ stepId, attempt }) => (stepId === "mark-paid" && attempt === 0 ? "throw" : undefined) });
    await app.send({ name: "app/order.placed", data: { orderId: "o1" } });
    await app.settle();
    expect(theRun(app, "settle-order").status).toBe("Completed");
    const logged = written.map((line) => (JSON.parse(line) as { message: string }).message);
    const printed = said.mock.calls.map(([line]) => String(line));
    const count = (lines: string[], line: string) => lines.filter((one) => one === line).length;
    const column = mode.checkpointing ? 0 : 1;
    for (const [line = "", ...numbers] of tableOf(doc, "行")) {
      expect([line, count(logged, line), count(printed, line)]).toEqual([line, Number(numbers[column]), Number(numbers[2 + column])]);
    }
    expect(count(logged, "Inngest step error")).toBe(1);
  });
});

it("a string-first logger gets the message first, and an error with what it says", async () => {
  const [{ appLogger, written }] = await fencesOf(doc, ["src/lib/logger.ts"]);
  (appLogger as ConsoleLogger).info({ userId: "u1" }, "hello");
  (appLogger as ConsoleLogger).error({ err: new TypeError("no") }, "failed");
  expect((written as string[]).map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: "info", message: "hello", userId: "u1" },
    { level: "error", message: "failed", err: { name: "TypeError", message: "no", stack: expect.stringContaining("TypeError: no") } },
  ]);
  expect("child" in wrapStringFirstLogger({ ...silent, child: () => silent } as never)).toBe(false);
});

it("the SDK's own lines go to internalLogger; attempts that fail, to logger; flush is awaited once a request", async () => {
  const [logger, internalLogger] = [keeping(), keeping()];
  class Broken extends (await import("inngest")).Middleware.BaseMiddleware {
    readonly id = "broken";
    override onRunStart() {
      throw new Error("broken");
    }
  }
  const client = new Inngest({ id: "shop", logger, internalLogger, middleware: [Broken] });
  const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 1 }, async ({ step }) => step.run("a", () => Promise.reject(new Error("no"))));
  const app = await start(client, fn);
  await app.send({ name: "go" });
  await app.settle();
  const messages = ({ lines }: typeof logger) => lines.filter(([level]) => level === "error").map((line) => line.at(-1));
  expect(messages(logger)).toEqual(["Inngest step error", "Inngest step error", "Inngest function error"]);
  expect(messages(internalLogger)).toEqual(["middleware error"]);
  expect(logger.lines.filter(([word]) => word === "flush")).toHaveLength(theRun(app, "f").requests);
});

it("ConsoleLogger prints the message, err and the other keys in calls of their own", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const err = new Error("declined");
  const logger = new ConsoleLogger();
  logger.error({ orderId: "o1" }, "failed");
  logger.error({ orderId: "o1", err }, "failed");
  logger.error({ orderId: "o1", error: err }, "failed");
  expect(said.mock.calls).toEqual([["failed"], [{ orderId: "o1" }], ["failed"], [err], [{ orderId: "o1" }], ["failed"], [{ orderId: "o1", error: err }]]);
});

it("a line can be tested on inngest.logger, where the SDK's own lines name the error err too", async () => {
  const client = new Inngest({ id: "shop", logger: { ...silent } });
  const logged = vi.spyOn(client.logger, "error");
  const options = { id: "f", triggers: { event: "go" }, retries: 0 } as const;
  const fn = client.createFunction(
    { ...options, onFailure: async ({ error, event, logger }) => logger.error({ orderId: event.data.event.data.orderId, err: error }, "charge failed") },
    async ({ step }) => step.run("a", () => Promise.reject(new Error("declined"))),
  );
  const app = await start(client, fn);
  await app.send({ name: "go", data: { orderId: "o1" } });
  await app.settle();
  const err = expect.objectContaining({ message: "declined" });
  expect(logged.mock.calls).toEqual([
    [{ err }, "Inngest step error"],
    [{ err }, "Inngest function error"],
    [{ orderId: "o1", err }, "charge failed"],
  ]);
});

it("no line of the guidance logs an error under a key that pino prints as {}", () => {
  const lost = /logger\.\w+\(.*[{,]\s*error\s*[,:}]/;
  expect(["logger.error({ runId, error }, 'no')", "logger.error('no', { error: cause })"].filter((line) => !lost.test(line))).toEqual([]);
  const { documents, examples } = readRepository(root);
  const lines = [...documents.flatMap(({ path, lines }) => lines.map((line) => `${path}: ${line}`)), ...examples.flatMap((file) => readFileSync(file, "utf8").split("\n"))];
  expect(lines.filter((line) => lost.test(line))).toEqual([]);
});

it("a logger with child gets the run's id and the event's name", async () => {
  const bindings: unknown[] = [];
  const logger = { ...silent, child: (given: unknown) => (bindings.push(given), silent) };
  const client = new Inngest({ id: "shop", logger });
  const app = await start(client, client.createFunction({ id: "f", triggers: { event: "go" } }, async () => null));
  await app.send({ name: "go" });
  await app.settle();
  expect(bindings).toEqual([{ runID: theRun(app, "f").id, eventName: "go" }]);
});

it("the id of the first run is handed on", async () => {
  const { app } = await startReference(doc, ["src/inngest/functions/chain.ts"], { services: { db } });
  await app.send({ name: "app/file.received", data: { fileId: "f1" } });
  await app.settle();
  expect(theRun(app, "publish").output).toBe(theRun(app, "intake").id);
});

inBothModes("run-metrics", (mode) => {
  it("counts each run once and each retry once", async () => {
    const counted: string[] = [];
    const metrics = { increment: (name: string, tags: Record<string, string>) => void counted.push([name, ...Object.values(tags)].join(" ")) };
    const [{ RunMetrics }] = await fencesOf(doc, ["src/inngest/middleware/run-metrics.ts"], { metrics });
    const client = new Inngest({ id: "shop", logger: silent, middleware: [RunMetrics as Middleware.Class] });
    const good = client.createFunction({ id: "good", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("a", () => 1);
      await step.sleep("nap", "1h");
    });
    const bad = client.createFunction({ id: "bad", triggers: { event: "go" }, retries: 1 }, async ({ step }) => step.run("a", () => Promise.reject(new Error("no"))));
    const body = client.createFunction({ id: "body", triggers: { event: "go" }, retries: 1 }, () => Promise.reject(new Error("no")));
    const app = await start(client, [good, bad, body], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(counted.sort()).toEqual([
      "inngest.run bad failed",
      "inngest.run body failed",
      "inngest.run body retried",
      "inngest.run good completed",
      "inngest.step.retried bad a",
    ]);
  });
});
