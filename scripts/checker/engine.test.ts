import { describe, expect, it } from "vitest";
import { check } from "./engine.ts";
import { message } from "./report.ts";
import { projectRules, rules } from "./rules/index.ts";
import { found, handler, issuesIn } from "./test-kit.ts";

describe("a message", () => {
  it("tells the place, the harm and the section, in both languages", () => {
    const [issue] = issuesIn(handler('  step.run("a", () => 1);'));
    expect(issue).toMatchObject({ file: "src/inngest/fn.ts", line: 2, column: 3, kind: "error", rule: "floating-step" });
    expect(issue && message(issue, "ja")).toMatch(/^step\.run を待っていない。.* → references\/pitfalls\.md#floating-step$/);
    expect(issue && message(issue, "en")).toMatch(/^step\.run is not awaited\. .* → references\/pitfalls\.md#floating-step$/);
  });
});

describe("a comment that silences", () => {
  const line = "  step.run('a', () => 1);";

  it.each([
    ["at the end of the line", `${line} // inngest-check-ignore floating-step: a demonstration`],
    ["on the line before", `  // inngest-check-ignore floating-step: a demonstration\n${line}`],
    ["as a block", `  /* inngest-check-ignore nested-steps, floating-step: a demonstration */\n${line}`],
  ])("works %s", (_, body) => expect(issuesIn(handler(body))).toEqual([]));

  it.each([
    ["for another rule", `${line} // inngest-check-ignore nested-steps: a demonstration`],
    ["on another line", `  // inngest-check-ignore floating-step: a demonstration\n\n${line}`],
  ])("does nothing %s", (_, body) => expect(found("floating-step", handler(body))).toHaveLength(1));

  it.each(["floating-step", "floating-step:", "floating-step:  "])("does nothing without a reason, and says so: %s", (words) => {
    const [issue] = issuesIn(handler(`${line} // inngest-check-ignore ${words}`));
    expect(issue?.words.en).toContain("inngest-check-ignore gives no reason");
    expect(issue?.words.ja).toContain("理由がないので黙らせない");
  });
});

describe("the version of inngest", () => {
  it("decides which rules apply: the forms of 3 are right for 3", () => {
    const v3 = 'import { EventSchemas, Inngest } from "inngest";\nexport const inngest = new Inngest({ id: "a", schemas: new EventSchemas() });\ninngest.createFunction({ id: "f" }, { event: "a/b" }, async () => null);';
    expect(issuesIn(v3, { sdk: 3 })).toEqual([]);
    expect(issuesIn(v3).map(({ rule }) => rule)).toEqual(["event-schemas", "event-schemas", "v3-create-function"]);
  });
});

describe("code that is not whole", () => {
  it("is checked where it can be read", () => {
    const { issues, notes } = check([{ path: "a.ts", text: `const x = ;\n${handler("  step.run('a', () => 1);")}\nfunction (`, sdk: 4, projectFolder: "" }]);
    expect(issues.map(({ rule, line }) => `${line} ${rule}`)).toEqual(["3 floating-step"]);
    expect(notes.map(({ file, words }) => `${file} ${words.en}`)).toEqual([expect.stringMatching(/^a\.ts:\d checked without the statement that has a syntax error/)]);
  });

  it("becomes a note when nothing can be read, also when it is nested too deep", () => {
    const texts = ["{{{ inngest", `inngest(${"(".repeat(20_000)}`, `const inngest = ${"[".repeat(20_000)}`, "\u0001\u0002 inngest ``${"];
    for (const text of texts) expect(check([{ path: "a.ts", text, sdk: 4, projectFolder: "" }])).toMatchObject({ issues: [], notes: [{ file: expect.stringMatching(/^a\.ts/) }] });
  });

  it("reads every kind of file by its ending", () => {
    const code = handler("  step.run('a', () => 1);");
    for (const path of ["a.ts", "a.tsx", "a.mts", "a.cts", "a.js", "a.jsx", "a.mjs", "a.cjs"]) expect(found("floating-step", code, { path })).toEqual(["error 2"]);
    expect(found("floating-step", `const x = <T,>(y: T) => <b>{y}</b>;\n${code}`, { path: "a.tsx" })).toEqual(["error 3"]);
    expect(found("floating-step", `@Injectable() class A { constructor(@Inject() private readonly b: B) {} }\nconst x = <string>y;\n${code}`)).toEqual(["error 4"]);
  });
});

it("has one rule for an id", () => {
  const ids = [...rules, ...projectRules].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
