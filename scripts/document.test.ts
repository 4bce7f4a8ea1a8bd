import { describe, expect, it } from "vitest";
import { parseDocument } from "./document.ts";

const fence = (markdown: string) => parseDocument("a.md", markdown).fences[0];

describe("a document", () => {
  it("tells the language and the other words of a fence's info string", () => {
    expect(fence("```ts handler more\nx\n```")).toMatchObject({ lang: "ts", words: ["handler", "more"], text: "x" });
  });

  it.each([
    ["at the end of the file", "```ts\nx"],
    ["when the last line is only alike", "```ts\nx\n``"],
    ["when the marks are of the other kind", "```ts\nx\n~~~"],
    ["in a block quote", "> ```ts\n> x\n\ntext"],
  ])("knows a fence that is never closed %s", (_, markdown) => {
    expect(fence(markdown)?.closed).toBe(false);
  });

  it.each([
    ["with more marks than it was opened with", "```ts\nx\n`````"],
    ["inside a list", "- a\n\n  ```ts\n  x\n  ```"],
    ["inside a block quote", "> ```ts\n> x\n> ```"],
    ["with Windows line ends", "```ts\r\nx\r\n```\r\n"],
  ])("knows a fence that is closed %s", (_, markdown) => {
    expect(fence(markdown)?.closed).toBe(true);
  });

  it("names headings by GitHub's slugs, numbered when they repeat", () => {
    const { headings } = parseDocument("a.md", "# `step.run`\n\n## 上限 と 既定値\n\n## 上限 と 既定値");
    expect(headings.map(({ slug }) => slug)).toEqual(["steprun", "上限-と-既定値", "上限-と-既定値-1"]);
  });

  it("gives the YAML of the frontmatter, and null where there is none", () => {
    expect(parseDocument("a.md", "---\nname: x\n---\n# A").frontmatter).toBe("name: x");
    expect(parseDocument("a.md", "# A\n\n---\n").frontmatter).toBeNull();
  });
});
