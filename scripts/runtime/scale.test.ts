import { expect, it } from "vitest";
import { inBothModes, newClient, start } from "./test-kit.ts";

inBothModes("scale", (mode) => {
  it("20 events become 20 runs of three steps each, in the same order with the same ids every time", async () => {
    const play = async () => {
      const client = newClient();
      const order: string[] = [];
      const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step, event }) => {
        for (const id of ["a", "b", "c"]) await step.run(id, () => order.push(`${event.data.n}${id}`));
      });
      const app = await start(client, fn, mode);
      await app.send(Array.from({ length: 20 }, (_, n) => ({ name: "go", data: { n } })));
      await app.run();
      const runs = app.runsOf("f");
      expect(runs.every(({ status, steps }) => status === "Completed" && steps.length === 3)).toBe(true);
      return { order, ids: runs.map(({ id }) => id) };
    };
    expect(await play()).toEqual(await play());
  });
});
