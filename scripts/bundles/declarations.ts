import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import type { Bundle } from "./table.ts";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

const compilerOptions = {
  target: "es2023",
  module: "esnext",
  moduleResolution: "bundler",
  allowImportingTsExtensions: true,
  strict: true,
  types: [],
  declaration: true,
  emitDeclarationOnly: true,
  stripInternal: true,
  // The harness's own test checks; here they are only written.
  noCheck: true,
  newLine: "lf",
};

/**
 * Writes the types of a bundle as one file that imports nothing but packages, headed by the comment that heads the bundle's
 * entry. What is marked `@internal` stays out.
 *
 * @param scripts absolute path of the folder that the bundle's paths are relative to
 * @throws {Error} when the compiler does not write them
 */
export async function declarations(scripts: string, { name, entry, types }: Bundle): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    writeFileSync(join(out, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: out, rootDir: scripts }, files: types.map((file) => join(scripts, file)) }));
    const run = await execa("node", [tsc, "--pretty", "false", "-p", out], { cwd: scripts, reject: false });
    if (run.exitCode !== 0) throw new Error(`the types of ${name} can not be written: ${run.stdout || run.stderr}`);
    const texts = types.map((file) => readFileSync(join(out, file.replace(/\.ts$/, ".d.ts")), "utf8"));
    const [about = ""] = /^\/\*\*[^]*?\*\/\n/.exec(readFileSync(join(scripts, entry), "utf8")) ?? [];
    return [`// The types of ${name}. Made together with it; do not edit.\n`, about, ...merged(texts)].join("");
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** All files become one: they need not import each other, and packages are imported once, first. */
function merged(texts: string[]): string[] {
  const imports = /^import [^;]*? from "([^"]*)";\n/gm;
  const packages = texts.flatMap((text) => [...text.matchAll(imports)]).filter(([, from = ""]) => !from.startsWith("."));
  return [...new Set(packages.map(([line]) => line)), ...texts.map((text) => text.replaceAll(imports, ""))];
}
