import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runTsc } from "../snippets/tsc.ts";

const scripts = fileURLToPath(new URL("..", import.meta.url));
const shipped = join(scripts, "../plugin/skills/inngest/scripts");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(scripts, ".work-"));
  for (const file of ["durable.mjs", "durable.d.mts"]) cpSync(join(shipped, file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A project's `type`, `moduleResolution` and `exactOptionalPropertyTypes`. */
type Project = [type: "module" | "commonjs", resolution: "nodenext" | "bundler", exact: boolean];
const projects = (["module", "commonjs"] as const).flatMap((type) => (["nodenext", "bundler"] as const).flatMap((resolution) => [true, false].map((exact): Project => [type, resolution, exact])));

/** What the compiler says about a file that uses the types, and about the types; the SDK's own are not ours to judge. */
async function complaints(usage: string[], [type, resolution, exact]: Project): Promise<string[]> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
  writeFileSync(join(folder, "usage.ts"), usage.join("\n"));
  const module = resolution === "bundler" ? "esnext" : resolution;
  const compilerOptions = { target: "es2023", module, moduleResolution: resolution, strict: true, exactOptionalPropertyTypes: exact, noEmit: true, skipLibCheck: false, types: ["node"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["usage.ts"] }));
  const own = ["usage.ts", "durable.d.mts"];
  return (await runTsc(folder)).flatMap(({ file, line, code, message }) => (file === null || own.includes(basename(file)) ? [`${basename(file ?? "")}:${line} ${code} ${message}`] : []));
}

describe("the types of durable.mjs", () => {
  // A CommonJS project sees the SDK's other types, and with nodenext they are not those that durable.d.mts sees.
  it.each(projects)("fit the client and functions of a project, strictly: type %s, %s, exact optional properties %s", async (...project) => {
    const usage = [
      'import { Inngest, eventType, staticSchema } from "inngest";',
      'import { type App, type Run, durable, NotModelled, RuntimeStop, SyncRefused } from "./durable.mjs";',
      'const client = new Inngest({ id: "shop", checkpointing: false });',
      'const placed = eventType("shop/placed", { schema: staticSchema<{ id: string }>() });',
      'const ship = client.createFunction({ id: "ship", triggers: placed }, async ({ step }) => step.run("a", () => 1));',
      "export async function main() {",
      'const app: App = await durable({ client, functions: [ship], takes: () => "1s", fault: () => undefined });',
      'await app.send(placed.create({ id: "o1" }));',
      'await app.send([placed.create({ id: "o1" }), { name: "shop/placed", data: { id: "o2" }, id: "p2", ts: 1 }]);',
      'await app.advance("3d");',
      'const runs: Run[] = app.runsOf("ship");',
      "return runs.flatMap((run): string[] => run.steps.map(({ id }) => id));",
      "}",
      "export const errors: ErrorConstructor[] | (new (...args: never[]) => Error)[] = [NotModelled, RuntimeStop, SyncRefused];",
    ];
    expect(await complaints(usage, project)).toEqual([]);
  });

  it.each<Project>([["module", "nodenext", true], ["commonjs", "nodenext", true]])("refuse what is wrong: type %s, %s, exact optional properties %s", async (...project) => {
    const wrong: [line: string, code: string][] = [
      ["void durable({ functions: [] });", "TS2741"],
      ["void durable({ client, functions: [client] });", "TS2322"],
      ["void durable({ client: fn, functions: [] });", "TS2322"],
      ["void app.runsOf(1);", "TS2345"],
      ['void app.advnce("3d");', "TS2551"],
      ["void app.send({ data: {} });", "TS2345"],
      ["void app.send({ name: 1 });", "TS2322"],
    ];
    const known = 'import { Inngest } from "inngest"; import { type App, durable } from "./durable.mjs"; declare const app: App; const client = new Inngest({ id: "a" }); const fn = client.createFunction({ id: "f", triggers: [] }, () => {});';
    const found = await complaints([known, ...wrong.map(([line]) => line)], project);
    expect(found.map((text) => text.split(" ").slice(0, 2).join(" "))).toEqual(wrong.map(([, code], n) => `usage.ts:${n + 2} ${code}`));
  });

  it("name the values that it exports, and no others", async () => {
    const types = readFileSync(join(folder, "durable.d.mts"), "utf8");
    const declared = [...types.matchAll(/^export declare (?:class|function|const) (\w+)/gm)].map(([, name]) => name);
    expect(declared.sort()).toEqual(Object.keys((await import(join(folder, "durable.mjs"))) as object).sort());
  });
});

describe("durable.mjs", () => {
  const node = async (code: string) => {
    const { stdout, stderr } = await execa("node", ["--input-type=module", "--eval", code], { cwd: folder, reject: false });
    return { stdout, stderr };
  };

  it("runs under plain Node.js with only the project's own inngest, and lets the process end", async () => {
    const code = [
      'import { Inngest } from "inngest";',
      'import { durable } from "./durable.mjs";',
      'const client = new Inngest({ id: "shop" });',
      'const ship = client.createFunction({ id: "ship", triggers: { event: "shop/placed" } }, async ({ step }) => {',
      '  await step.sleep("a", "3d");',
      "  return new Date().toISOString();",
      "});",
      "const app = await durable({ client, functions: [ship] });",
      'await app.send({ name: "shop/placed" });',
      'await app.advance("3d");',
      'console.log(app.runsOf("ship")[0].output);',
    ];
    expect(await node(code.join("\n"))).toEqual({ stdout: "2026-01-04T00:00:00.000Z", stderr: "" });
  });

  it("works with a client that a CommonJS project has required", async () => {
    const code = [
      'import { createRequire } from "node:module";',
      'import { durable } from "./durable.mjs";',
      'const { Inngest } = createRequire(`${process.cwd()}/a.js`)("inngest");',
      'const client = new Inngest({ id: "shop" });',
      'const ship = client.createFunction({ id: "ship", triggers: { event: "shop/placed" } }, async ({ step }) => step.run("a", () => 1));',
      "const app = await durable({ client, functions: [ship] });",
      'await app.send({ name: "shop/placed" });',
      "await app.run();",
      'console.log(JSON.stringify(app.runsOf("ship")[0].steps.map(({ id, output }) => [id, output])));',
    ];
    expect(await node(code.join("\n"))).toEqual({ stdout: '[["a",1]]', stderr: "" });
  });

  it("can be turned into CommonJS, as jest does", async () => {
    const { code } = await transform(readFileSync(join(folder, "durable.mjs"), "utf8"), { format: "cjs", logOverride: { "empty-import-meta": "error" } });
    writeFileSync(join(folder, "durable.cjs"), code);
    expect((await node('import sdk from "./durable.cjs"; console.log(typeof sdk.durable);')).stdout).toBe("function");
  });

  it("says plainly that it needs inngest 4 when the project has inngest 3", async () => {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(dirname(createRequire(import.meta.url).resolve("inngest-v3")), join(folder, "node_modules/inngest"), "junction");
    expect((await node('await import("./durable.mjs").catch((error) => console.log(error.message));')).stdout).toMatch(/^durable\.mjs works with inngest 4; this project has an older one\./);
  });
});
