// @inngest/test が模さないので、ここで確かめていないこと:
// 送ったイベントが別の関数を動かすこと、イベント id による重複防止、再試行、onFailure がいつ呼ばれるか、concurrency。
import { InngestTestEngine } from "@inngest/test";
import { afterEach, expect, test, vi } from "vitest";
import { campaignRequested, deliverToRecipient, paging, recipientQueued, services, startCampaign } from "./fan-out-pattern";

const defaults = { ...paging };
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(paging, defaults);
});

// mock しない sendEvent は本物のネットワークに出る。
const sends = (...ids: string[]) => ids.map((id) => ({ id, handler: () => ({ ids: [] }) }));

const start = (data: { campaignId: string; cursor?: string }, steps: string[]) =>
  new InngestTestEngine({ function: startCampaign, events: [campaignRequested.create(data)], steps: sends(...steps) }).execute();

test("ページを最後まで読み、宛先ひとつに id の付いたイベントひとつを送る", async () => {
  const listRecipients = vi
    .spyOn(services, "listRecipients")
    .mockResolvedValueOnce({ recipientIds: ["a", "b"], next: "b" })
    .mockResolvedValueOnce({ recipientIds: ["c"], next: null });

  const { result, ctx } = await start({ campaignId: "c1" }, ["queue-recipients-0", "queue-recipients-1"]);

  expect(result).toEqual({ queued: 3, continued: false });
  expect(listRecipients.mock.calls).toEqual([
    [{ campaignId: "c1", cursor: null, limit: 1_000 }],
    [{ campaignId: "c1", cursor: "b", limit: 1_000 }],
  ]);
  const queued = (recipientId: string) =>
    expect.objectContaining({
      name: "app/campaign.recipient-queued",
      data: { campaignId: "c1", recipientId },
      id: `campaign-recipient-c1-${recipientId}`,
    });
  expect(ctx.step.sendEvent.mock.calls).toEqual([
    ["queue-recipients-0", [queued("a"), queued("b")]],
    ["queue-recipients-1", [queued("c")]],
  ]);
});

test("宛先のないページでは、何も送らない", async () => {
  vi.spyOn(services, "listRecipients").mockResolvedValue({ recipientIds: [], next: null });

  const { result, ctx } = await start({ campaignId: "c1" }, []);

  expect(result).toEqual({ queued: 0, continued: false });
  expect(ctx.step.sendEvent).not.toHaveBeenCalled();
});

test("1 回に送るイベントは上限の 5,000 件を超えない", async () => {
  expect(paging.size).toBeLessThanOrEqual(5_000);
  expect(paging.pagesPerRun * 2 + 1).toBeLessThanOrEqual(1_000);
});

test("ページの上限で、続きを次の run に引き継ぐ", async () => {
  paging.pagesPerRun = 1;
  vi.spyOn(services, "listRecipients").mockResolvedValue({ recipientIds: ["a"], next: "a" });

  const { result, ctx } = await start({ campaignId: "c1" }, ["queue-recipients-0", "continue-campaign"]);

  expect(result).toEqual({ queued: 1, continued: true });
  expect(ctx.step.sendEvent).toHaveBeenLastCalledWith(
    "continue-campaign",
    expect.objectContaining({ data: { campaignId: "c1", cursor: "a" }, id: `campaign-continued-${ctx.runId}` }),
  );
});

test("引き継いだ run は、cursor の続きから読む", async () => {
  const listRecipients = vi.spyOn(services, "listRecipients").mockResolvedValue({ recipientIds: ["b"], next: null });

  await start({ campaignId: "c1", cursor: "a" }, ["queue-recipients-0"]);

  expect(listRecipients.mock.calls).toEqual([[{ campaignId: "c1", cursor: "a", limit: 1_000 }]]);
});

const queued = recipientQueued.create({ campaignId: "c1", recipientId: "a" });
const deliver = () => new InngestTestEngine({ function: deliverToRecipient, events: [queued] }).execute();

test("宛先に送り、送ったことを記録する", async () => {
  vi.spyOn(services, "findRecipient").mockResolvedValue({ email: "a@example.com", subscribed: true });
  const sendEmail = vi.spyOn(services, "sendEmail");
  const recordDelivery = vi.spyOn(services, "recordDelivery");

  const { result } = await deliver();

  expect(result).toEqual({ status: "sent" });
  expect(sendEmail.mock.calls).toEqual([[{ to: "a@example.com", campaignId: "c1", idempotencyKey: "campaign-c1-a" }]]);
  expect(recordDelivery.mock.calls).toEqual([[{ campaignId: "c1", recipientId: "a", status: "sent" }]]);
});

test.each([null, { email: "a@example.com", subscribed: false }])("配信を止めた宛先には送らない: %j", async (recipient) => {
  vi.spyOn(services, "findRecipient").mockResolvedValue(recipient);
  const sendEmail = vi.spyOn(services, "sendEmail");
  const recordDelivery = vi.spyOn(services, "recordDelivery");

  const { result } = await deliver();

  expect(result).toEqual({ status: "skipped" });
  expect(sendEmail).not.toHaveBeenCalled();
  expect(recordDelivery.mock.calls).toEqual([[{ campaignId: "c1", recipientId: "a", status: "skipped" }]]);
});

test("宛先のアドレスがなければ、再試行しない失敗にする", async () => {
  vi.spyOn(services, "findRecipient").mockResolvedValue({ email: null, subscribed: true });
  const sendEmail = vi.spyOn(services, "sendEmail");

  const { error } = await deliver();

  expect(error).toMatchObject({ name: "NonRetriableError" });
  expect(sendEmail).not.toHaveBeenCalled();
});

test("onFailure は、その宛先だけを失敗として記録する", async () => {
  const recordDelivery = vi.spyOn(services, "recordDelivery");

  // engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
  await deliverToRecipient.opts.onFailure?.({
    error: new Error("boom"),
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: queued } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(recordDelivery.mock.calls).toEqual([[{ campaignId: "c1", recipientId: "a", status: "failed" }]]);
});
