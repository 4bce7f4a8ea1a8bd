import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const preludeFile = fileURLToPath(new URL("prelude.ts", import.meta.url));
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
 * Lays a program out in a folder of its own below scripts/, hands it to `use`, and removes it again.
 *
 * @param modules generated files, by their path in the program
 * @param files absolute paths of files that belong to the program where they are
 * @param use gets the program's folder
 */
export async function withProject<T>(
  modules: { path: string; text: string }[],
  files: string[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(scripts, ".work-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // An interrupted run leaves nothing behind either.
  process.once("exit", remove);
  try {
    for (const { path, text } of [...modules, { path: "prelude.ts", text: `export * from "${withoutEnding(preludeFile)}";\n` }]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tsconfig = { compilerOptions, files: [...modules.map(({ path }) => path), "prelude.ts", ...files] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    return await use(folder);
  } finally {
    remove();
    process.off("exit", remove);
  }
}

function withoutEnding(path: string): string {
  return path.replace(/\\/g, "/").replace(/\.ts$/, "");
}
