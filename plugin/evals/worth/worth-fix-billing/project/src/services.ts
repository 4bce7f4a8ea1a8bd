import { post } from "./http";

export async function readUsage(usage: { accountId: string; meter: string }): Promise<number> {
  const response = await fetch(`https://usage.example.test/${usage.accountId}/${usage.meter}`);
  if (!response.ok) throw new Error(`usage: ${response.status}`);
  return Number(await response.text());
}

// 同じ idempotencyKey なら 1 度だけ効く。
export async function charge(args: { accountId: string; amount: number; idempotencyKey: string }): Promise<void> {
  await post("https://bank.example.test/charge", args);
}

export async function sendReceipt(mail: { to: string; month: string; amount: number; idempotencyKey: string }): Promise<void> {
  await post("https://mail.example.test/receipt", mail);
}

export async function notifyTeam(message: { text: string; idempotencyKey: string }): Promise<void> {
  await post("https://chat.example.test/", message);
}
