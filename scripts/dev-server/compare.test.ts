import { describe, expect, it } from "vitest";
import { compare } from "./compare.ts";
import type { ServerStory } from "./story.ts";

const effect = (service: string, arg: unknown, fails = 0) => ({ service, args: [arg], fails, during: null });

function story(change: (story: ServerStory) => void = () => {}): ServerStory {
  const told: ServerStory = {
    told: {
      effects: [effect("charge", { amount: 3 }, 1), effect("charge", { amount: 3 }), effect("mail", ["a", "b"])],
      runs: { order: [{ status: "Completed", output: { a: 1, b: 2 }, error: null }] },
    },
    steps: { order: [{ charge: 2, mail: 1 }] },
    attemptsAt: { charge: [0, 15_000], mail: [15_000] },
    places: [{ functionId: "order", stepId: "charge" }, { functionId: "order", stepId: "charge" }, { functionId: "order", stepId: "mail" }],
    stuck: null,
  };
  change(told);
  return told;
}

const strict = { anyOrder: false, ownBackoff: true };
const differences = (change: (story: ServerStory) => void, how = strict) => compare(story(), story(change), how);

describe("the stories of the two engines", () => {
  it("are alike when they are the same, whatever the order of an object's keys and however late the server tries again", () => {
    expect(differences((server) => {
      server.told.runs.order = [{ status: "Completed", output: { b: 2, a: 1 }, error: null }];
      server.attemptsAt.charge = [120, 44_000];
    })).toEqual([]);
  });

  it.each<[string, (story: ServerStory) => void, object]>([
    ["another output", (server) => (server.told.runs.order![0]!.output = 7), { functionId: "order", stepId: null, embedded: 'has Completed {"a":1,"b":2}', server: "has Completed 7" }],
    ["another error", (server) => (server.told.runs.order = [{ status: "Failed", output: null, error: { name: "Error", message: "no" } }]), { functionId: "order", server: "has Failed with Error: no" }],
    ["a run too many", (server) => (server.told.runs.other = [{ status: "Completed", output: null, error: null }]), { functionId: "other", embedded: "has no run", server: "has Completed null" }],
    ["an attempt too many", (server) => (server.steps.order![0]!.charge = 3), { functionId: "order", stepId: "charge", embedded: "has 2 attempts", server: "has 3 attempts" }],
    ["a step that was never reached", (server) => delete server.steps.order![0]!.mail, { functionId: "order", stepId: "mail", embedded: "has 1 attempt", server: "has no attempt" }],
    ["an effect with another argument", (server) => (server.told.effects[1] = effect("charge", { amount: 4 })), { functionId: "order", stepId: "charge", embedded: 'has effect 2: charge({"amount":3})', server: 'has effect 2: charge({"amount":4})' }],
    ["an effect that failed more often", (server) => (server.told.effects[0] = effect("charge", { amount: 3 }, 2)), { stepId: "charge", server: 'has effect 1: charge({"amount":3}) failing 2×' }],
    ["an effect too many", (server) => server.told.effects.push(effect("mail", ["a", "b"])), { stepId: "mail", embedded: "has no further effect", server: 'has effect 4: mail(["a","b"])' }],
    ["an effect too few", (server) => server.told.effects.pop(), { stepId: "mail", server: "has no further effect" }],
    ["effects in another order", (server) => server.told.effects.reverse(), { embedded: 'has effect 1: charge({"amount":3}) failing 1×', server: 'has effect 1: mail(["a","b"])' }],
    ["a second attempt earlier than the embedded runtime allows", (server) => (server.attemptsAt.charge = [0, 9_000]), { functionId: "order", stepId: "charge", embedded: "makes attempt 2 after 15.00 s at the earliest", server: "makes attempt 2 after 9.00 s" }],
    ["a server that does not settle", (server) => (server.stuck = { expected: { order: ["Completed"] }, found: { order: ["Running"] } }), { embedded: "settles with order: Completed", server: "stays with order: Running" }],
  ])("differ by %s", (_, change, expected) => {
    const [first, ...more] = differences(change);
    expect(first).toMatchObject(expected);
    expect(more).toEqual([]);
  });

  it("are told apart by what comes first, not by all that follows from it", () => {
    expect(differences((server) => {
      server.steps.order![0]!.charge = 3;
      server.told.effects[0] = effect("charge", { amount: 3 }, 2);
      server.attemptsAt.charge = [0, 1_000, 2_000];
    })).toEqual([{ functionId: "order", stepId: "charge", embedded: "has 2 attempts", server: "has 3 attempts" }]);
    expect(differences((server) => (server.attemptsAt = { charge: [0, 9_000], mail: [9_000] }))).toHaveLength(1);
  });

  it("may have effects, and the events of a batch, in any order when the story says so", () => {
    const anyOrder = { anyOrder: true, ownBackoff: true };
    expect(differences((server) => void (server.told.effects = [effect("mail", ["b", "a"]), ...story().told.effects.slice(0, 2)]), anyOrder)).toEqual([]);
    expect(differences((server) => void (server.told.effects[2] = effect("mail", ["b", "c"])), anyOrder)).toHaveLength(1);
  });

  it("are not compared by time when the server was told to try again sooner", () => {
    expect(differences((server) => (server.attemptsAt.charge = [0, 1_000]), { anyOrder: false, ownBackoff: false })).toEqual([]);
  });
});
