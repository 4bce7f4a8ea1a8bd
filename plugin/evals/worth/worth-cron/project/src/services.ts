import { post } from "./http";

/** day は 2026-01-31 の形。 */
export async function loadSales(day: string): Promise<number> {
  const response = await fetch(`https://sales.example.test/${day}`);
  if (!response.ok) throw new Error(`sales of ${day}: ${response.status}`);
  return ((await response.json()) as { total: number }).total;
}

/** 同じ idempotencyKey なら 1 度だけ保存する。 */
export async function saveReport(report: { day: string; total: number; idempotencyKey: string }): Promise<void> {
  await post("https://reports.example.test/", report);
}

export async function alertTeam(alert: { text: string; idempotencyKey: string }): Promise<void> {
  await post("https://chat.example.test/", alert);
}
