import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { withFolder } from "../interrupt.ts";
import { pathComment, type Piece, type Sdk, toModule } from "../snippets/module.ts";
import { makeSdkFolder, preludeNames } from "../snippets/project.ts";
import type { Seen } from "./kit.ts";

const child = fileURLToPath(new URL("child.ts", import.meta.url));

/** A fence that is played, with the name of its run. */
export type NamedFence = { name: string; piece: Piece };

const shared = { inngest: "inngest", edge: "inngest/edge", next: "inngest/next", testing: "@inngest/test", zod: "zod" };
const modules: Record<Sdk, Record<string, string>> = {
  v3: { ...shared, realtime: "@inngest/realtime", publishing: "@inngest/realtime/middleware" },
  v4: { ...shared, realtime: "inngest/realtime" },
};
// The handlers of the two apps of the worked migration, by the name under which they are played.
const routes = { shop: "src/app/api/inngest/route", billing: "src/app/api/billing/route" };

/**
 * Runs the programs, the fences and the worked migration on one version, in a process of their own.
 *
 * @param example the fences of the worked migration that are written for that version, each a file
 * @returns what was seen, by name
 * @throws {Error} when the process does not end well
 */
export function runOn(sdk: Sdk, fences: NamedFence[], example: Piece[]): Promise<Record<string, Seen>> {
  return withFolder(() => makeSdkFolder(sdk), async (folder) => {
    writeFileSync(join(folder, "sdk.js"), Object.entries(modules[sdk]).map(([name, from]) => `export * as ${name} from "${from}";\n`).join(""));
    const names = preludeNames(sdk);
    // Each has a prelude of its own, since a module is loaded once.
    const put = (place: string, piece: Piece, paths: Set<string>) => {
      const module = toModule(piece, names, paths, sdk);
      mkdirSync(dirname(join(folder, place, module.path)), { recursive: true });
      writeFileSync(join(folder, place, module.path), module.text);
      writeFileSync(join(folder, place, "prelude.ts"), prelude(names));
      return `./${module.path.replace(/\.\w+$/, "")}`;
    };
    for (const { name, piece } of fences) writeFileSync(join(folder, name, "start.ts"), `import "${put(name, piece, new Set())}";\n`);
    const paths = new Set(example.flatMap(({ fence }) => pathComment(fence.text) ?? []));
    const written = example.map((piece) => put("example", piece, paths));
    const entries = Object.entries(routes).map(([app, route]) => {
      const entry = written.find((path) => path.endsWith(route));
      if (!entry) throw new Error(`the worked migration has no fence "// ${route}.ts" for inngest ${sdk}`);
      return `export { POST as ${app} } from "${entry}";\n`;
    });
    writeFileSync(join(folder, "example/start.ts"), entries.join(""));
    const { stdout, stderr, exitCode } = await execa("node", ["--import", import.meta.resolve("tsx"), child, folder, sdk, ...fences.map(({ name }) => name)], {
      cwd: folder,
      reject: false,
      timeout: 120_000,
      extendEnv: false,
      env: { PATH: process.env.PATH ?? "" },
    });
    if (exitCode !== 0) throw new Error(`the runs on inngest ${sdk} ended with code ${exitCode}: ${stderr}`);
    return JSON.parse(stdout) as Record<string, Seen>;
  });
}

// The client and the services come from the child, which knows what the fence is given.
function prelude(names: Set<string>): string {
  const services = [...names].filter((name) => !["inngest", "snippetEvent"].includes(name));
  return [
    "export const inngest = globalThis.prelude.inngest;",
    'export const snippetEvent = { event: "app/snippet" };',
    ...services.map((name) => `export const ${name} = globalThis.prelude.services.${name};`),
  ].join("\n");
}
