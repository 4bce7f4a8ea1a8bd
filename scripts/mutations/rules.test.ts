import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Mutation, mutations } from "./rules.ts";
import { mutate, tryAll } from "./run.ts";

const scripts = fileURLToPath(new URL("..", import.meta.url));
const runtime = join(scripts, "runtime");

describe("the mutations of the runtime", () => {
  it.each(mutations)("$file: $rule", (mutation) => {
    const source = readFileSync(join(runtime, mutation.file), "utf8");
    expect(mutate(source, mutation)).not.toBe(source);
    for (const test of mutation.tests) expect(existsSync(join(runtime, test)), test).toBe(true);
  });

  it("are refused when their text is gone or stands twice", () => {
    const mutation: Mutation = { rule: "adds", file: "sum.ts", from: "a + b", to: "a", tests: [] };
    expect(() => mutate("a - b", mutation)).toThrow('"adds": expected its text once in sum.ts; found it 0 times');
    expect(() => mutate("a + b; a + b", mutation)).toThrow("found it 2 times");
    expect(mutate("return a + b;", mutation)).toBe("return a;");
  });

  it("are tried on a copy: one that the tests do not notice stays green", { timeout: 120_000 }, async () => {
    const sorts = mutations.filter(({ file, tests }) => file === "canonical.ts" && tests.includes("pure.test.ts"));
    const harmless: Mutation = { rule: "takes nothing out", file: "canonical.ts", from: "keys sorted.", to: "keys in order.", tests: ["pure.test.ts"] };
    const verdicts: Record<string, string> = {};
    const before = readFileSync(join(runtime, "canonical.ts"), "utf8");
    await tryAll(scripts, [...sorts, harmless], ({ rule }, verdict) => (verdicts[rule] = verdict));
    expect(verdicts).toEqual({ "JSON's keys are in order": "red", "takes nothing out": "green" });
    expect(readFileSync(join(runtime, "canonical.ts"), "utf8")).toBe(before);
  });
});
