import { describe, expect, it } from "vitest";
import { play } from "./play.ts";
import type { Example } from "./services.ts";
import { stories } from "./stories/index.ts";
import { effectText, type Told } from "./told.ts";

const load = (example: string) => import(`../../skills/inngest/examples/${example}.ts`) as Promise<Example>;

// When a step is tried again the order of what runs beside it may change, so effects are compared as a set.
const outcome = ({ effects, runs }: Told) => ({ effects: effects.map(effectText).sort(), runs });

let injected = 0;

describe.each(stories)("the example $example, broken on purpose", ({ example, scenarios }) => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))("%s", async (_, scenario) => {
    const loaded = await load(example);
    const sound = await play(loaded, scenario, { checkpointing: true, replay: true });
    for (const { once, again, calls } of sound.replays) {
      expect(calls).toEqual([]);
      expect(again).toEqual(once);
    }
    const allWell = Object.values(sound.told.runs).flat().every(({ status }) => status === "Completed");
    const untimed = !scenario.takes && sound.told.effects.every(({ fails }) => fails === 0) && Object.keys(sound.told.skips ?? {}).length === 0;
    if (!allWell || !untimed) return;
    for (const nth of sound.attempts.keys()) {
      const broken = await play(loaded, scenario, { checkpointing: true, fault: { nth, kind: "throw" } });
      injected++;
      expect(outcome(broken.told), sound.attempts[nth]?.stepId).toEqual(outcome(sound.told));
    }
  });
});

it("the faults were really injected", () => {
  expect(injected).toBeGreaterThan(100);
});
