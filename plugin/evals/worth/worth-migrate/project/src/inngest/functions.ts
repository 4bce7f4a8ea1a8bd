import { alertTeam, removeOldCarts, sendEmail } from "../services";
import { inngest } from "./client";

const priceOrder = inngest.createFunction({ id: "price-order" }, { event: "shop/order.priced" }, async ({ event }) => ({
  total: event.data.items.reduce((sum, price) => sum + price, 0),
}));

const confirmOrder = inngest.createFunction(
  {
    id: "confirm-order",
    retries: 2,
    onFailure: async ({ event, error, step }) => {
      const { orderId } = event.data.event.data;
      await step.run("alert", () => alertTeam({ orderId, reason: error.message }));
    },
  },
  { event: "shop/order.placed" },
  async ({ event, step, logger }) => {
    const { orderId, email, items } = event.data;
    const { total } = await step.invoke("price", { function: "shop-price-order", data: { items } });
    logger.info("priced", { orderId, total });
    await step.run("mail", () => sendEmail({ to: email, text: `Order ${orderId}: ${total}`, idempotencyKey: `confirm-${orderId}` }));
  },
);

const cleanUp = inngest.createFunction({ id: "clean-up" }, { cron: "TZ=Asia/Tokyo 0 2 * * *" }, async ({ step }) => {
  await step.run("carts", () => removeOldCarts());
});

export const functions = [priceOrder, confirmOrder, cleanUp];
