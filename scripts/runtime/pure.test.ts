import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical.ts";
import { milliseconds, parseDuration, parseTimeout } from "./duration.ts";
import { ulids } from "./ids.ts";
import { JobQueue, type Timed } from "./queue.ts";

describe("durations", () => {
  it("may be compound", () => {
    expect(["90m", "1h30m", "2d", "1w", "1.5h", "500ms"].map(parseDuration)).toEqual([5_400_000, 5_400_000, 172_800_000, 604_800_000, 5_400_000, 500]);
    expect(["", "1 hour", "1 month", "h", "-1s", "10"].map(parseDuration)).toEqual([null, null, null, null, null, null]);
  });

  it("timeouts are durations from now, or times", () => {
    expect([parseTimeout("1m", 1_000), parseTimeout("1970-01-01T00:00:05Z", 0), parseTimeout("", 0), parseTimeout("soon", 0)]).toEqual([61_000, 5_000, null, null]);
  });

  it("from users may be numbers", () => {
    expect([milliseconds(5), milliseconds("1h 30m")]).toEqual([5, 5_400_000]);
    expect(() => milliseconds(-1)).toThrow("is not a duration");
  });
});

describe("ids", () => {
  it("look like ULIDs, are in order of time, and are the same every time", () => {
    const [a, b] = [ulids(), ulids()];
    const ids = [a(1_000), a(1_000), a(2_000)];
    expect(ids).toEqual([b(1_000), b(1_000), b(2_000)]);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});

describe("JobQueue", () => {
  it("gives what is due by score, then by arrival, and nothing early", () => {
    const queue = new JobQueue<Timed & { name: string }>();
    for (const [name, at, score] of [["late", 10, 0], ["c", 1, 5], ["a", 2, 1], ["b", 1, 5], ["first", 3, -1]] as const) queue.add({ name, at, score });
    const names = [];
    for (let job = queue.take(5); job; job = queue.take(5)) names.push(job.name);
    expect(names).toEqual(["first", "a", "c", "b"]);
    expect(queue.nextAt()).toBe(10);
    expect(queue.nextAtOf(({ name }) => name !== "late")).toBeNull();
    expect(queue.take(10)?.name).toBe("late");
  });
});

describe("canonicalJson", () => {
  it("sorts keys at every depth and leaves lists alone", () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });
});
