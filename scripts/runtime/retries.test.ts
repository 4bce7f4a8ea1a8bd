import { NonRetriableError, RetryAfterError, StepError } from "inngest";
import { describe, expect, it } from "vitest";
import { retryAt } from "./backoff.ts";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

const at = (dates: readonly { startedAt: Date }[]) => dates.map(({ startedAt }) => (startedAt.getTime() - Date.UTC(2026, 0, 1)) / 1_000);

inBothModes("retries", (mode) => {
  it("a step is tried five times by default, then its error is thrown into the handler", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("bad", () => {
        throw new TypeError("broken");
      });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    const run = theRun(app, "f");
    expect(run).toMatchObject({ status: "Failed", error: { name: "TypeError", message: "broken" } });
    expect(run.steps[0]).toMatchObject({ status: "failed" });
    expect(run.steps[0]?.attempts.map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3, 4]);
  });

  it("retries back off by 15 s, 30 s, 1 m, 2 m on the virtual clock", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("bad", () => {
        throw new Error("broken");
      });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(at(theRun(app, "f").steps[0]?.attempts ?? [])).toEqual([0, 15, 45, 105, 225]);
  });

  it("the body is tried as often as a step, with the same backoff", async () => {
    const client = newClient();
    const seen: (number | undefined)[][] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 2 }, async ({ attempt, maxAttempts }) => {
      seen.push([attempt, maxAttempts]);
      throw new Error("broken");
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(seen).toEqual([[0, 3], [1, 3], [2, 3]]);
    expect(at(theRun(app, "f").attempts)).toEqual([0, 15, 45]);
    expect(theRun(app, "f").status).toBe("Failed");
  });

  it("retries: 0 means one attempt", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 0 }, async () => {
      throw new Error("broken");
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", requests: 1 });
  });

  it("attempts are counted for each step, and start again after a success", async () => {
    const client = newClient();
    const seen: string[] = [];
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 1 }, async ({ step, attempt }) => {
      for (const id of ["a", "b"]) {
        await step.run(id, () => {
          seen.push(`${id}${attempt}`);
          if (attempt === 0 && seen.filter((entry) => entry.startsWith(id)).length === 1) throw new Error("once");
        });
      }
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(seen).toEqual(["a0", "a1", "b0", "b1"]);
    expect(theRun(app, "f").status).toBe("Completed");
  });

  it("NonRetriableError in a step is thrown into the handler at once", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("bad", () => {
        throw new NonRetriableError("never");
      });
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f").steps[0]?.attempts).toHaveLength(1);
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { name: "NonRetriableError" } });
  });

  it("NonRetriableError in the body fails the run at once", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async () => {
      throw new NonRetriableError("never");
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", requests: 1 });
  });

  it("RetryAfterError sets the time of the next attempt of a step and of the body", async () => {
    const client = newClient();
    let thrown = 0;
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("limited", () => {
        if (thrown++ === 0) throw new RetryAfterError("busy", "10m");
      });
      if (thrown++ === 2) throw new RetryAfterError("busy", new Date(Date.UTC(2026, 0, 1, 5)));
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(at(theRun(app, "f").steps[0]?.attempts ?? [])).toEqual([0, 600]);
    expect(theRun(app, "f").endedAt?.toISOString()).toBe("2026-01-01T05:00:00.000Z");
  });

  it("the handler catches a step's error as StepError and goes on", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" }, retries: 1 }, async ({ step }) => {
      try {
        await step.run("bad", () => {
          throw new RangeError("too far");
        });
      } catch (error) {
        if (!(error instanceof StepError)) throw error;
        return step.run("undo", () => `${error.name}: ${error.message}`);
      }
    });
    const app = await start(client, fn, mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "f")).toMatchObject({ status: "Completed", output: "RangeError: too far" });
  });

  it("a StepError that is thrown on fails the run without more attempts of the body; a new Error is tried again", async () => {
    const client = newClient();
    const make = (id: string, wrap: (cause: unknown) => unknown) =>
      client.createFunction({ id, triggers: { event: "go" }, retries: 1 }, async ({ step }) => {
        try {
          await step.run("bad", () => {
            throw new NonRetriableError("no");
          });
        } catch (error) {
          throw wrap(error);
        }
      });
    const app = await start(client, [make("same", (error) => error), make("wrapped", (cause) => new Error("wrapped", { cause }))], mode);
    await app.send({ name: "go" });
    await app.settle();
    expect(theRun(app, "same").attempts).toHaveLength(1);
    expect(theRun(app, "wrapped").attempts).toHaveLength(2);
  });

  it("an event that does not fit the trigger's schema fails the run without retries", async () => {
    const client = newClient();
    const { eventType } = await import("inngest");
    const { z } = await import("zod");
    const go = eventType("go", { schema: z.object({ n: z.number() }) });
    const fn = client.createFunction({ id: "f", triggers: go }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.send({ name: "go", data: { n: "one" } });
    await app.run();
    expect(theRun(app, "f")).toMatchObject({ status: "Failed", error: { name: "EventValidationError" }, requests: 1 });
  });
});

describe("retryAt", () => {
  it("backs off by the table and stays at two hours", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19].map((attempt) => retryAt(attempt, 0, null) / 1_000)).toEqual([
      15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200, 7_200, 7_200,
    ]);
  });

  it("keeps Retry-After between 1 s and 24 h", () => {
    expect(retryAt(0, 1_000, "0")).toBe(2_000);
    expect(retryAt(0, 0, "90")).toBe(90_000);
    expect(retryAt(0, 0, "999999")).toBe(86_400_000);
    expect(retryAt(0, 0, new Date(5_000).toISOString())).toBe(5_000);
  });
});
