import { eventType } from "inngest";
import { z } from "zod";
import { refund, sendEmail } from "../services";
import { inngest } from "./client";

export const refundRequested = eventType("shop/refund.requested", {
  schema: z.object({ orderId: z.string(), email: z.string(), amount: z.number() }),
});
export const refundApproved = eventType("shop/refund.approved", { schema: z.object({ orderId: z.string() }) });

export const refundOrder = inngest.createFunction({ id: "refund-order", triggers: refundRequested }, async ({ event, step }) => {
  const { orderId, email, amount } = event.data;
  const approval = await step.waitForEvent("approval", { event: refundApproved, timeout: "2d", match: "data.orderId" });
  if (approval === null) {
    await step.run("tell-expired", () => sendEmail({ to: email, template: "expired", idempotencyKey: `expired-${orderId}` }));
    return { status: "expired" };
  }
  await step.run("refund", () => refund({ orderId, amount, idempotencyKey: `refund-${orderId}` }));
  await step.run("tell-refunded", () => sendEmail({ to: email, template: "refunded", idempotencyKey: `refunded-${orderId}` }));
  return { status: "refunded" };
});

export const functions = [refundOrder];
