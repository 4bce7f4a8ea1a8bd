import { post } from "./http";

export type Mail = { to: string; template: "welcome" | "tips"; idempotencyKey: string };
export type User = { userId: string; email: string };

/** 同じ idempotencyKey のメールは 24 時間のあいだ 1 通しか送られない。 */
export async function sendEmail(mail: Mail): Promise<void> {
  await post("https://mail.example.test/send", mail);
}

/** 退会した会員は null になる。 */
export async function findUser(userId: string): Promise<User | null> {
  const response = await fetch(`https://users.example.test/${userId}`);
  return response.status === 404 ? null : ((await response.json()) as User);
}
