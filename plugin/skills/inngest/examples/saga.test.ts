// @inngest/test が模さないので、ここで確かめていないこと:
// 再試行、途中でプロセスが落ちた後の続き、最後の error が本体を再試行させないこと、onFailure がいつ呼ばれるか、
// cancelOn、キャンセルのときに走っていたステップが、その後で済ませたことも取り消されること。
import { InngestTestEngine, mockCtx } from "@inngest/test";
import { type Context, NonRetriableError, StepError } from "inngest";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cancellation, fulfilOrder, orderPlaced, services, undoCancelledOrder } from "./saga";

type Service = keyof typeof services;
const calls: [Service | "sleep", { idempotencyKey?: string }][] = [];

// どの service が、どの順に、どの鍵で呼ばれたかを残す。
beforeEach(() => {
  calls.length = 0;
  for (const name of Object.keys(services) as Service[]) succeed(name);
});
afterEach(() => vi.restoreAllMocks());

const succeed = (name: Service) =>
  vi.spyOn(services, name).mockImplementation(async (args: { idempotencyKey?: string }) => {
    calls.push([name, args]);
    return { shipmentId: "ship-1" } as never;
  });
const failWith = (name: Service, error: Error) =>
  vi.spyOn(services, name).mockImplementation(async (args: { idempotencyKey?: string }) => {
    calls.push([name, args]);
    throw error;
  });
const called = () => calls.map(([name]) => name);

const placed = orderPlaced.create({ orderId: "o1", sku: "tea", quantity: 2, amount: 1200 });

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
  const sleep = async (_id: string, time: string) => void calls.push(["sleep", { time } as object]);
  return { ...ctx, step: { ...ctx.step, run: run as never, sleep: sleep as never } };
};
const fulfil = () => new InngestTestEngine({ function: fulfilOrder, events: [placed], transformCtx: inlineSteps }).execute();

const refused = new NonRetriableError("refused");
const unknown = new Error("timeout");

test("確保、課金、出荷の順に進み、何も取り消さない", async () => {
  const { result } = await fulfil();

  expect(result).toEqual({ orderId: "o1", shipmentId: "ship-1" });
  expect(calls).toEqual([
    ["reserveInventory", { orderId: "o1", idempotencyKey: "reserve-o1", sku: "tea", quantity: 2 }],
    ["chargePayment", { orderId: "o1", idempotencyKey: "charge-o1", amount: 1200 }],
    ["shipOrder", { orderId: "o1", idempotencyKey: "ship-o1" }],
    ["setOrderState", { orderId: "o1", state: "shipped" }],
  ]);
});

test.each<[Service, Error, Service[]]>([
  ["reserveInventory", refused, ["setOrderState"]],
  ["reserveInventory", unknown, ["releaseInventory", "setOrderState"]],
  ["chargePayment", refused, ["releaseInventory", "setOrderState"]],
  ["chargePayment", unknown, ["refundPayment", "releaseInventory", "setOrderState"]],
  ["shipOrder", refused, ["refundPayment", "releaseInventory", "setOrderState"]],
  ["shipOrder", unknown, ["cancelShipment", "refundPayment", "releaseInventory", "setOrderState"]],
])("%s が失敗したら(%s)、済んだかもしれないことを逆順に取り消す", async (name, error, expected) => {
  failWith(name, error);

  const outcome = await fulfil();

  expect(outcome.error).toMatchObject({ name: "NonRetriableError", message: `order o1 was undone: ${error.message}` });
  expect(called().slice(called().indexOf(name) + 1)).toEqual(expected);
  expect(services.setOrderState).toHaveBeenLastCalledWith({ orderId: "o1", state: "cancelled" });
  // 取り消しも二度走りうるので、それぞれの鍵を持つ。
  const keys = calls.flatMap(([, { idempotencyKey }]) => idempotencyKey ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test("一つ取り消せなくても残りを取り消し、人に頼む", async () => {
  failWith("shipOrder", refused);
  failWith("refundPayment", new Error("bank is closed"));

  const { error } = await fulfil();

  expect(error).toMatchObject({ message: "order o1 was undone: refused" });
  expect(called().slice(3)).toEqual(["refundPayment", "releaseInventory", "setOrderState", "alertTeam"]);
  expect(services.alertTeam).toHaveBeenCalledWith({
    text: "注文 o1 は手で直す必要がある: refund-payment",
    idempotencyKey: "recover-o1",
  });
});

test("出荷した後の失敗では、取り消さない", async () => {
  failWith("setOrderState", unknown);

  const { error } = await fulfil();

  expect(error).toMatchObject({ message: "timeout" });
  expect(called()).toEqual(["reserveInventory", "chargePayment", "shipOrder", "setOrderState"]);
});

const cancelled = { name: "inngest/function.cancelled", data: { event: placed } };
const undo = () => new InngestTestEngine({ function: undoCancelledOrder, events: [cancelled as never], transformCtx: inlineSteps }).execute();

test("キャンセルされた注文は、走っているステップが終わるのを待ってから、すべて取り消す", async () => {
  const { result } = await undo();

  expect(result).toEqual({ orderId: "o1", stuck: [] });
  expect(calls[0]).toEqual(["sleep", { time: cancellation.wait }]);
  expect(called().slice(1)).toEqual(["cancelShipment", "refundPayment", "releaseInventory", "setOrderState"]);
});

test("キャンセルされた注文でも、一つ取り消せなければ残りを取り消し、人に頼む", async () => {
  failWith("refundPayment", new Error("bank is closed"));

  const { result } = await undo();

  expect(result).toEqual({ orderId: "o1", stuck: ["refund-payment"] });
  expect(called().slice(1)).toEqual(["cancelShipment", "refundPayment", "releaseInventory", "setOrderState", "alertTeam"]);
});

test("onFailure は、失敗した run を知らせる", async () => {
  // engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
  await fulfilOrder.opts.onFailure?.({
    error: refused,
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: placed } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(calls).toEqual([["alertTeam", { text: "注文の処理に失敗した(run r1): refused", idempotencyKey: "order-failed-r1" }]]);
});

test("キャンセルの後の取り消しに失敗したら、それも知らせる", async () => {
  await undoCancelledOrder.opts.onFailure?.({
    error: new Error("pager is down"),
    event: { name: "inngest/function.failed", data: { run_id: "r2", event: cancelled } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(calls).toEqual([["alertTeam", { text: "キャンセルされた注文の取り消しに失敗した(run r2): pager is down", idempotencyKey: "undo-failed-r2" }]]);
});
