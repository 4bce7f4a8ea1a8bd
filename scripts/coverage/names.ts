import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "@babel/parser";
import type { TSType, TSTypeElement } from "@babel/types";
import { withFolder } from "../interrupt.ts";
import { type Diagnostic, runTsc } from "../snippets/tsc.ts";

const scripts = fileURLToPath(new URL("..", import.meta.url));

/** What one version of the SDK offers. */
export type Offered = {
  version: string;
  /** Public names by kind; null for a kind that this version does not have at all. */
  kinds: Record<string, string[] | null>;
  /** The literals that an option takes. */
  values: Record<string, string[]>;
  /** What the compiler has to say against surface.ts itself. */
  complaints: Diagnostic[];
};

type Manifest = { version: string; exports: Record<string, string | { types?: { import?: string } }> };

const program = `
import type { Names, Surface, Values } from "../coverage/surface.ts";
declare function names<T>(): { [Kind in keyof T]: { [Name in Names<T[Kind]>]: 0 } };
declare function values<T>(): { [Option in keyof T]: T[Option] };
export const kinds = names<Surface>();
export const literals = values<Values>();
`;

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "esnext",
  moduleResolution: "bundler",
  allowImportingTsExtensions: true,
  strict: true,
  skipLibCheck: true,
  types: ["node"],
  declaration: true,
  emitDeclarationOnly: true,
};

/**
 * Asks the compiler for the public names of an SDK: it writes the types of a program that holds them all.
 *
 * @param sdk absolute path of the package's folder
 * @throws {Error} when the folder holds no package, or the compiler does not run
 */
export async function offered(sdk: string): Promise<Offered> {
  const { version, exports } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as Manifest;
  const subpaths = Object.entries(exports).map(([path, target]) => ({
    name: `inngest${path.slice(1)}`,
    types: typeof target === "string" ? target : target.types?.import,
  }));
  const paths = Object.fromEntries(subpaths.flatMap(({ name, types }) => (types ? [[name, [join(sdk, types)]]] : [])));

  return withFolder(() => mkdtempSync(join(scripts, ".work-")), async (folder) => {
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "program.ts"), program);
    const options = { ...compilerOptions, paths, rootDir: scripts, outDir: join(folder, "out") };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["program.ts"] }));
    const complaints = await runTsc(folder);
    const written = readFileSync(join(folder, "out", folder.slice(scripts.length), "program.d.ts"), "utf8");
    const { kinds = {}, literals = {} } = readDeclarations(written);
    return {
      version,
      kinds: { ...mapValues(kinds, (type) => keys(type)), subpath: subpaths.map(({ name }) => name) },
      values: mapValues(literals, (type) => written.slice(type.start ?? 0, type.end ?? 0).match(/\d+/g) ?? []),
      complaints,
    };
  });
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** `export declare const kinds: { "step tool": {...}; ... }` as members by name. */
function readDeclarations(text: string): Record<string, Record<string, TSType>> {
  const { program: file } = parse(text, { sourceType: "module", plugins: ["typescript"] });
  return Object.fromEntries(
    file.body.flatMap((statement) => {
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : null;
      if (declaration?.type !== "VariableDeclaration") return [];
      return declaration.declarations.flatMap(({ id }) => {
        if (id.type !== "Identifier" || id.typeAnnotation?.type !== "TSTypeAnnotation") return [];
        return [[id.name, members(id.typeAnnotation.typeAnnotation)] as const];
      });
    }),
  );
}

function members(type: TSType): Record<string, TSType> {
  if (type.type !== "TSTypeLiteral") return {};
  return Object.fromEntries(type.members.flatMap((member) => {
    const name = nameOf(member);
    return name !== null && member.type === "TSPropertySignature" && member.typeAnnotation ? [[name, member.typeAnnotation.typeAnnotation]] : [];
  }));
}

// What the SDK does not have is `any` to the compiler, and `any` has every name: an index signature.
function keys(type: TSType): string[] | null {
  if (type.type !== "TSTypeLiteral" || type.members.some(({ type: kind }) => kind === "TSIndexSignature")) return null;
  return type.members.flatMap((member) => nameOf(member) ?? []);
}

function nameOf(member: TSTypeElement): string | null {
  if (member.type !== "TSPropertySignature") return null;
  return member.key.type === "Identifier" ? member.key.name : member.key.type === "StringLiteral" ? member.key.value : null;
}
