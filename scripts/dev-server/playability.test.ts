import { describe, expect, it } from "vitest";
import { advance, type Scenario, send, settle } from "../scenarios/scenario.ts";
import { playability } from "./playability.ts";

const scenario = (more: Partial<Scenario>): Scenario => ({ name: "s", acts: [send({ name: "go", data: {} }), settle], expect: { effects: [], runs: {} }, ...more });

describe("what a real server can play", () => {
  it.each<[string, Partial<Scenario>, ReturnType<typeof playability>]>([
    ["a scenario without waits, with the server's own backoff", {}, { retryInterval: null }],
    ["one that waits only to try again, a second each time", { needsLongWait: "retries" }, { retryInterval: 1 }],
    ["a few seconds between acts", { acts: [advance("2s"), advance("3s")] }, { retryInterval: null }],
    ["not: more time between acts", { acts: [advance("3s"), advance("2100ms")] }, { embeddedOnly: "5s100ms pass between its acts" }],
    ["not: a long sleep", { needsLongWait: true }, { embeddedOnly: "it waits for minutes or days" }],
    ["not: steps that take long", { takes: { a: "1m" } }, { embeddedOnly: "its steps take minutes" }],
  ])("%s", (_, more, expected) => {
    expect(playability(scenario(more))).toEqual(expected);
  });
});
