// Loads the project's app: what its serve route registers, with src/services.ts replaced by stand-ins that record.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const route = "src/api/inngest.ts";
const world = Symbol.for("worth");

/**
 * @param {string} folder absolute path of the project
 * @param {string[]} services names of the functions that src/services.ts exports
 * @param {Record<string, string>} modules paths of the project's other modules that a scenario calls, by name
 * @returns {Promise<{ client: object, functions: object[], modules: Record<string, any> }>} what the project serves
 * @throws {Error} when the project does not load or serves nothing
 */
export async function loadApp(folder, services, modules = {}) {
  const entries = Object.entries({ route, ...modules });
  for (const [, path] of entries) if (!existsSync(join(folder, path))) throw new Error(`expected the file ${path}; found none`);
  const outfile = join(folder, ".grade", "built.mjs");
  await build({
    stdin: { contents: entries.map(([name, path]) => `export * as ${name} from "./${path}";`).join("\n"), resolveDir: folder },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
    outfile,
    plugins: [standIns(join(folder, "src", "services.ts"), services)],
  });
  globalThis[world] = { served: null, call: null };
  const loaded = await import(pathToFileURL(outfile).href);
  const { served } = globalThis[world];
  if (served === null) throw new Error(`expected ${route} to call serve from "inngest/edge"; it does not`);
  return { client: served.client, functions: served.functions, modules: loaded };
}

/** Lets `listener(name, args)` answer the app's calls of its services from now on. */
export function listen(listener) {
  globalThis[world].call = listener;
}

function standIns(path, services) {
  const here = `globalThis[Symbol.for("worth")]`;
  const recording = services.map((name) => `export const ${name} = async (...args) => ${here}.call("${name}", args);`).join("\n");
  return {
    name: "stand-ins",
    setup(builder) {
      builder.onResolve({ filter: /^inngest\/edge$/ }, () => ({ path: "serve", namespace: "worth" }));
      builder.onLoad({ filter: /./, namespace: "worth" }, () => ({
        contents: `export const serve = (options) => { ${here}.served = options; return async () => new Response(); };`,
      }));
      builder.onLoad({ filter: /services\.ts$/ }, (file) => (file.path === path ? { contents: recording } : undefined));
    },
  };
}
