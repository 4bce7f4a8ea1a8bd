import { post } from "./http";

export async function creditAccount(credit: { paymentId: string; accountId: string; amount: number }): Promise<void> {
  await post("https://ledger.example.test/credit", credit);
}
