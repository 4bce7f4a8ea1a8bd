import { post } from "./http";

export async function sendEmail(mail: { to: string; text: string; idempotencyKey: string }): Promise<void> {
  await post("https://mail.example.test/send", mail);
}

export async function alertTeam(alert: { orderId: string; reason: string }): Promise<void> {
  await post("https://chat.example.test/", alert);
}

export async function removeOldCarts(): Promise<void> {
  await post("https://shop.example.test/carts/clean-up", {});
}
