import { post } from "./http";

/** The same idempotencyKey imports once. */
export async function importFile(file: { importId: string; tenantId: string; idempotencyKey: string }): Promise<void> {
  await post("https://storage.example.test/import", file);
}
