import { post } from "./http";

export type User = { userId: string; email: string };

/** Active users in the order of their ids, from behind `after` (null: from the start). At most 500 a call, whatever limit says. */
export async function listUsers(page: { after: string | null; limit: number }): Promise<User[]> {
  const response = await fetch(`https://users.example.test/?after=${page.after ?? ""}&limit=${page.limit}`);
  if (!response.ok) throw new Error(`users: ${response.status}`);
  return (await response.json()) as User[];
}

/** The same idempotencyKey sends one mail. */
export async function sendDigest(digest: { email: string; week: string; idempotencyKey: string }): Promise<void> {
  await post("https://mail.example.test/digest", digest);
}
