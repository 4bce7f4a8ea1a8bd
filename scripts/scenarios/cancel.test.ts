import { Inngest } from "inngest";
import { beforeAll, describe, expect, it } from "vitest";
import { silent } from "../runtime/test-kit.ts";
import { type Examined, examine } from "./examine.ts";
import { advance, cancelled, completed, type Scenario, type Services, send, settle, type Stories } from "./scenario.ts";
import type { Example } from "./services.ts";
import { saga } from "./stories/saga.ts";

const story = saga.scenarios.find(({ latency }) => latency !== undefined) as Scenario;

describe("a saga that is cancelled while the charge is under way", { timeout: 60_000 }, () => {
  let example: Example;
  beforeAll(async () => {
    example = (await import(new URL("../../plugin/skills/inngest/examples/saga.ts", import.meta.url).href)) as Example;
  });
  const withWait = (wait: string) => examine(example, saga, { ...story, settings: { cancellation: { wait } } });

  it.each(["0s", "1s"])("loses the charge when it is undone after %s, before the charge has come about", async (wait) => {
    const { flaws } = await withWait(wait);
    expect(flaws.map(({ rule, message }) => [rule, message])).toContainEqual(["story", expect.stringMatching(/^expected effect 2 to be chargePayment.*; found cancelShipment/)]);
  });

  it("is undone when that waits for longer than the charge takes", async () => {
    const { flaws, faults, survived } = await withWait("6s");
    expect([flaws, survived]).toEqual([[], faults]);
  });
});

describe("a fault in a run that is cancelled", { timeout: 60_000 }, () => {
  const cancelledRun = (refunds: () => boolean): Promise<Examined> => {
    const inngest = new Inngest({ id: "shop", logger: silent });
    type Keyed = { idempotencyKey: string };
    const services = {
      charge: (_: Keyed) => {},
      ship: (_: Keyed) => {},
      refund: (_: Keyed) => {},
    };
    const pay = inngest.createFunction({ id: "pay", triggers: { event: "go" }, cancelOn: [{ event: "stop", if: "async.data.id == event.data.id" }] }, async ({ step }) => {
      await step.run("charge", () => services.charge({ idempotencyKey: "charge" }));
      await step.run("ship", () => services.ship({ idempotencyKey: "ship" }));
    });
    const undo = inngest.createFunction({ id: "undo", triggers: { event: "inngest/function.cancelled" } }, async ({ step }) => {
      await step.sleep("nap", "6s");
      await step.run("refund", () => void (refunds() && services.refund({ idempotencyKey: "refund" })));
    });
    const scenario: Scenario = {
      name: "cancelled while it is shipped",
      latency: { ship: "4s" },
      acts: [send({ name: "go", data: { id: 1 } }), advance("2s"), send({ name: "stop", data: { id: 1 } }), settle],
      expect: { effects: [["charge"], ["ship"], ["refund"]], runs: { pay: [cancelled], undo: [completed(null)] } },
    };
    const stories: Stories = { example: "pay", reads: [], upserts: [], scenarios: [scenario] };
    return examine({ inngest, functions: [pay, undo], services: services as unknown as Services }, stories, scenario);
  };

  it("may keep it from what it did: the cancel can come before the retry", async () => {
    const { flaws, faults, survived } = await cancelledRun(() => true);
    expect([flaws, faults, survived]).toEqual([[], 12, 12]);
  });

  it("may not keep others from what they did", async () => {
    let plays = 0;
    const { flaws } = await cancelledRun(() => plays++ === 0);
    expect(flaws[0]).toMatchObject({ rule: "fault", message: expect.stringMatching(/expected refund\(.*; found nothing else/) });
  });
});
