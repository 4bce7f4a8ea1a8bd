import { DAY, SECOND } from "./duration.ts";

const MINUTE = 60 * SECOND;
/** The server's table. The last entry holds for all further attempts. */
const TABLE = [15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 60 * MINUTE, 120 * MINUTE];

/**
 * When a failed attempt is tried again. The server adds a jitter of 0 to 30 s; here it is always 0.
 *
 * @param attempt the attempt that failed, from 0
 * @param now virtual milliseconds
 * @param retryAfter the `retry-after` header: seconds or an ISO time; clamped to 1 s ... 24 h from now
 * @returns virtual milliseconds
 */
export function retryAt(attempt: number, now: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : retryAfter.length <= 7 ? now + Number(retryAfter) * SECOND : Date.parse(retryAfter);
  if (!Number.isNaN(asked)) return Math.min(Math.max(asked, now + SECOND), now + DAY);
  return now + (TABLE[Math.min(attempt, TABLE.length - 1)] ?? 0);
}
