// 在庫の確保 → 課金 → 出荷。途中で失敗するかキャンセルされたら、済んだことを逆順に取り消す。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(orderPlaced.create(order, { id: `order-placed-${order.orderId}` }))
//       await inngest.send(orderCancelled.create({ orderId })) // 出荷まで済んでいれば、何も起きない
import { eventType, type GetStepTools, Inngest, NonRetriableError, StepError, staticSchema } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "saga" });

export const orderPlaced = eventType("shop/order.placed", {
  // 失敗した注文のやり直しは、新しい orderId で送る。同じ鍵では、取り消した課金が返ってくる。
  schema: z.object({ orderId: z.string(), sku: z.string(), quantity: z.number(), amount: z.number() }),
});

export const orderCancelled = eventType("shop/order.cancelled", { schema: z.object({ orderId: z.string() }) });

// run がキャンセルされると、サーバーが送るイベント。event.data.event は、その run を始めたイベントである。
const runCancelled = eventType("inngest/function.cancelled", {
  schema: staticSchema<{ event: { data: z.infer<typeof orderPlaced.schema> } }>(),
});

// キャンセルのときに走っていたステップが終わるのを待つ長さ。どのステップよりも長くする。
// ホストの制限時間より長ければよい。制限のないホストでは、services の呼び出しをこれより短く打ち切る。
export const cancellation = { wait: "20m" };

type Keyed = { orderId: string; idempotencyKey: string };

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
// - 同じ idempotencyKey なら一度だけ効き、二度目は同じ結果を返す。
// - 断られたこと(在庫切れ、カードの拒否、配送先の不備)が確かなときだけ NonRetriableError を投げる。
// - 取り消しは orderId で相手を探し、なければ何もせずに成功する。
export const services = {
  async reserveInventory(args: Keyed & { sku: string; quantity: number }): Promise<{ reservationId: string }> {
    return { reservationId: `placeholder-${args.idempotencyKey}` };
  },
  async chargePayment(args: Keyed & { amount: number }): Promise<{ chargeId: string }> {
    return { chargeId: `placeholder-${args.idempotencyKey}` };
  },
  async shipOrder(args: Keyed): Promise<{ shipmentId: string }> {
    return { shipmentId: `placeholder-${args.idempotencyKey}` };
  },
  async cancelShipment(args: Keyed): Promise<{ cancelled: string }> {
    return { cancelled: `placeholder-${args.idempotencyKey}` };
  },
  async refundPayment(args: Keyed): Promise<{ refunded: string }> {
    return { refunded: `placeholder-${args.idempotencyKey}` };
  },
  async releaseInventory(args: Keyed): Promise<{ released: string }> {
    return { released: `placeholder-${args.idempotencyKey}` };
  },
  async setOrderState(args: { orderId: string; state: "shipped" | "cancelled" }): Promise<{ state: string }> {
    return { state: args.state };
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<{ alertId: string }> {
    return { alertId: `placeholder-alert-${alert.idempotencyKey}` };
  },
};

const keyed = (action: string, orderId: string): Keyed => ({ orderId, idempotencyKey: `${action}-${orderId}` });

type Undo = { of: string | null; id: string; run: () => Promise<unknown> };

// 取り消しは、手順が済んだかどうかを知らなくても呼べるように、orderId だけで書く。手順の順に並べる。
const undosOf = (orderId: string) => ({
  order: { of: null, id: "cancel-order", run: () => services.setOrderState({ orderId, state: "cancelled" }) },
  inventory: { of: "reserve-inventory", id: "release-inventory", run: () => services.releaseInventory(keyed("release", orderId)) },
  payment: { of: "charge-payment", id: "refund-payment", run: () => services.refundPayment(keyed("refund", orderId)) },
  shipment: { of: "ship-order", id: "cancel-shipment", run: () => services.cancelShipment(keyed("cancel-shipment", orderId)) },
}) satisfies Record<string, Undo>;

// 逆順に取り消す。一つ取り消せなくても残りは取り消し、最後に人に頼む。
async function undoAll(step: GetStepTools<typeof inngest>, orderId: string, undos: Undo[]): Promise<string[]> {
  const stuck: string[] = [];
  for (const { id, run } of [...undos].reverse()) {
    try {
      await step.run(id, run);
    } catch {
      stuck.push(id);
    }
  }
  if (stuck.length > 0) {
    await step.run("request-manual-recovery", () =>
      services.alertTeam({
        text: `注文 ${orderId} は手で直す必要がある: ${stuck.join(", ")}`,
        idempotencyKey: `recover-${orderId}`,
      }),
    );
  }
  return stuck;
}

export const fulfilOrder = inngest.createFunction(
  {
    id: "fulfil-order",
    triggers: orderPlaced,
    retries: 4,
    idempotency: "event.data.orderId",
    cancelOn: [{ event: orderCancelled, if: "async.data.orderId == event.data.orderId" }],
    // 取り消しの後で投げた error がここに届く。
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `注文の処理に失敗した(run ${event.data.run_id}): ${error.message}`,
          idempotencyKey: `order-failed-${event.data.run_id}`,
        }),
      );
    },
  },
  async ({ event, step }) => {
    const { orderId, sku, quantity, amount } = event.data;
    const undos = undosOf(orderId);
    let shipmentId: string;

    // 取り消しは実行の前に積む。timeout で失敗した課金が、相手側では済んでいることがある。
    const started: Undo[] = [undos.order];
    try {
      started.push(undos.inventory);
      await step.run("reserve-inventory", () => services.reserveInventory({ ...keyed("reserve", orderId), sku, quantity }));

      started.push(undos.payment);
      await step.run("charge-payment", () => services.chargePayment({ ...keyed("charge", orderId), amount }));

      started.push(undos.shipment);
      const shipment = await step.run("ship-order", () => services.shipOrder(keyed("ship", orderId)));
      shipmentId = shipment.shipmentId;
    } catch (err) {
      // 断られたステップは何もしていないことが確かなので、その取り消しだけは要らない。
      const refused = err instanceof StepError && err.name === "NonRetriableError" ? err.stepId : undefined;
      await undoAll(step, orderId, started.filter(({ of }) => of !== refused));
      // 普通の Error では、取り消した後で本体が再試行される。
      const reason = err instanceof Error ? err.message : String(err);
      throw new NonRetriableError(`order ${orderId} was undone: ${reason}`, { cause: err });
    }

    // 出荷した後の失敗では何も取り消さないので、try の外に置く。
    await step.run("mark-shipped", () => services.setOrderState({ orderId, state: "shipped" }));
    return { orderId, shipmentId };
  },
);

// キャンセルされた run では catch も onFailure も動かないので、別の関数が取り消す。
// 走っていたステップは終わりまで走り、課金も済ませる。その前に取り消すと、後から済んだ課金が残る。
export const undoCancelledOrder = inngest.createFunction(
  {
    id: "undo-cancelled-order",
    triggers: { event: runCancelled, if: "event.data.function_id == 'saga-fulfil-order'" },
    retries: 4,
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `キャンセルされた注文の取り消しに失敗した(run ${event.data.run_id}): ${error.message}`,
          idempotencyKey: `undo-failed-${event.data.run_id}`,
        }),
      );
    },
  },
  async ({ event, step }) => {
    const { orderId } = event.data.event.data;
    await step.sleep("wait-for-running-step", cancellation.wait);
    return { orderId, stuck: await undoAll(step, orderId, Object.values(undosOf(orderId))) };
  },
);

export const functions = [fulfilOrder, undoCancelledOrder];
