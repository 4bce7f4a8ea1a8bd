import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Mutation, mutations } from "./rules.ts";
import { mutate } from "./run.ts";

const runtime = fileURLToPath(new URL("../runtime", import.meta.url));

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
});
