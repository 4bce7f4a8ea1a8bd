/**
 * What a fence for inngest 3 (```ts v3) may use without declaring it: the same names as in prelude.ts, made the v3 way.
 * The event types are in the client's schemas, so there are no values for them.
 */
import { EventSchemas, Inngest } from "inngest-v3";

type Events = {
  "app/user.signup": { data: { userId: string; email: string } };
  "app/order.placed": { data: { orderId: string; userId: string; email: string; total: number } };
  "app/order.cancelled": { data: { orderId: string } };
  "app/order.paid": { data: { orderId: string } };
  "app/invoice.approved": { data: { invoiceId: string; approvedBy: string } };
  "app/square.asked": { data: { number: number } };
  /** The trigger of a `handler` fragment: one wide payload. */
  "app/snippet": {
    data: {
      userId: string;
      email: string;
      orderId: string;
      cartId: string;
      invoiceId: string;
      storeId: string;
      tenantId: string;
      total: number;
      url: string;
      remindAt: string;
    };
  };
};

export const inngest = new Inngest({ id: "my-app", schemas: new EventSchemas().fromRecord<Events>() });

export const computeSquare = inngest.createFunction({ id: "compute-square" }, { event: "app/square.asked" }, async ({ event }) => ({
  square: event.data.number ** 2,
}));
