import { cron } from "inngest";
import { describe, expect, it } from "vitest";
import { cronProblem, jitterProblem, nextCron } from "./cron.ts";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

inBothModes("schedules", (mode) => {
  it("start a run at each of their times while time passes, with inngest/scheduled.timer", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: cron("0 12 * * *") }, async ({ event }) => [event.name, event.data]);
    const app = await start(client, fn, mode);
    await app.settle();
    expect(app.runsOf("f")).toEqual([]);
    await app.advance("3d");
    expect(app.runsOf("f").map(({ startedAt }) => startedAt?.toISOString())).toEqual(["2026-01-01T12:00:00.000Z", "2026-01-02T12:00:00.000Z", "2026-01-03T12:00:00.000Z"]);
    expect(app.runsOf("f")[0]?.output).toEqual(["inngest/scheduled.timer", { cron: "0 12 * * *" }]);
  });

  it("are in the time zone in front", async () => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: cron("TZ=Asia/Tokyo 0 9 * * 1") }, async () => "ran");
    const app = await start(client, fn, mode);
    await app.advance("7d");
    expect(theRun(app, "f").startedAt).toEqual(new Date("2026-01-05T00:00:00Z"));
  });
});

describe("cron", () => {
  it.each(["* * * * *", "*/5 0-6 1,15 JAN-MAR MON-FRI", "CRON_TZ=Europe/Berlin 0 9 * * ?", "*/90 * * * *"])("accepts %s", (text) => {
    expect(cronProblem(text)).toBeNull();
    expect(nextCron(text, 0)).not.toBeNull();
  });

  it.each(["@daily", "0 0 0 * * *", "TZ=Mars/Olympus 0 0 * * *", "TZ=JST 0 0 * * *", "TZ=asia/tokyo 0 0 * * *", "0 0 * * * TZ=UTC", "0 0 L * *", "0 0 * * 7", "60 * * * *", "0 24 * * *", "0 0 0 * *", "5-1 * * * *", ""])(
    "refuses %s",
    (text) => expect(cronProblem(text)).not.toBeNull(),
  );

  it("day of month and day of week are either, when both are given", () => {
    expect(new Date(nextCron("0 0 13 * 5", Date.UTC(2026, 0, 3)) ?? 0)).toEqual(new Date("2026-01-09T00:00:00Z"));
  });

  it("jitter is 1 s to 5 m", () => {
    expect([jitterProblem("1s"), jitterProblem("5m"), jitterProblem("")].map((problem) => problem === null)).toEqual([true, true, false]);
    expect([jitterProblem("500ms"), jitterProblem("6m")].includes(null)).toBe(false);
  });
});
