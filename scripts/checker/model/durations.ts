import ms from "ms";
import { parseDuration } from "../../runtime/duration.ts";

/** Whether the package `ms`, which the SDK reads these texts with, understands a text. */
export function isMs(text: string): boolean {
  try {
    return Number.isFinite(ms(text as Parameters<typeof ms>[0]) as unknown as number);
  } catch {
    return false;
  }
}

/** Whether the server understands a text such as `"1h30m"`. */
export function isTimeStr(text: string): boolean {
  return parseDuration(text) !== null;
}
