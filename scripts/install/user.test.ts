import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bytesOf, deadLinks, unreadable } from "./user.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dev-core-installed-"));
  writeFileSync(join(folder, "there.md"), "# There\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a dangling link in an installed plugin is named", () => {
  expect(unreadable(folder)).toEqual([]);
  symlinkSync("nowhere", join(folder, "references"));
  expect(unreadable(folder)).toEqual(["references"]);
});

it("a link of SKILL.md that leads nowhere is named", () => {
  const skill = join(folder, "SKILL.md");
  writeFileSync(skill, "[there](there.md#there), [gone](references/gone.md), [site](https://www.inngest.com/)\n");
  expect(deadLinks(skill)).toEqual(["references/gone.md"]);
});

it("the size counts each file once", () => {
  symlinkSync(".", join(folder, "again"));
  expect(bytesOf(folder)).toBe("# There\n".length + ".".length);
});
