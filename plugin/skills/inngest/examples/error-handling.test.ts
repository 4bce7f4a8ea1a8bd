// @inngest/test が模さないので、ここで確かめていないこと:
// 再試行の回数と間隔、onFailure と cancel のイベントがいつ届くか、timeouts、トリガーの if。
import { InngestTestEngine, mockCtx } from "@inngest/test";
import { type Context, NonRetriableError, RetryAfterError, StepError } from "inngest";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  functionCancelled,
  readProducts,
  reportCancelledSync,
  retryAfter,
  SearchIndexError,
  services,
  syncProducts,
  syncRequested,
} from "./error-handling";

afterEach(() => vi.restoreAllMocks());

const requested = syncRequested.create({ storeId: "s1" });

// engine は、失敗したステップの try/catch を模さない。step.run を、その場で走って StepError を投げるものに替える。
const inlineSteps = (raw: Context.Any): Context.Any => {
  const ctx = mockCtx(raw);
  const run = async (id: string, body: () => unknown) => {
    try {
      return await body();
    } catch (err) {
      throw new StepError(id, err);
    }
  };
  return { ...ctx, step: { ...ctx.step, run: run as never } };
};
const sync = () => new InngestTestEngine({ function: syncProducts, events: [requested], transformCtx: inlineSteps }).execute();

const answer = (status: number, retryAfterHeader?: string) =>
  new Response("[]", { status, headers: retryAfterHeader === undefined ? {} : { "retry-after": retryAfterHeader } });

describe("retryAfter", () => {
  test("秒数はミリ秒にする", () => expect(retryAfter(new Headers({ "retry-after": "120" }))).toBe(120_000));
  test("HTTP date は Date にする", () =>
    expect(retryAfter(new Headers({ "retry-after": "Mon, 23 Nov 2026 00:00:00 GMT" }))).toEqual(new Date("2026-11-23T00:00:00Z")));
  test.each(["soon", ""])("読めない値は使わない: %j", (value) => expect(retryAfter(new Headers({ "retry-after": value }))).toBeNull());
  test("ヘッダーがなければ null", () => expect(retryAfter(new Headers())).toBeNull());
});

describe("readProducts", () => {
  test("成功した応答は商品になる", async () => {
    expect(await readProducts(new Response('[{"sku":"a","price":1}]'))).toEqual([{ sku: "a", price: 1 }]);
  });
  test.each([400, 404, 410, 422])("%i は待っても直らない", async (status) => {
    await expect(readProducts(answer(status, "1"))).rejects.toBeInstanceOf(NonRetriableError);
  });
  test.each([429, 503])("%i で待ち時間が分かれば、その後に再試行する", async (status) => {
    const error = await readProducts(answer(status, "120")).catch((err: unknown) => err);
    expect(error).toBeInstanceOf(RetryAfterError);
    // RetryAfterError の中では秒の文字列になる。
    expect(error).toMatchObject({ retryAfter: "120" });
  });
  test.each([401, 429, 500])("%i で待ち時間が分からなければ、既定の backoff に任せる", async (status) => {
    const error = await readProducts(answer(status)).catch((err: unknown) => err);
    expect(error).toMatchObject({ name: "Error" });
  });
});

test("商品を取り込み、索引を更新する", async () => {
  vi.spyOn(services, "requestProducts").mockResolvedValue(new Response('[{"sku":"a","price":1}]'));
  const saveProducts = vi.spyOn(services, "saveProducts");
  const setSyncState = vi.spyOn(services, "setSyncState");

  const { result } = await sync();

  expect(result).toEqual({ saved: 1, indexed: true });
  expect(saveProducts.mock.calls).toEqual([[{ storeId: "s1", products: [{ sku: "a", price: 1 }] }]]);
  expect(setSyncState.mock.calls).toEqual([[{ storeId: "s1", state: "synced" }]]);
});

test("索引が使えないだけなら、古いと記録して成功にする", async () => {
  vi.spyOn(services, "refreshSearchIndex").mockRejectedValue(new SearchIndexError("index is read-only"));
  const markIndexStale = vi.spyOn(services, "markIndexStale");
  const setSyncState = vi.spyOn(services, "setSyncState");

  const { result } = await sync();

  expect(result).toEqual({ saved: 1, indexed: false });
  expect(markIndexStale.mock.calls).toEqual([["s1"]]);
  expect(setSyncState).toHaveBeenCalledWith({ storeId: "s1", state: "synced" });
});

test("知らない失敗は握りつぶさない", async () => {
  vi.spyOn(services, "refreshSearchIndex").mockRejectedValue(new TypeError("bug"));
  const markIndexStale = vi.spyOn(services, "markIndexStale");
  const setSyncState = vi.spyOn(services, "setSyncState");

  const { error } = await sync();

  expect(error).toMatchObject({ message: "bug" });
  expect(markIndexStale).not.toHaveBeenCalled();
  expect(setSyncState).not.toHaveBeenCalled();
});

test("取得に失敗したら、何も保存しない", async () => {
  vi.spyOn(services, "requestProducts").mockResolvedValue(answer(404));
  const saveProducts = vi.spyOn(services, "saveProducts");

  const { error } = await sync();

  expect(error).toMatchObject({ name: "NonRetriableError" });
  expect(saveProducts).not.toHaveBeenCalled();
});

// engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
const fail = (original: { name: string; data?: unknown }) =>
  syncProducts.opts.onFailure?.({
    error: new Error("boom"),
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: original } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

test("onFailure は、元のイベントの店を失敗と記録して知らせる", async () => {
  const setSyncState = vi.spyOn(services, "setSyncState");
  const alertTeam = vi.spyOn(services, "alertTeam");

  await fail(requested);

  expect(setSyncState.mock.calls).toEqual([[{ storeId: "s1", state: "failed", reason: "boom" }]]);
  expect(alertTeam.mock.calls).toEqual([[{ text: "商品を取り込めなかった(run r1): boom", idempotencyKey: "sync-failed-r1" }]]);
});

test("元のイベントが壊れていても、onFailure は知らせる", async () => {
  const setSyncState = vi.spyOn(services, "setSyncState");
  const alertTeam = vi.spyOn(services, "alertTeam");

  await fail({ name: "shop/sync.requested", data: {} });

  expect(setSyncState).not.toHaveBeenCalled();
  expect(alertTeam).toHaveBeenCalledOnce();
});

test("止められた取り込みを記録する", async () => {
  const setSyncState = vi.spyOn(services, "setSyncState");
  const cancelled = functionCancelled.create({ run_id: "r1", event: { data: { storeId: "s1" } } });

  const { result } = await new InngestTestEngine({ function: reportCancelledSync, events: [cancelled] }).execute();

  expect(result).toEqual({ storeId: "s1", runId: "r1" });
  expect(setSyncState.mock.calls).toEqual([[{ storeId: "s1", state: "cancelled" }]]);
});
