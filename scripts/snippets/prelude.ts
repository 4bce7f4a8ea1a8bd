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

export type User = { id: string; email: string; plan: "free" | "pro" };
export type Order = { id: string; userId: string; total: number; status: "open" | "paid" | "cancelled" };

export declare const db: {
  users: {
    find(id: string): Promise<User | null>;
    upsertByEmail(email: string): Promise<string>;
    page(cursor: string | null, limit: number): Promise<{ ids: string[]; next: string | null }>;
  };
  orders: {
    find(id: string): Promise<Order | null>;
    create(order: { userId: string; total: number; idempotencyKey?: string }): Promise<Order>;
    setStatus(id: string, status: Order["status"]): Promise<void>;
  };
  /** Rows that are kept for ever. `take` inserts the key; it answers true when the row is new or has the same owner. */
  claims: { take(key: string, owner: string): Promise<boolean> };
  /** Items of a job. `finish` marks one as done, once; it answers how many are left. */
  jobs: { finish(jobId: string, itemId: string, result: "ok" | "failed"): Promise<{ remaining: number }> };
};

export declare function sendEmail(mail: {
  to: string;
  subject: string;
  body?: string;
  idempotencyKey?: string;
}): Promise<{ messageId: string }>;

export declare const payments: {
  charge(args: { orderId: string; amount: number; idempotencyKey: string }): Promise<{ chargeId: string }>;
  refund(args: { chargeId: string; idempotencyKey: string }): Promise<{ refundId: string }>;
};

export declare const inventory: {
  reserve(args: { orderId: string; idempotencyKey: string }): Promise<{ reservationId: string }>;
  release(args: { reservationId: string }): Promise<void>;
};

/** A partner's HTTP API. It answers 429 with a `retry-after` header, in seconds, when it is busy. */
export declare const partner: {
  push(orderId: string): Promise<Response>;
};

export declare const slack: {
  postMessage(message: { channel: string; text: string }): Promise<{ ts: string }>;
};

export declare const storage: {
  put(key: string, body: string): Promise<{ key: string }>;
  get(key: string): Promise<string>;
};

export declare const searchIndex: {
  upsert(ids: string[]): Promise<void>;
};

export declare const exportJobs: {
  start(args: { storeId: string; idempotencyKey: string }): Promise<{ exportId: string }>;
  status(exportId: string): Promise<"running" | "done" | "failed">;
};

/** Throws when the signature is wrong. */
