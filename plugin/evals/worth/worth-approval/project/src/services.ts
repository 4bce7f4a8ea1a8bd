import { post } from "./http";

export type Mail = {
  to: string;
  template: "request" | "reminder" | "approved" | "rejected" | "expired";
  expenseId: string;
  idempotencyKey: string;
};

export async function sendEmail(mail: Mail): Promise<void> {
  await post("https://mail.example.test/send", mail);
}

/** 同じ idempotencyKey なら 1 度だけ支払う。 */
export async function payExpense(payment: { expenseId: string; amount: number; idempotencyKey: string }): Promise<void> {
  await post("https://bank.example.test/pay", payment);
}
