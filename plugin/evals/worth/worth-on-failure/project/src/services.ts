import { post } from "./http";

export async function pushOrder(order: { orderId: string; customerId: string }): Promise<void> {
  await post("https://warehouse.example.test/orders", order);
}

/** The same idempotencyKey shows one message. */
export async function alertTeam(alert: { orderId: string; customerId: string; reason: string; idempotencyKey: string }): Promise<void> {
  await post("https://chat.example.test/", alert);
}
