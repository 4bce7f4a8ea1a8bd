import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withFolder } from "../interrupt.ts";
import type { Sdk } from "./module.ts";
import { readSource } from "./source.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Absolute paths of the files that make up the prelude of a program. */
export const preludeFiles: Record<Sdk, string[]> = {
  v4: [here("prelude.ts"), here("services.ts")],
  v3: [here("prelude-v3.ts"), here("services.ts")],
};
// From here the compiler finds the pinned SDK.
const scripts = fileURLToPath(new URL("..", import.meta.url));

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  jsx: "preserve",
  allowJs: true,
  checkJs: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

/**
 * Lays a program out in a folder of its own, hands it to `use`, and removes it again.
 *
 * @param modules generated files, by their path in the program
 * @param files absolute paths of files that belong to the program where they are
 * @param sdk which SDK the name "inngest" stands for
 * @param use gets the program's folder
 */
export function withProject<T>(
  modules: { path: string; text: string }[],
  files: string[],
  sdk: Sdk,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const make = () => (sdk === "v3" ? makeSdkFolder("v3") : mkdtempSync(join(scripts, ".work-")));
  return withFolder(make, async (folder) => {
    const prelude = preludeFiles[sdk].map((file) => `export * from "${withoutEnding(file)}";\n`).join("");
    for (const { path, text } of [...modules, { path: "prelude.ts", text: prelude }]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tsconfig = { compilerOptions, files: [...modules.map(({ path }) => path), "prelude.ts", ...files] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    return await use(folder);
  });
}

// What a folder for one SDK holds, by the name under which it is installed. The folder stands apart from this repository:
// below it, the compiler would look for what inngest 3 does not have in inngest 4.
const packages: Record<Sdk, Record<string, string>> = {
  v3: {
    inngest: "inngest-v3",
    "@inngest/test": "inngest-test-v3",
    "@inngest/realtime": "inngest-realtime-v3",
    "@standard-schema/spec": "@standard-schema/spec",
    debug: "debug",
    vitest: "vitest",
    zod: "zod",
    "@types/node": "@types/node",
  },
  v4: { inngest: "inngest", "@inngest/test": "@inngest/test", zod: "zod", "@types/node": "@types/node" },
};
// Copied, not linked: where it is installed it has an inngest 3 of its own, whose classes are not those of the folder's.
const copied = "@inngest/realtime";

/**
 * Makes a folder from which only one SDK can be reached, under the name "inngest", by the compiler and by Node.js.
 *
 * @returns its absolute path
 * @throws {Error} when a package is not installed
 */
export function makeSdkFolder(sdk: Sdk): string {
  const installed = Object.entries(packages[sdk]).map(([name, alias]) => {
    const at = [scripts, join(scripts, "..")].map((root) => join(root, "node_modules", alias)).find(existsSync);
    if (!at) throw new Error(`${alias} is not installed: run npm ci`);
    return { name, at };
  });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `inngest-${sdk}-`)));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const { name, at } of installed) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    if (name === copied) cpSync(at, link, { recursive: true, filter: (file) => file !== join(at, "node_modules") });
    else symlinkSync(at, link, "junction");
  }
  return folder;
}

/** What the prelude of a program exports. */
export function preludeNames(sdk: Sdk): Set<string> {
  return new Set(preludeFiles[sdk].flatMap((file) => [...readSource(readFileSync(file, "utf8"), "ts", false).exported]));
}

function withoutEnding(path: string): string {
  return path.replace(/\\/g, "/").replace(/\.ts$/, "");
}
