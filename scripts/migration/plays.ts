import type { PlayOptions } from "./drive.ts";

const storage = { get: async (key: string) => `text of ${key}`, put: async (key: string) => ({ key }) };

/** How a fence with the word `run:name` is played on both versions, by name. */
export const playsOfFences: Record<string, { services: Record<string, unknown>; options: Partial<PlayOptions> }> = {
  branches: { services: { storage }, options: { slow: ["load-b"] } },
  race: { services: { storage }, options: { slow: ["load-main"] } },
};
