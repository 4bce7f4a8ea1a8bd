// @inngest/test が模さないので、ここで確かめていないこと:
// cron の時刻と time zone、再試行、重なった run、onFailure がいつ呼ばれるか。
import { InngestTestEngine } from "@inngest/test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { previousWeek, reportRequested, services, weeklyReport } from "./scheduled-report";

const tick = { name: "inngest/scheduled.timer", data: { cron: "TZ=Asia/Tokyo 0 9 * * 1" }, ts: Date.parse("2026-11-23T09:00:00+09:00") };
const lastWeek = { from: "2026-11-16", until: "2026-11-23" };

beforeEach(() => {
  vi.spyOn(services, "summarizeSales").mockResolvedValue({ orders: 3, total: 900 });
});
afterEach(() => vi.restoreAllMocks());

test.each([
  ["月曜の 0 時ちょうどから新しい週", "2026-11-23T00:00:00+09:00", lastWeek],
  ["その直前は、まだ前の週", "2026-11-22T23:59:59+09:00", { from: "2026-11-09", until: "2026-11-16" }],
  ["日曜まで同じ週", "2026-11-29T23:59:59+09:00", lastWeek],
  ["年をまたぐ", "2027-01-04T09:00:00+09:00", { from: "2026-12-28", until: "2027-01-04" }],
])("previousWeek: %s", (_name, day, period) => {
  expect(previousWeek(new Date(day))).toEqual(period);
});

test("cron は予定された日の前の週を集計し、保存し、送り、生存を知らせる", async () => {
  const saveReport = vi.spyOn(services, "saveReport");
  const sendReport = vi.spyOn(services, "sendReport");
  const reportHeartbeat = vi.spyOn(services, "reportHeartbeat");

  const { result } = await new InngestTestEngine({ function: weeklyReport, events: [tick] }).execute();

  const summary = { orders: 3, total: 900 };
  expect(result).toEqual({ reportId: "weekly-2026-11-16", ...summary });
  expect(vi.mocked(services.summarizeSales).mock.calls).toEqual([[lastWeek]]);
  expect(saveReport.mock.calls).toEqual([[{ reportId: "weekly-2026-11-16", period: lastWeek, summary }]]);
  expect(sendReport.mock.calls).toEqual([[{ reportId: "weekly-2026-11-16", summary, idempotencyKey: "weekly-2026-11-16" }]]);
  expect(reportHeartbeat.mock.calls).toEqual([[{ job: "weekly-report", reportId: "weekly-2026-11-16" }]]);
});

test("手動の依頼は、同じ週なら同じ鍵になり、生存は知らせない", async () => {
  const sendReport = vi.spyOn(services, "sendReport");
  const reportHeartbeat = vi.spyOn(services, "reportHeartbeat");
  const requested = reportRequested.create({ date: "2026-11-25" });

  await new InngestTestEngine({ function: weeklyReport, events: [requested] }).execute();

  expect(sendReport.mock.calls[0]?.[0].idempotencyKey).toBe("weekly-2026-11-16");
  expect(reportHeartbeat).not.toHaveBeenCalled();
});

test("日付でない依頼は断る", async () => {
  await expect(reportRequested.create({ date: "last week" }).validate()).rejects.toThrow();
});

test("集計に失敗したら、送らず、生存も知らせない", async () => {
  vi.spyOn(services, "summarizeSales").mockRejectedValue(new Error("database is down"));
  const sendReport = vi.spyOn(services, "sendReport");
  const reportHeartbeat = vi.spyOn(services, "reportHeartbeat");

  const { error } = await new InngestTestEngine({ function: weeklyReport, events: [tick] }).execute();

  expect(error).toMatchObject({ message: "database is down" });
  expect(sendReport).not.toHaveBeenCalled();
  expect(reportHeartbeat).not.toHaveBeenCalled();
});

test("onFailure は、失敗した run を知らせる", async () => {
  const alertTeam = vi.spyOn(services, "alertTeam");

  // engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
  await weeklyReport.opts.onFailure?.({
    error: new Error("boom"),
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: tick } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(alertTeam.mock.calls).toEqual([
    [{ text: "週次レポートに失敗した(run r1): boom", idempotencyKey: "weekly-report-failed-r1" }],
  ]);
});
