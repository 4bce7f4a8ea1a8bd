import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, parseDocument } from "./document.ts";
import { skillFolder } from "./shipped.ts";

/** What the checks look at, read once. All paths of files are absolute. */
export type Repository = {
  root: string;
  documents: Document[];
  examplesFolder: string;
  /** The examples without their tests. */
  examples: string[];
  tests: string[];
};

/**
 * Reads the skill and the READMEs.
 *
 * @param root absolute path of the repository
 * @throws {Error} when a folder or file cannot be read; the message names it
 */
export function readRepository(root: string): Repository {
  const examplesFolder = join(root, skillFolder, "examples");
  const typescript = list(examplesFolder).filter((name) => name.endsWith(".ts"));
  const isTest = (name: string) => name.endsWith(".test.ts");
  const readmes = ["README.md", "README.en.md"];
  const skill = list(join(root, skillFolder), true).filter((name) => name.endsWith(".md")).map((name) => `${skillFolder}/${name}`);
  return {
    root,
    documents: [...readmes, ...skill].map((path) => parseDocument(path, readFileSync(join(root, path), "utf8"))),
    examplesFolder,
    examples: typescript.filter((name) => !isTest(name)).map((name) => join(examplesFolder, name)),
    tests: typescript.filter(isTest).map((name) => join(examplesFolder, name)),
  };
}

function list(folder: string, recursive = false): string[] {
  return readdirSync(folder, { recursive, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => !name.includes("node_modules/"))
    .sort();
}
