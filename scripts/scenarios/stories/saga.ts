import { NonRetriableError } from "inngest";
import { advance, byArgument, cancelled, completed, failed, fails, send, settle, storiesOf } from "../scenario.ts";

const placed = { name: "shop/order.placed", data: { orderId: "o1", sku: "tea", quantity: 2, amount: 1_200 }, id: "order-placed-o1" };
const orderCancelled = { name: "shop/order.cancelled", data: { orderId: "o1" }, id: "order-cancelled-o1" };
const refused = new NonRetriableError("refused");
const timeout = new Error("timeout");
const closed = new Error("bank is closed");

const reserved = ["reserveInventory", { orderId: "o1", sku: "tea", quantity: 2, idempotencyKey: "reserve-o1" }] as const;
const charged = ["chargePayment", { orderId: "o1", amount: 1_200, idempotencyKey: "charge-o1" }] as const;
const shipped = ["shipOrder", { orderId: "o1", idempotencyKey: "ship-o1" }] as const;
const recalled = ["cancelShipment", { orderId: "o1", idempotencyKey: "cancel-shipment-o1" }] as const;
const refunded = ["refundPayment", { orderId: "o1", idempotencyKey: "refund-o1" }] as const;
const released = ["releaseInventory", { orderId: "o1", idempotencyKey: "release-o1" }] as const;
const markedShipped = ["setOrderState", { orderId: "o1", state: "shipped" }] as const;
const markedCancelled = ["setOrderState", { orderId: "o1", state: "cancelled" }] as const;
const told = ["alertTeam", { idempotencyKey: "order-failed-<fulfil-order>" }] as const;
const askedForHelp = (stuck: string) => ["alertTeam", { text: `注文 o1 は手で直す必要がある: ${stuck}`, idempotencyKey: "recover-o1" }] as const;

/** The wait is shorter than the example's own, so that the real server can play it; longer than any step here. */
const brief = { cancellation: { wait: "6s" } };
const undoneAfterCancel = (...stuck: string[]) => ({
  "fulfil-order": [cancelled],
  "undo-cancelled-order": [completed({ orderId: "o1", stuck })],
});
const undone = (reason: string) => ({
  "fulfil-order": [failed("NonRetriableError", `order o1 was undone: ${reason}`)],
  "fulfil-order-failure": [completed(null)],
});

