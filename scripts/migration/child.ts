import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { play } from "./drive.ts";
import { type Apps, playExample, recordingServices } from "./example.ts";
import { playsOfFences } from "./plays.ts";
import type { Seen } from "./kit.ts";
import { programs } from "./programs.ts";
import { captured, type Client, type Fn, type Loaded, setStage } from "./stage.ts";

// The process that runs everything on one version: `child.ts <folder> <v3|v4> <fence names ...>`. The folder holds that
// version (sdk.js), a prelude, the fences, and the worked migration (example/). Prints one JSON object: what was seen, by name.
const [folder = "", sdk = "v4", ...fences] = process.argv.slice(2);
const load = async (file: string) => (await import(pathToFileURL(join(folder, file)).href)) as unknown;

setStage();
const manifest: unknown = JSON.parse(readFileSync(join(folder, "node_modules/inngest/package.json"), "utf8"));
const loaded = { sdk, manifest, ...((await load("sdk.js")) as object) } as Loaded;
const seen: Record<string, Seen> = {};
for (const [name, program] of Object.entries(programs)) {
  captured();
  seen[name] = await program(loaded);
}
for (const name of fences) {
  const { services, options } = playsOfFences[name] ?? { services: {}, options: {} };
  const made: Fn[] = [];
  const client = new loaded.inngest.Inngest({ id: "app", isDev: true });
  const record: Client["createFunction"] = (...args) => {
    const fn = client.createFunction(...args);
    made.push(fn);
    return fn;
  };
  const inngest = new Proxy(client, { get: (target, key) => (key === "createFunction" ? record : (Reflect.get(target, key) as unknown)) });
  Object.assign(globalThis, { prelude: { inngest, services } });
  await load(`${name}/start.ts`);
  captured();
  const { steps, status } = await play(loaded.edge.serve({ client, functions: made }), { fnId: "app-snippet", event: { name: "app/snippet", data: {} }, ...options });
  seen[name] = { status, steps, printed: captured() };
}
const calls: string[] = [];
Object.assign(globalThis, { prelude: { services: recordingServices(calls) } });
seen["worked-migration"] = await playExample((await load("example/start.ts")) as Apps, calls);
// Open handles of the SDK must not keep the process.
writeSync(1, JSON.stringify(seen));
process.exit(0);
