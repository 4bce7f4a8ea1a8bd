import { readFileSync } from "node:fs";
import { transform } from "esbuild";
import type { Document } from "../document.ts";
import { settingNames, toModule } from "../snippets/module.ts";
import { preludeFiles } from "../snippets/project.ts";
import { readSource, type Source } from "../snippets/source.ts";
import type { Shown } from "./forms.ts";

export type Exports = Record<string, unknown>;
type Require = (specifier: string) => Exports;

/** Code that is ready to run any number of times, each time afresh. */
export type Program = {
  /** Packages that it imports. */
  packages: string[];
  run: (require: Require) => Exports;
};

/** Whether an import is the one that the harness adds for the prelude's names. */
export function isPrelude(specifier: string): boolean {
  return /^\..*\/prelude$/.test(specifier);
}

/** The prelude as a program: its client and event types are made anew by each run. Its services are only declared. */
export async function preludeProgram(): Promise<Program & { names: Set<string> }> {
  const text = preludeFiles.v4.map((file) => readFileSync(file, "utf8")).join("\n");
  const source = readSource(text, "ts", false);
  return { ...(await program(text, source)), names: source.exported };
}

/**
 * Makes a program of one side of a form: the text of its fence, with the imports and surroundings that the compiler
 * gives it too.
 */
export async function fenceProgram(document: Document, { fence, text }: Shown, preludeNames: Set<string>): Promise<Program> {
  const setting = settingNames.find((name) => name === fence.words[0]) ?? null;
  const source = readSource(text, "ts", setting !== null);
  const module = toModule({ document, fence: { ...fence, text }, source, setting, written: "v4", onV4: null }, preludeNames, new Set(), "v4");
  return program(module.text, source);
}

async function program(text: string, source: Source): Promise<Program> {
  const { code } = await transform(text, { loader: "ts", format: "cjs", target: "node20" });
  const evaluate = new Function("require", "module", code) as (require: Require, module: { exports: Exports }) => void;
  return {
    packages: source.specifiers.map(({ name }) => name).filter((name) => !name.startsWith(".")),
    run(require) {
      const module = { exports: {} };
      evaluate(require, module);
      return module.exports;
    },
  };
}
