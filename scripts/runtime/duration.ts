const UNIT: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

export const SECOND = 1_000;
export const DAY = 86_400_000;

/**
 * Parses the server's dialect of durations: one or more of `<number><unit>`, units w d h m s ms.
 *
 * @param text for example `"90m"` or `"1h30m"`
 * @returns milliseconds, or null when the text is no duration (also for the empty text)
 */
export function parseDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(text)) return null;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
    total += Number(count) * (UNIT[unit ?? ""] ?? Number.NaN);
  }
  return total;
}

/**
 * Reads a duration given by the user of the runtime.
 *
 * @param duration milliseconds or text
 * @returns milliseconds
 * @throws if the text is no duration or the number is negative
 */
export function milliseconds(duration: number | string): number {
  const parsed = typeof duration === "number" ? duration : parseDuration(duration.replaceAll(" ", ""));
  if (parsed === null || !(parsed >= 0)) {
    throw new Error(`"${duration}" is not a duration; use milliseconds or units like "90m", "1h30m", "3d"`);
  }
  return parsed;
}

/**
 * Parses a timeout as the server does: a duration from now, or an RFC 3339 time.
 *
 * @param text duration or time
 * @param now virtual milliseconds
 * @returns virtual milliseconds, or null when it is neither
 */
export function parseTimeout(text: string, now: number): number | null {
  const duration = parseDuration(text);
  if (duration !== null) return now + duration;
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? Date.parse(text) : null;
}
