import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import type { App } from "./index.ts";
import { inBothModes, newClient, start } from "./test-kit.ts";

declare module "vitest" {
  interface TaskMeta {
    /** What a test measured; told at the end of the run. */
    figure?: string;
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes that are still in use. */
async function heapInUse(): Promise<number> {
  // What was settled a moment ago is free only in later turns.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

inBothModes("scale", (mode) => {
  const play = async (events: number, order: string[] = []): Promise<App> => {
    const client = newClient();
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step, event }) => {
      for (const id of ["a", "b", "c"]) await step.run(id, () => order.push(`${event.data.n}${id}`));
    });
    const app = await start(client, fn, mode);
    await app.send(Array.from({ length: events }, (_, n) => ({ name: "go", data: { n } })));
    await app.run();
    return app;
  };

  it("20 events become 20 runs of three steps each, in the same order with the same ids every time", async () => {
    const once = async () => {
      const order: string[] = [];
      const runs = (await play(20, order)).runsOf("f");
      expect(runs.every(({ status, steps }) => status === "Completed" && steps.length === 3)).toBe(true);
      return { order, ids: runs.map(({ id }) => id) };
    };
    expect(await once()).toEqual(await once());
  });

  // A core that is shared makes the same work take longer; what is too slow is so a second time.
  it("1,000 events become 1,000 runs of three steps each within 10 s of work; memory stays flat", { timeout: 120_000, retry: 2 }, async ({ task }) => {
    const measure = async () => {
      const began = performance.now();
      const work = process.cpuUsage();
      const app = await play(1_000);
      const seconds = (performance.now() - began) / 1_000;
      const { user, system } = process.cpuUsage(work);
      expect(app.runsOf("f").filter(({ status }) => status === "Completed")).toHaveLength(1_000);
      // The machine may be busy with other things: what counts is the work.
      expect((user + system) / 1e6).toBeLessThan(10);
      return { seconds, kept: ((await heapInUse()) - before) / 1e6 };
    };
    await play(100);
    const before = await heapInUse();
    const { seconds, kept } = await measure();
    // 1,000 runs with 3,000 steps, while the app is there; then next to nothing.
    expect(kept).toBeLessThan(20);
    const after = ((await heapInUse()) - before) / 1e6;
    expect(after).toBeLessThan(kept / 2);
    const way = mode.checkpointing ? "with checkpointing" : "with one request a step";
    task.meta.figure = `1,000 runs of three steps ${way}: ${Math.round(1_000 / seconds)} runs per second; ${kept.toFixed(1)} MB while they are there, ${after.toFixed(1)} MB afterwards`;
  });
});
