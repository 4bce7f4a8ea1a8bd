// 在庫の確保 → 課金 → 出荷。途中で失敗したら、済んだことを逆順に取り消してから失敗させる。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(orderPlaced.create(order, { id: `order-placed-${order.orderId}` }))
import { eventType, Inngest, NonRetriableError, StepError } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "saga" });

export const orderPlaced = eventType("shop/order.placed", {
  // 失敗した注文のやり直しは、新しい orderId で送る。同じ鍵では、取り消した課金が返ってくる。
  schema: z.object({ orderId: z.string(), sku: z.string(), quantity: z.number(), amount: z.number() }),
});

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

export const fulfilOrder = inngest.createFunction(
  {
    id: "fulfil-order",
    triggers: orderPlaced,
    retries: 4,
    idempotency: "event.data.orderId",
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
    const keyed = (action: string): Keyed => ({ orderId, idempotencyKey: `${action}-${orderId}` });
    let shipmentId: string;

    // 取り消しは実行の前に積む。timeout で失敗した課金が、相手側では済んでいることがある。
    const undo: { of: string | null; id: string; run: () => Promise<unknown> }[] = [
      { of: null, id: "cancel-order", run: () => services.setOrderState({ orderId, state: "cancelled" }) },
    ];
    try {
      undo.push({ of: "reserve-inventory", id: "release-inventory", run: () => services.releaseInventory(keyed("release")) });
      await step.run("reserve-inventory", () => services.reserveInventory({ ...keyed("reserve"), sku, quantity }));

      undo.push({ of: "charge-payment", id: "refund-payment", run: () => services.refundPayment(keyed("refund")) });
      await step.run("charge-payment", () => services.chargePayment({ ...keyed("charge"), amount }));

      undo.push({ of: "ship-order", id: "cancel-shipment", run: () => services.cancelShipment(keyed("cancel-shipment")) });
      const shipment = await step.run("ship-order", () => services.shipOrder(keyed("ship")));
      shipmentId = shipment.shipmentId;
    } catch (err) {
      // 断られたステップは何もしていないことが確かなので、その取り消しだけは要らない。
      const refused = err instanceof StepError && err.name === "NonRetriableError" ? err.stepId : undefined;

      const stuck: string[] = [];
      for (const { of, id, run } of undo.reverse()) {
        if (of === refused) continue;
        try {
          await step.run(id, run);
        } catch {
          // 一つ取り消せなくても、残りは取り消す。
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
      // 普通の Error では、取り消した後で本体が再試行される。
      const reason = err instanceof Error ? err.message : String(err);
      throw new NonRetriableError(`order ${orderId} was undone: ${reason}`, { cause: err });
    }

    // 出荷した後の失敗では何も取り消さないので、try の外に置く。
    await step.run("mark-shipped", () => services.setOrderState({ orderId, state: "shipped" }));
    return { orderId, shipmentId };
  },
);

export const functions = [fulfilOrder];
