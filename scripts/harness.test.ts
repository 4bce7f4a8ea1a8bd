import { readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { filesBelow } from "./files.ts";
import { readSource } from "./snippets/source.ts";
import { runTsc } from "./snippets/tsc.ts";

const scripts = fileURLToPath(new URL(".", import.meta.url));

// A room may use the files beside the rooms, itself, and the rooms named here.
const below: Record<string, string[]> = {
  snippets: [],
  plugin: [],
  examples: [],
  recipes: ["snippets"],
  runtime: [],
  bundles: ["snippets"],
  coverage: ["snippets"],
  numbers: ["runtime"],
  drift: ["coverage", "numbers"],
  mutations: [],
  scenarios: ["runtime"],
  pitfalls: ["runtime", "snippets"],
  references: ["runtime", "snippets"],
  migration: ["runtime", "snippets"],
  "dev-server": ["runtime", "scenarios"],
  checker: ["runtime", "snippets"],
  evals: ["snippets"],
  install: [],
  release: [],
};

// Folders that begin with a dot are those of tests that run at the same time: they may be gone before they are read.
const others = (name: string) => ["node_modules", "fixtures"].includes(name) || name.startsWith(".");

function typescript(folder: string): string[] {
  return filesBelow(folder, others).map((name) => name.split(sep).join("/")).filter((name) => name.endsWith(".ts"));
}

/** The files that a file imports, relative to scripts/. */
function imports(file: string): string[] {
  const { specifiers } = readSource(readFileSync(join(scripts, file), "utf8"), "ts", false);
  return specifiers.filter(({ name }) => name.startsWith(".")).map(({ name }) => posix.join(posix.dirname(file), name));
}

describe("the harness", () => {
  it("type-checks", async () => {
    const complaints = await runTsc(scripts);
    expect(complaints.map(({ file, line, message }) => `${relative(scripts, file ?? "")}:${line} ${message}`)).toEqual([]);
  });

  it("has rooms that know only the rooms below them", () => {
    const room = (file: string) => (file.includes("/") ? file.split("/")[0] : null);
    const wrong = typescript(scripts).flatMap((file) => {
      const from = room(file);
      const allowed = from ? (below[from] ?? []) : Object.keys(below);
      return imports(file).filter((to) => room(to) && room(to) !== from && !allowed.includes(room(to) ?? "")).map((to) => `${file} imports ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it("is not needed by the skill", () => {
    const skill = join(scripts, "../plugin/skills");
    const uses = typescript(skill).filter((file) => /from "[^"]*scripts\//.test(readFileSync(join(skill, file), "utf8")));
    expect(uses).toEqual([]);
  });
});
