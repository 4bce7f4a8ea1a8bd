import { realtime, staticSchema } from "inngest/realtime";
import { expect, it } from "vitest";
import { z } from "zod";
import { inBothModes, newClient, start, theRun } from "./test-kit.ts";

const STARTS = Date.UTC(2026, 0, 1);
const channel = realtime.channel({
  name: ({ id }: { id: string }) => `order:${id}`,
  topics: { status: { schema: staticSchema<{ phase: string }>() }, note: { schema: z.unknown() } },
});

inBothModes("realtime.publish", (mode) => {
  const publishes = (lost?: string) => {
    const client = newClient();
    const { status } = channel({ id: "o1" });
    const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
      await step.realtime.publish("say-started", status, { phase: "started" });
      await step.run("work", () => client.realtime.publish(status, { phase: "working" }));
      await step.sleep("nap", "1h");
      return step.realtime.publish("say-done", status, { phase: "done" });
    });
    return start(client, fn, { ...mode, fault: ({ stepId, attempt }) => (stepId === lost && attempt === 0 ? "lose" : undefined) });
  };

  it("is kept, from a step and from the client, with its time and the run that sent it", async () => {
    const app = await publishes();
    await app.send({ name: "go" });
    await app.settle();
    const run = theRun(app, "f");
    expect(run).toMatchObject({ status: "Completed", output: { phase: "done" } });
    expect(run.steps[0]).toMatchObject({ id: "say-started", kind: "realtime.publish", status: "completed" });
    const message = (phase: string, at: number) => ({ channel: "order:o1", topic: "status", data: { phase }, at: new Date(STARTS + at), sentBy: run.id });
    expect(app.timeline().published).toEqual([message("started", 0), message("working", 0), message("done", 3_600_000)]);
  });

  it("happens again where the step's result was lost, and not when steps are replayed", async () => {
    const app = await publishes("say-done");
    await app.send({ name: "go" });
    await app.settle();
    const phases = () => app.timeline().published.map(({ data }) => (data as { phase: string }).phase);
    expect(phases()).toEqual(["started", "working", "done", "done"]);
    await app.replay(theRun(app, "f").id);
    expect(phases()).toHaveLength(4);
  });
});

it("outside of runs no run sent it; a text stays one; the server cuts a message at 512 KB", async () => {
  const client = newClient();
  const app = await start(client, []);
  const { note } = channel({ id: "o2" });
  await client.realtime.publish(note, "plain, not JSON");
  await client.realtime.publish(note, { text: "x".repeat(512 * 1024) });
  const [text, cut] = app.timeline().published;
  expect(text).toMatchObject({ channel: "order:o2", topic: "note", data: "plain, not JSON", sentBy: null });
  expect(cut?.data).toHaveLength(512 * 1024);
});

it("streams and tokens are refused by name", async () => {
  const client = newClient();
  await start(client, []);
  const { note } = channel({ id: "o3" });
  const refused = "which this runtime does not model (tokens and streams of realtime";
  await expect(client.realtime.publish(note, new ReadableStream())).rejects.toThrow(refused);
  await expect(client.realtime.token({ channel: channel({ id: "o3" }), topics: ["note"] })).rejects.toThrow(refused);
});
