import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEnding, readRuns } from "./answers.ts";

// Answers that the Dev Server 1.43.0 gave.
type Recorded = { runs: { data: { runs: { edges: { node: { status: string } }[] } } }; endings: unknown[] };
const recorded = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8")) as Recorded;

describe("the answers of the Dev Server", () => {
  it("tell in which step a run waits for an event", () => {
    expect(readRuns(recorded("waiting").runs, "human-approval")).toMatchObject([
      { functionId: "approve-expense", ended: null, waits: ["wait-for-decision"], steps: [{ id: "request-approval", attempts: 1 }, { id: "wait-for-decision", attempts: 1 }] },
    ]);
  });

  it("tell how often and when each step was tried, also the one that failed for good", () => {
    const [order, failure] = readRuns(recorded("failed").runs, "saga");
    expect(order).toMatchObject({ functionId: "fulfil-order", ended: "Failed", waits: [] });
    expect(order?.steps.map(({ id, attempts }) => [id, attempts])).toEqual([
      ["charge-payment", 3],
      ["reserve-inventory", 1],
      ["ship-order", 1],
      ["refund-payment", 1],
      ["release-inventory", 1],
      ["cancel-order", 1],
    ]);
    const [first = 0, second = 0, third = 0] = order?.steps[0]?.startedAt ?? [];
    expect([Math.round((second - first) / 1_000), Math.round((third - second) / 1_000)]).toEqual([1, 1]);
    expect(failure).toMatchObject({ functionId: "fulfil-order-failure", ended: "Completed", steps: [{ id: "alert-team", attempts: 1 }] });
  });

  it("tell the steps of a repeated id apart", () => {
    const span = (stepID: string, startedAt: string) => ({ name: "poll", status: "COMPLETED", attempts: 0, stepID, stepOp: "RUN", startedAt });
    const childrenSpans = [span("one", "2026-01-01T00:00:00Z"), span("two", "2026-01-01T00:00:01Z")];
    const node = { id: "r", status: "COMPLETED", function: { slug: "app-f" }, trace: { outputID: "o", childrenSpans } };
    expect(readRuns({ data: { runs: { edges: [{ node }] } } }, "app")[0]?.steps.map(({ id }) => id)).toEqual(["poll", "poll:1"]);
  });

  it("tell what a run returned, or its error", () => {
    expect(recorded("failed").endings.map(readEnding)).toEqual([
      { output: null, error: { name: "NonRetriableError", message: "order o1 was undone: address unknown" } },
      { output: null, error: null },
    ]);
    expect(recorded("waiting").endings.map(readEnding)).toEqual([{ output: null, error: null }]);
    expect(readEnding({ data: { runTraceSpanOutputByID: { data: '{"a":[1]}', error: null } } }).output).toEqual({ a: [1] });
  });

  it("leave out what was skipped", () => {
    const { runs } = recorded("waiting");
    for (const { node } of runs.data.runs.edges) node.status = "SKIPPED";
    expect(readRuns(runs, "human-approval")).toEqual([]);
  });

  it("are refused when the server complains or answers in another form", () => {
    expect(() => readRuns({ errors: [{ message: 'Unknown argument "preview"' }] }, "saga")).toThrow('the Dev Server answered otherwise than expected: Unknown argument "preview"');
    expect(() => readRuns({ data: { runs: { edges: [{ node: { id: 1 } }] } } }, "saga")).toThrow(/otherwise than expected: .*id/s);
    expect(() => readEnding({ data: null })).toThrow("otherwise than expected");
  });
});
