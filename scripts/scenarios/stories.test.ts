import { describe, expect, it } from "vitest";
import { play } from "./play.ts";
import type { Example } from "./services.ts";
import { stories } from "./stories/index.ts";
import { differences } from "./told.ts";

const load = (example: string) => import(`../../skills/inngest/examples/${example}.ts`) as Promise<Example>;
const nowhere = () => ({ functionId: null, stepId: null });

describe.each(stories)("the example $example", ({ example, scenarios }) => {
  describe.each([true, false])("with checkpointing: %s", (checkpointing) => {
    it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))("%s", async (_, scenario) => {
      const { told, stop } = await play(await load(example), scenario, { checkpointing });
      expect(stop).toBeNull();
      expect(differences(scenario, told, nowhere).map(({ message }) => message)).toEqual([]);
    });
  });
});
