/**
 * What a snippet may use without declaring it: one client, a few event types and the app's own services.
 * A fence without a path comment sees every export here under its name, unless it declares that name itself.
 * A fence with a path comment is a complete file and sees none of it; it may import these services from "@/lib/services".
 */
import { eventType, Inngest, invoke } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "my-app" });

export const userSignup = eventType("app/user.signup", {
  schema: z.object({ userId: z.string(), email: z.string() }),
});
export const orderPlaced = eventType("app/order.placed", {
  schema: z.object({ orderId: z.string(), userId: z.string(), email: z.string(), total: z.number() }),
});
export const orderCancelled = eventType("app/order.cancelled", {
  schema: z.object({ orderId: z.string() }),
});
export const orderPaid = eventType("app/order.paid", {
  schema: z.object({ orderId: z.string() }),
});
export const digestRequested = eventType("app/digest.requested", {
  schema: z.object({ userId: z.string() }),
});
export const invoiceSubmitted = eventType("app/invoice.submitted", {
  schema: z.object({ invoiceId: z.string(), email: z.string(), amount: z.number() }),
});
export const invoiceApproved = eventType("app/invoice.approved", {
  schema: z.object({ invoiceId: z.string(), approvedBy: z.string() }),
});
export const checkoutCompleted = eventType("cart/checkout.completed", {
  schema: z.object({ cartId: z.string() }),
});
export const importRequested = eventType("app/import.requested", {
  schema: z.object({ importId: z.string(), tenantId: z.string(), userId: z.string(), plan: z.enum(["free", "pro"]) }),
});
export const syncRequested = eventType("shop/sync.requested", {
  schema: z.object({ storeId: z.string() }),
});

export const computeSquare = inngest.createFunction(
  { id: "compute-square", triggers: invoke(z.object({ number: z.number() })) },
  async ({ event }) => ({ square: event.data.number ** 2 }),
);

/** The trigger of a `handler` fragment: one wide payload, so that short fragments need no set-up of their own. */
export const snippetEvent = eventType("app/snippet", {
  schema: z.object({
    userId: z.string(),
    email: z.string(),
    orderId: z.string(),
    cartId: z.string(),
    invoiceId: z.string(),
    storeId: z.string(),
    tenantId: z.string(),
    total: z.number(),
    url: z.string(),
    remindAt: z.string(),
  }),
});
