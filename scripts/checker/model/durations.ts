import ms from "ms";
import { parseDuration } from "../../runtime/duration.ts";

/** The milliseconds that the package `ms`, which the SDK reads these texts with, makes of a text; null when it understands none. */
export function msOf(text: string): number | null {
  try {
    const found = ms(text as Parameters<typeof ms>[0]) as unknown as number;
    return Number.isFinite(found) ? found : null;
  } catch {
    return null;
  }
}

/** Whether the server understands a text such as `"1h30m"`. */
export function isTimeStr(text: string): boolean {
  return parseDuration(text) !== null;
}
