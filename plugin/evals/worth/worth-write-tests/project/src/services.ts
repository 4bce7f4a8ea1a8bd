import { post } from "./http";

/** 同じ idempotencyKey なら 1 度だけ返金する。 */
export async function refund(args: { orderId: string; amount: number; idempotencyKey: string }): Promise<void> {
  await post("https://bank.example.test/refund", args);
}

export async function sendEmail(mail: { to: string; template: "refunded" | "expired"; idempotencyKey: string }): Promise<void> {
  await post("https://mail.example.test/send", mail);
}
