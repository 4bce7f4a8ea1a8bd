import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { parseDocument } from "./document.ts";
import { pathComment } from "./snippets/module.ts";

const scripts = fileURLToPath(new URL(".", import.meta.url));
const compiled = ["ts", "tsx", "js", "jsx"] as const;
type Language = (typeof compiled)[number];
type FenceFile = { text: string; loader: Language };

/** What a module exports. */
export type Exports = Record<string, unknown>;

/**
 * Runs fences of a Markdown file as the files that their first line (`// src/inngest/client.ts`) says they are. A fence that
 * several of them import is run once; each call starts anew.
 *
 * @param document absolute path of the Markdown file
 * @param paths the fences to run; the fences that they import are run too
 * @param services what the fences get from "@/lib/services"
 * @returns what each of `paths` exports, in the same order
 * @throws {Error} when there is no such fence, or one does not parse or imports what neither a fence, a service nor a package has
 */
export async function runFences<const Paths extends readonly string[]>(
  document: string,
  paths: Paths,
  services: Exports = {},
): Promise<{ -readonly [K in keyof Paths]: Exports }> {
  const files = fenceFiles(document);
  const missing = paths.find((path) => !files.has(path));
  if (missing !== undefined) throw new Error(`${document} has no fence "// ${missing}"; it has: ${[...files.keys()].join(", ")}`);
  const folder = mkdtempSync(join(scripts, ".work-"));
  // A bundle can not be handed a value: it finds the services here while it loads.
  Reflect.set(globalThis, Symbol.for(folder), services);
  try {
    const outfile = join(folder, "fences.mjs");
    await build({
      stdin: { contents: paths.map((path, n) => `export * as fence${n} from ${JSON.stringify(`fence:${path}`)};`).join("\n"), resolveDir: scripts },
      plugins: [fences(document, files, folder, Object.keys(services))],
      bundle: true,
      format: "esm",
      platform: "node",
      sourcemap: "inline",
      logLevel: "silent",
      outfile,
    });
    const loaded = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Record<string, Exports>;
    return paths.map((_, n) => ({ ...loaded[`fence${n}`] })) as { -readonly [K in keyof Paths]: Exports };
  } finally {
    Reflect.deleteProperty(globalThis, Symbol.for(folder));
    rmSync(folder, { recursive: true, force: true });
  }
}

function fenceFiles(document: string): Map<string, FenceFile> {
  const { fences } = parseDocument(document, readFileSync(document, "utf8"));
  return new Map(
    fences.filter(({ words }) => words[0] !== "v3").flatMap(({ lang, text }) => {
      const loader = compiled.find((language) => language === lang);
      const path = pathComment(text);
      return loader && path ? [[path, { text, loader }] as const] : [];
    }),
  );
}

function fences(document: string, files: Map<string, FenceFile>, handover: string, services: string[]): Plugin {
  const find = (path: string) => ["", ".ts", ".tsx", ".js", "/index.ts"].map((end) => path + end).find((name) => files.has(name));
  return {
    name: "fences",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path: name, importer, kind, namespace }) => {
        if (kind === "entry-point") return null;
        if (name.startsWith("fence:")) return { path: name.slice("fence:".length), namespace: "fence" };
        const local = name.startsWith("@/") ? `src/${name.slice(2)}` : namespace === "fence" && name.startsWith(".") ? posix.join(posix.dirname(importer), name) : null;
        if (local === null) return { path: name, external: true };
        const path = find(local);
        if (path !== undefined) return { path, namespace: "fence" };
        if (name === "@/lib/services") return { path: name, namespace: "services" };
        return { errors: [{ text: `${document} has no fence for "${name}", which ${importer} imports` }] };
      });
      onLoad({ filter: /./, namespace: "fence" }, ({ path }) => {
        const file = files.get(path);
        return file === undefined ? null : { contents: file.text, loader: file.loader, resolveDir: scripts };
      });
      onLoad({ filter: /./, namespace: "services" }, () => ({
        contents: [
          `const { ${services.map((name) => `${name}: ${name}_`).join(", ")} } = globalThis[Symbol.for(${JSON.stringify(handover)})];`,
          `export { ${services.map((name) => `${name}_ as ${name}`).join(", ")} };`,
        ].join("\n"),
        loader: "js",
      }));
    },
  };
}
