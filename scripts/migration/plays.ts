import type { PlayOptions } from "./drive.ts";

/** How a fence with the word `run:name` is played on both versions, by name. */
export const playsOfFences: Record<string, { services: Record<string, unknown>; options: Partial<PlayOptions> }> = {
  race: { services: { storage: { get: async (key: string) => `text of ${key}` } }, options: { slow: ["load-main"] } },
};
