import type { Cases } from "../proof.ts";
import { recordRequests } from "./http.ts";

/** What `execute` of a test engine answers. */
type Execute = () => Promise<{ result: unknown; error?: unknown }>;

export const testing: Cases = {
  "mock-that-throws": [
    {
      harm: "the function goes on as if it had charged",
      play: async ({ own }) => String((await (own as Execute)()).result),
      bad: "charged",
      good: "cancelled",
    },
  ],
  "unmocked-step": [
    {
      harm: "a real event is sent",
      async play({ own, client }) {
        client.setEnvVars({ INNGEST_EVENT_KEY: "test" });
        const { hosts } = recordRequests(client);
        await (own as Execute)();
        return { hosts };
      },
      bad: { hosts: ["inn.gs"] },
      good: { hosts: [] },
    },
  ],
};
