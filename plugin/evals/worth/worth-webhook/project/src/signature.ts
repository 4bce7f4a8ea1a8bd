import { createHmac, timingSafeEqual } from "node:crypto";

const secret = process.env["PAYMENTS_SECRET"] ?? "development";

/** Whether the provider signed this body: the text as it came, and the header x-signature. */
export function isSigned(body: string, signature: string | null): boolean {
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const found = Buffer.from(signature ?? "");
  return found.length === expected.length && timingSafeEqual(found, expected);
}
