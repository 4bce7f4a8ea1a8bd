import { describe, expect, it } from "vitest";
import { serverSituation, type Situation, situationText, untilSettled } from "./situation.ts";

const run = (functionId: string, ended: "Completed" | "Failed" | null, waits: string[] = []) => ({ id: "r", functionId, ended, outputId: null, waits, steps: [] });

/** Each look takes no time, each pause as long as it says. */
function clock() {
  let time = 0;
  return { now: () => time, pause: async (milliseconds: number) => void (time += milliseconds) };
}

/** A server on which each situation begins at its time. */
const server = (time: { now: () => number }, ...course: [from: number, situation: Situation][]) => async () => course.findLast(([from]) => from <= time.now())?.[1] ?? {};

describe("a situation", () => {
  it("tells by function whether its runs have ended, wait or run", () => {
    const situation = serverSituation([run("b", null), run("a", "Failed"), run("b", "Completed"), run("a", null, ["wait-2", "wait-1"])]);
    expect(situationText(situation)).toBe("a: Failed, Waiting in wait-1, wait-2; b: Completed, Running");
    expect(situationText({})).toBe("no run");
  });
});

describe("untilSettled", () => {
  const done = { f: ["Completed"] };
  const going = { f: ["Running"] };

  it("waits for the expected situation, and a little longer", async () => {
    const time = clock();
    expect(await untilSettled(server(time, [0, {}], [1_000, going], [40_000, done]), done, time)).toBeNull();
    expect(time.now()).toBeGreaterThanOrEqual(40_800);
    expect(time.now()).toBeLessThan(42_000);
  });

  it("is not content with a situation that does not last", async () => {
    const time = clock();
    const more = { f: ["Completed", "Completed"] };
    expect(await untilSettled(server(time, [0, done], [600, more]), done, time)).toEqual(more);
  });

  it("gives up when nothing moves any more", async () => {
    const time = clock();
    expect(await untilSettled(server(time, [0, { f: ["Failed"] }]), done, time)).toEqual({ f: ["Failed"] });
    expect(time.now()).toBeLessThan(20_000);
  });

  it("gives up a run that never ends", async () => {
    const time = clock();
    expect(await untilSettled(server(time, [0, going]), done, time)).toEqual(going);
    expect(time.now()).toBeLessThan(80_000);
  });
});