export const saga = storiesOf<typeof import("../../../plugin/skills/inngest/examples/saga.ts")>()({
  example: "saga",
  reads: [],
  upserts: ["setOrderState"],
  scenarios: [
    {
      name: "an order is reserved, charged and shipped",
      acts: [send(placed), settle],
      expect: {
        effects: [reserved, charged, shipped, markedShipped],
        runs: { "fulfil-order": [completed({ orderId: "o1", shipmentId: "placeholder-ship-o1" })] },
      },
    },
    {
      name: "out of stock: nothing to undo but the order",
      given: { reserveInventory: fails(refused) },
      acts: [send(placed), settle],
      expect: {
        effects: [["reserveInventory", { idempotencyKey: "reserve-o1" }, { fails: 1 }], markedCancelled, told],
        runs: undone("refused"),
      },
    },
    {
      name: "the reservation times out: it may have been made, so it is released",
      needsLongWait: "retries",
      given: { reserveInventory: fails(timeout) },
      acts: [send(placed), settle],
      expect: {
        effects: [["reserveInventory", { idempotencyKey: "reserve-o1" }, { fails: 5 }], released, markedCancelled, told],
        runs: undone("timeout"),
      },
    },
    {
      name: "the card is refused: the reservation is released",
      given: { chargePayment: fails(refused) },
      acts: [send(placed), settle],
      expect: {
        effects: [reserved, ["chargePayment", { idempotencyKey: "charge-o1" }, { fails: 1 }], released, markedCancelled, told],
        runs: undone("refused"),
      },
    },
    {
      name: "the charge times out: it may have been made, so it is refunded",
      needsLongWait: "retries",
      given: { chargePayment: fails(timeout) },
      acts: [send(placed), settle],
      expect: {
        effects: [reserved, ["chargePayment", { idempotencyKey: "charge-o1" }, { fails: 5 }], refunded, released, markedCancelled, told],
        runs: undone("timeout"),
      },
    },
    {
      name: "the address is refused: refund and release, in this order",
      given: { shipOrder: fails(refused) },
      acts: [send(placed), settle],
      expect: {
        effects: [reserved, charged, ["shipOrder", { idempotencyKey: "ship-o1" }, { fails: 1 }], refunded, released, markedCancelled, told],
        runs: undone("refused"),
      },
    },
    {
      name: "the shipment times out: recall, refund and release, in this order",
      needsLongWait: "retries",
      given: { shipOrder: fails(timeout) },
      acts: [send(placed), settle],
      expect: {
        effects: [reserved, charged, ["shipOrder", { idempotencyKey: "ship-o1" }, { fails: 5 }], recalled, refunded, released, markedCancelled, told],
        runs: undone("timeout"),
      },
    },
    {
      name: "the refund fails too: the rest is undone, and a person is asked",
      needsLongWait: "retries",
      given: { shipOrder: fails(refused), refundPayment: fails(closed) },
      acts: [send(placed), settle],
      expect: {
        effects: [
          reserved,
          charged,
          ["shipOrder", { idempotencyKey: "ship-o1" }, { fails: 1 }],
          ["refundPayment", { idempotencyKey: "refund-o1" }, { fails: 5 }],
          released,
          markedCancelled,
          askedForHelp("refund-payment"),
          told,
        ],
        runs: undone("refused"),
      },
    },
    {
      name: "nothing can be undone: a person is asked about all of it",
      needsLongWait: "retries",
      given: { shipOrder: fails(timeout), cancelShipment: fails(closed), refundPayment: fails(closed), releaseInventory: fails(closed), setOrderState: fails(closed) },
      acts: [send(placed), settle],
      expect: {
        effects: [
          reserved,
          charged,
          ["shipOrder", {}, { fails: 5 }],
          ["cancelShipment", {}, { fails: 5 }],
          ["refundPayment", {}, { fails: 5 }],
          ["releaseInventory", {}, { fails: 5 }],
          ["setOrderState", { state: "cancelled" }, { fails: 5 }],
          askedForHelp("cancel-shipment, refund-payment, release-inventory, cancel-order"),
          told,
        ],
        runs: undone("timeout"),
      },
    },
    {
      name: "the person cannot be asked either: the run fails with that, and the failure handler tells the team",
      needsLongWait: "retries",
      given: {
        chargePayment: fails(refused),
        releaseInventory: fails(closed),
        alertTeam: byArgument([{ idempotencyKey: "recover-o1" }, fails(new Error("pager is down"))]),
      },
      acts: [send(placed), settle],
      expect: {
        effects: [
          reserved,
          ["chargePayment", {}, { fails: 1 }],
          ["releaseInventory", {}, { fails: 5 }],
          markedCancelled,
          ["alertTeam", { idempotencyKey: "recover-o1" }, { fails: 5 }],
          told,
        ],
        runs: { "fulfil-order": [failed("Error", "pager is down")], "fulfil-order-failure": [completed(null)] },
      },
    },
    {
      name: "shipped, but it cannot be recorded: nothing is undone, the team is told",
      needsLongWait: "retries",
      given: { setOrderState: byArgument([{ state: "shipped" }, fails(timeout)]) },
      acts: [send(placed), settle],
      expect: {
        effects: [reserved, charged, shipped, ["setOrderState", { state: "shipped" }, { fails: 5 }], told],
        runs: { "fulfil-order": [failed("Error", "timeout")], "fulfil-order-failure": [completed(null)] },
      },
    },
    {
      name: "cancelled while the charge is under way: it is refunded after it has come about",
      latency: { "charge-payment": "4s" },
      settings: brief,
      acts: [send(placed), advance("2s"), send(orderCancelled), settle],
      expect: { effects: [reserved, charged, recalled, refunded, released, markedCancelled], runs: undoneAfterCancel() },
    },
    {
      name: "cancelled while the charge waits for its retry: it is not tried again",
      settings: brief,
      given: { chargePayment: fails(timeout) },
      acts: [send(placed), advance("2s"), send(orderCancelled), settle],
      expect: {
        effects: [reserved, ["chargePayment", { idempotencyKey: "charge-o1" }, { fails: 1 }], recalled, refunded, released, markedCancelled],
        runs: undoneAfterCancel(),
      },
    },
    {
      name: "cancelled during shipment, and the refund fails: the rest is undone, and a person is asked",
      needsLongWait: "retries",
      latency: { "ship-order": "4s" },
      settings: brief,
      given: { refundPayment: fails(closed) },
      acts: [send(placed), advance("2s"), send(orderCancelled), settle],
      expect: {
        effects: [reserved, charged, shipped, recalled, ["refundPayment", {}, { fails: 5 }], released, markedCancelled, askedForHelp("refund-payment")],
        runs: undoneAfterCancel("refund-payment"),
      },
    },
    {
      name: "cancelled, and the person cannot be asked: the failure handler tells the team",
      needsLongWait: "retries",
      latency: { "charge-payment": "4s" },
      settings: brief,
      given: { refundPayment: fails(closed), alertTeam: byArgument([{ idempotencyKey: "recover-o1" }, fails(new Error("pager is down"))]) },
      acts: [send(placed), advance("2s"), send(orderCancelled), settle],
      expect: {
        effects: [
          reserved,
          charged,
          recalled,
          ["refundPayment", {}, { fails: 5 }],
          released,
          markedCancelled,
          ["alertTeam", { idempotencyKey: "recover-o1" }, { fails: 5 }],
          ["alertTeam", { idempotencyKey: "undo-failed-<undo-cancelled-order>" }],
        ],
        runs: {
          "fulfil-order": [cancelled],
          "undo-cancelled-order": [failed("Error", "pager is down")],
          "undo-cancelled-order-failure": [completed(null)],
        },
      },
    },
    {
      name: "cancelled after it was shipped, or another order: nothing is undone",
      acts: [send(placed), settle, send(orderCancelled, { ...orderCancelled, data: { orderId: "o2" }, id: "order-cancelled-o2" }), settle],
      expect: {
        effects: [reserved, charged, shipped, markedShipped],
        runs: { "fulfil-order": [completed({ orderId: "o1", shipmentId: "placeholder-ship-o1" })] },
      },
    },
    {
      name: "the same order twice is fulfilled once",
      acts: [send(placed, placed), settle, send({ ...placed, id: "order-placed-o1-again" }), settle],
      expect: {
        effects: [reserved, charged, shipped, markedShipped],
        runs: { "fulfil-order": [completed({ orderId: "o1", shipmentId: "placeholder-ship-o1" })] },
        skips: { "fulfil-order": ["idempotency", "idempotency"] },
      },
    },
  ],
});
