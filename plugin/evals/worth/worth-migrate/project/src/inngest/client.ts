import { EventSchemas, Inngest } from "inngest";

type Events = {
  "shop/order.placed": { data: { orderId: string; email: string; items: number[] } };
  "shop/order.priced": { data: { items: number[] } };
};

export const inngest = new Inngest({ id: "shop", schemas: new EventSchemas().fromRecord<Events>() });
