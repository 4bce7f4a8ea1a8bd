/**
 * The generic cell rate algorithm, which the server uses for `rateLimit` and `throttle`: starts are spread evenly.
 *
 * @param arrivals the theoretical arrival time by key; changed when the start is allowed
 * @param key what is limited
 * @param now virtual milliseconds
 * @param limit starts in each period
 * @param period milliseconds
 * @param burst starts that may come at once beyond the first
 * @returns null when the start is allowed, else when it may be tried again, in virtual milliseconds
 */
export function takeSlot(arrivals: Map<string, number>, key: string, now: number, limit: number, period: number, burst: number): number | null {
  const interval = period / Math.max(limit, 1);
  const arrival = Math.max(arrivals.get(key) ?? now, now) + interval;
  // Less than a tenth of a millisecond is the error of adding up fractions of one, such as 2 s / 3.
  const allowedAt = Math.ceil(arrival - interval * (burst + 1) - 0.1);
  if (allowedAt > now) return allowedAt;
  arrivals.set(key, arrival);
  return null;
}
