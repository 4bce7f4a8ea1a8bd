// @inngest/test は関数を一つ一度だけ走らせる。concurrency、priority、throttle、rateLimit、debounce、batchEvents、
// singleton、cancelOn の働きは何も確かめられない。ここで確かめるのは、設定の値と、ハンドラーのすることだけである。
import { InngestTestEngine } from "@inngest/test";
import { afterEach, expect, test, vi } from "vitest";
import {
  accountStale,
  buildExport,
  contactChanged,
  documentEdited,
  exportRequested,
  functionFailed,
  functions,
  pageViewed,
  pushContact,
  recordPageViews,
  refreshAccount,
  reindexDocument,
  remindVisit,
  reportFailure,
  services,
  stockLow,
  visitBooked,
  visitCancelled,
  warnLowStock,
} from "./flow-control";

afterEach(() => vi.restoreAllMocks());

test("設定の値", () => {
  expect(buildExport.opts).toMatchObject({
    concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.tenantId" }],
    priority: { run: "event.data.plan == 'enterprise' ? 120 : 0" },
  });
  expect(pushContact.opts).toMatchObject({
    throttle: { limit: 3, period: "2s" },
    concurrency: { limit: 2, scope: "account", key: '"crm-api"' },
  });
  expect(warnLowStock.opts).toMatchObject({ rateLimit: { limit: 1, period: "1h", key: "event.data.productId" } });
  expect(reindexDocument.opts).toMatchObject({ debounce: { period: "30s", timeout: "5m", key: "event.data.documentId" } });
  expect(recordPageViews.opts).toMatchObject({ batchEvents: { maxSize: 5, timeout: "10s", key: "event.data.siteId" } });
  expect(refreshAccount.opts).toMatchObject({ singleton: { mode: "skip", key: "event.data.accountId" } });
  expect(remindVisit.opts).toMatchObject({
    cancelOn: [{ event: visitCancelled, if: "async.data.visitId == event.data.visitId" }],
  });
});

test("batchEvents は、同期で拒否される設定と併用していない", () => {
  for (const { opts } of functions.filter(({ opts }) => opts.batchEvents)) {
    expect(Object.keys(opts)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(cancelOn|debounce|singleton|priority)$/)]));
  }
});

test("どの関数も、決まった引数で副作用を一度だけ起こす", async () => {
  const buildIt = vi.spyOn(services, "buildExport");
  const pushIt = vi.spyOn(services, "pushContact");
  const reindexIt = vi.spyOn(services, "reindexDocument");
  const saveIt = vi.spyOn(services, "saveAccount");
  vi.spyOn(services, "pullAccount").mockResolvedValue({ balance: 7 });

  const exported = exportRequested.create({ exportId: "x1", tenantId: "t1", plan: "free" });
  await new InngestTestEngine({ function: buildExport, events: [exported] }).execute();
  await new InngestTestEngine({ function: pushContact, events: [contactChanged.create({ contactId: "c1" })] }).execute();
  await new InngestTestEngine({ function: reindexDocument, events: [documentEdited.create({ documentId: "d1" })] }).execute();
  await new InngestTestEngine({ function: refreshAccount, events: [accountStale.create({ accountId: "a1" })] }).execute();

  expect(buildIt.mock.calls).toEqual([[{ exportId: "x1", tenantId: "t1" }]]);
  expect(pushIt.mock.calls).toEqual([["c1"]]);
  expect(reindexIt.mock.calls).toEqual([["d1"]]);
  expect(saveIt.mock.calls).toEqual([[{ accountId: "a1", balance: 7 }]]);
});

test("在庫の知らせは、イベントごとの鍵を持つ", async () => {
  const notifyBuyer = vi.spyOn(services, "notifyBuyer");
  const low = stockLow.create({ productId: "p1", left: 2 }, { id: "low-1" });

  const { ctx } = await new InngestTestEngine({ function: warnLowStock, events: [low] }).execute();

  expect(notifyBuyer).toHaveBeenCalledOnce();
  expect(notifyBuyer).toHaveBeenCalledWith(expect.objectContaining({ productId: "p1", left: 2 }));
  expect(notifyBuyer.mock.calls[0]?.[0].idempotencyKey).toBe("stock-p1-low-1");
  expect(ctx.step.run).toHaveBeenCalledWith("notify", expect.any(Function));
});

test("まとめて届いたイベントを、すべて書く", async () => {
  const insertPageViews = vi.spyOn(services, "insertPageViews");
  const view = (viewId: string) => pageViewed.create({ viewId, siteId: "s1" });

  const { result } = await new InngestTestEngine({ function: recordPageViews, events: [view("v1"), view("v2"), view("v3")] }).execute();

  expect(result).toEqual({ inserted: 3 });
  expect(insertPageViews.mock.calls).toEqual([
    [["v1", "v2", "v3"].map((viewId) => ({ viewId, siteId: "s1" }))],
  ]);
});

test("予約の時刻まで待ってから知らせる", async () => {
  const sendReminder = vi.spyOn(services, "sendReminder");
  const booked = visitBooked.create({ visitId: "v1", remindAt: "2026-11-30T00:00:00Z" });

  const { ctx } = await new InngestTestEngine({
    function: remindVisit,
    events: [booked],
    steps: [{ id: "wait-until-reminder", handler: () => null }],
  }).execute();

  expect(ctx.step.sleepUntil).toHaveBeenCalledWith("wait-until-reminder", "2026-11-30T00:00:00Z");
  expect(sendReminder.mock.calls).toEqual([[{ visitId: "v1", idempotencyKey: "reminder-v1" }]]);
});

test("取り消された予約は、待った後に読み直して知らせない", async () => {
  vi.spyOn(services, "findVisit").mockResolvedValue(null);
  const sendReminder = vi.spyOn(services, "sendReminder");

  await new InngestTestEngine({
    function: remindVisit,
    events: [visitBooked.create({ visitId: "v1", remindAt: "2026-11-30T00:00:00Z" })],
    steps: [{ id: "wait-until-reminder", handler: () => null }],
  }).execute();

  expect(sendReminder).not.toHaveBeenCalled();
});

test("どの関数の失敗も知らせ、自分の失敗では動かない", async () => {
  const alertTeam = vi.spyOn(services, "alertTeam");
  const failed = functionFailed.create({ function_id: "flow-control-push-contact", run_id: "r1", error: { message: "boom" } });

  await new InngestTestEngine({ function: reportFailure, events: [failed] }).execute();

  expect(alertTeam.mock.calls).toEqual([[{ text: "flow-control-push-contact が失敗した: boom", idempotencyKey: "failed-r1" }]]);
  expect(reportFailure.opts.triggers?.[0].if).toBe("event.data.function_id.startsWith('flow-control-')");
});
