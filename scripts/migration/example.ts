import { type Handler, play } from "./drive.ts";
import { eventsSent, withEnv } from "./stage.ts";

/** The serve handlers of the worked migration's two apps. */
export type Apps = { shop: Handler; billing: Handler };

/** The app's services, each of which notes how it was called. */
export function recordingServices(calls: string[]): Record<string, unknown> {
  const note =
    (name: string, answer: unknown) =>
    async (...args: unknown[]) => {
      calls.push(`${name} ${JSON.stringify(args)}`);
      return answer;
    };
  return {
    payments: { charge: note("payments.charge", { chargeId: "c1" }) },
    inventory: { reserve: note("inventory.reserve", { reservationId: "r1" }) },
    sendEmail: note("sendEmail", { messageId: "m1" }),
    slack: { postMessage: note("slack.postMessage", { ts: "1" }) },
  };
}

/**
 * Plays the apps of the worked migration: an order that is shipped, one that never is, one that was under way when the
 * version changed, and the report of a batch.
 *
 * @param calls where their services note their calls
 */
export function playExample({ shop, billing }: Apps, calls: string[]) {
  return withEnv({ INNGEST_DEV: "1" }, async () => {
    const placed = { name: "shop/order.placed", data: { orderId: "o1", email: "a@example.com", total: 1200 } };
    const invoked: unknown[] = [];
    const invoke = async (fnId: string, data: Record<string, unknown>) => {
      invoked.push({ fnId, data });
      return (await play(billing, { fnId, event: { name: "inngest/function.invoked", data } })).output;
    };
    const shipped = { name: "shop/order.shipped", data: { orderId: "o1", trackingId: "t1" } };
    const fulfilled = await play(shop, { fnId: "shop-fulfil-order", event: placed, invoke, answers: { "wait-shipped": shipped } });
    const late = await play(shop, { fnId: "shop-fulfil-order", event: placed, invoke });
    // As inngest 3 leaves it when it has waited for the shipment: execution version 1.
    const begun = { version: 1, steps: { charge: { chargeId: "c0" }, reserve: { reservationId: "r0" }, "wait-shipped": shipped } };
    const before = calls.length;
    const continued = await play(shop, { fnId: "shop-fulfil-order", event: placed, invoke, begun });
    const callsOfContinued = calls.splice(before);
    const failed = { function_id: "shop-fulfil-order", run_id: "01RUN", event: placed, error: { name: "Error", message: String(late.output) } };
    const told = await play(shop, { fnId: "shop-fulfil-order-failure", event: { name: "inngest/function.failed", data: failed } });
    const report = await play(shop, { fnId: "shop-report-fulfilled", event: { name: "shop/order.fulfilled", data: { orderId: "o1" } } });
    return {
      fulfilled: { status: fulfilled.status, output: fulfilled.output, steps: fulfilled.steps },
      late: { status: late.status, output: late.output },
      continued: { status: continued.status, steps: continued.steps, calls: callsOfContinued },
      told: told.status,
      report: report.status,
      calls,
      invoked,
      events: eventsSent(),
    };
  });
}
