import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { filesBelow } from "../files.ts";
import { deadLinks, newUser, unreadable, type User } from "./user.ts";

const { skills, node } = inject("clients");
const skillsRef = fileURLToPath(new URL("../../node_modules/.bin/skills-ref", import.meta.url));
const agents = ["claude-code", "codex", "cursor"];
const folders = [".claude/skills/inngest", ".agents/skills/inngest"];
let user: User;

beforeAll(async () => {
  user = await newUser();
});
afterAll(() => user.remove());

/** A new project to which `skills add` has added the skill for all agents. */
async function projectWith(name: string, options: string[]): Promise<string> {
  const project = join(user.folder, name);
  mkdirSync(project);
  const args = [skills, "add", user.clone, "--skill", "inngest", ...agents.flatMap((agent) => ["--agent", agent]), "--yes", ...options];
  const { exitCode, output } = await user.run(node, args, { cwd: project });
  if (exitCode !== 0) throw new Error(`skills add ended with ${exitCode}:\n${output}`);
  return project;
}

describe.each([
  ["as links", []],
  ["as copies", ["--copy"]],
])("the skills CLI, %s", (mode, options) => {
  let project: string;
  beforeAll(async () => {
    project = await projectWith(mode.replace(" ", "-"), options);
  });

  it.each(folders)("fills %s with the whole skill", (folder) => {
    const skill = join(project, folder);
    const isTest = (file: string) => /\.test\.ts$/.test(file);
    expect(filesBelow(skill).filter((file) => !isTest(file))).toEqual(filesBelow(join(user.clone, "plugin/skills/inngest")).filter((file) => !isTest(file)));
    expect(unreadable(skill)).toEqual([]);
    expect(deadLinks(join(skill, "SKILL.md"))).toEqual([]);
  });

  it.each(folders)("runs the checker from %s", async (folder) => {
    const { exitCode, output } = await user.run("node", [join(project, folder, "scripts/check.mjs"), join(project, folder, "examples"), "--json"], { cwd: project });
    const { ok, files } = JSON.parse(output) as { ok: boolean; files: number };
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
    expect(files).toBeGreaterThanOrEqual(7);
  });

  it("shares one copy only when asked for links", () => {
    const linked = folders.filter((folder) => lstatSync(join(project, folder)).isSymbolicLink());
    expect(linked.length).toBe(mode === "as links" ? 1 : 0);
  });
});

it("skills-ref accepts the skill", async () => {
  const { exitCode, output } = await user.run(skillsRef, ["validate", join(user.clone, "plugin/skills/inngest")]);
  expect(output).toMatch(/valid/i);
  expect(exitCode).toBe(0);
});
