import type { Cases } from "../proof.ts";
import { fragment, order, placed } from "./given.ts";
import { ask, signed } from "./http.ts";

/** Calls it: "nothing thrown", or the message that fits the pattern. */
function thrown(act: unknown, pattern: RegExp): string {
  try {
    (act as () => unknown)();
    return "nothing thrown";
  } catch (error) {
    return pattern.exec((error as Error).message)?.[0] ?? String(error);
  }
}

export const v3: Cases = {
  "v3-create-function": [
    {
      harm: "the file throws when it is loaded",
      play: ({ own }) => thrown(own, /^"createFunction" expected a handler function as the second argument/),
      bad: '"createFunction" expected a handler function as the second argument',
      good: "nothing thrown",
    },
    {
      harm: "the run fails, and the other function never runs",
      play: fragment((_, run) => ({ status: run.status, output: JSON.stringify(run.steps[0]?.output ?? null) })),
      bad: { status: "Failed", output: "null" },
      good: { status: "Completed", output: '{"square":16}' },
    },
  ],
  "event-schemas": [
    {
      harm: "a broken event is processed, and `undefined` is charged",
      play: order(({ effects }, run) => ({ status: run.status, charged: effects.charges.map(({ amount }) => amount ?? "undefined") }), undefined, placed("o1", { total: undefined })),
      bad: { status: "Completed", charged: ["undefined"] },
      good: { status: "Failed", charged: [] },
    },
  ],
  "v3-removed": [
    { harm: "the file throws when it is loaded", play: ({ own }) => thrown(own, /InngestMiddleware is not a constructor/), bad: "InngestMiddleware is not a constructor", good: "nothing thrown" },
    {
      harm: "the key is ignored: the handler answers 500",
      play: async ({ own }) => {
        const key = "signkey-test-64757261626c65";
        const handler = (own as (key: string) => (request: Request) => Promise<Response>)(key);
        return (await ask(handler, signed("PUT", key))).status;
      },
      bad: 500,
      good: 200,
    },
  ],
};
