import { isTrue } from "./cel.ts";
import type { FunctionConfig } from "./config.ts";
import type { StoredEvent } from "./types.ts";

/**
 * The names under which a trigger can catch an event: its own, and wildcards after a `/` or a `.`.
 *
 * @param name for example `"app/user.created"`
 * @returns for example `["app/user.created", "app/*", "app/user.*"]`
 */
export function matchingPatterns(name: string): string[] {
  const patterns = [name];
  for (const separator of ["/", "."]) {
    const parts = name.split(separator);
    for (let count = 1; count < parts.length; count++) patterns.push(`${parts.slice(0, count).join(separator)}${separator}*`);
  }
  return patterns;
}

/** Whether one of the function's event triggers catches the event. At most one run starts, however many match. */
export function catches(fn: FunctionConfig, event: StoredEvent): boolean {
  const patterns = matchingPatterns(event.name);
  return fn.triggers.some(
    (trigger) =>
      trigger.event !== undefined &&
      patterns.includes(trigger.event) &&
      (trigger.expression === undefined || isTrue(trigger.expression, { event })),
  );
}
