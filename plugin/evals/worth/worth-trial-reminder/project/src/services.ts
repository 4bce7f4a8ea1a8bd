import { post } from "./http";

/** The same idempotencyKey sends one mail within 24 hours. */
export async function sendReminder(mail: { to: string; endsAt: string; idempotencyKey: string }): Promise<void> {
  await post("https://mail.example.test/trial-reminder", mail);
}
