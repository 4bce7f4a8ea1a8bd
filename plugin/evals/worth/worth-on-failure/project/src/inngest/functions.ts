import { eventType } from "inngest";
import { z } from "zod";
import { pushOrder } from "../services";
import { inngest } from "./client";

const orderPaid = eventType("shop/order.paid", { schema: z.object({ orderId: z.string(), customerId: z.string() }) });

const syncOrder = inngest.createFunction({ id: "sync-order", triggers: orderPaid, retries: 2 }, async ({ event, step }) => {
  await step.run("push", () => pushOrder(event.data));
});

export const functions = [syncOrder];
