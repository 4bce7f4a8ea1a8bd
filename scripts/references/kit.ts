import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Inngest, type InngestFunction, isInngest, isInngestFunction } from "inngest";
import { type Exports, runFences } from "../run-fences.ts";
import { type App, durable } from "../runtime/index.ts";
import type { DurableOptions } from "../runtime/types.ts";

const folder = fileURLToPath(new URL("../../plugin/skills/inngest/references/", import.meta.url));

/** A piece of a reference, and what a test puts in its place to see that it would notice. */
export type Damage = readonly [piece: string, replacement: string];

/** Runs fences of a reference; see {@link runFences}. `name` is the file's name, as in `"middleware.md"`. */
export async function fencesOf<const Paths extends readonly string[]>(name: string, paths: Paths, services: Exports = {}, damage?: Damage) {
  if (damage === undefined) return runFences(join(folder, name), paths, services);
  const text = readFileSync(join(folder, name), "utf8");
  if (text.split(damage[0]).length !== 2) throw new Error(`${name} does not have exactly one "${damage[0]}"`);
  const copies = mkdtempSync(join(tmpdir(), "references-"));
  try {
    writeFileSync(join(copies, name), text.replace(damage[0], () => damage[1]));
    return await runFences(join(copies, name), paths, services);
  } finally {
    rmSync(copies, { recursive: true });
  }
}

type Options = Partial<Omit<DurableOptions, "client" | "functions">> & { services?: Exports; damage?: Damage };

/**
 * Starts an app from the functions that fences of a reference export, with the client that "src/inngest/client.ts" exports.
 *
 * @param name the reference's file name
 * @param paths fences that export functions
 * @returns the app, and what the fences export, the client's first
 * @throws {Error} when a fence exports no function, or the client's fence no client
 */
export async function startReference(name: string, paths: readonly string[], { services = {}, damage, ...options }: Options = {}): Promise<{ app: App; exports: Exports[] }> {
  const exports = await fencesOf(name, ["src/inngest/client.ts", ...paths], services, damage);
  const client = Object.values(exports[0] ?? {}).find((value): value is Inngest.Any => isInngest(value));
  if (client === undefined) throw new Error(`${name}: src/inngest/client.ts exports no client`);
  const functions = exports.slice(1).flatMap((all, n) => {
    const found = Object.values(all).filter((value): value is InngestFunction.Any => isInngestFunction(value));
    if (found.length === 0) throw new Error(`${name}: ${paths[n]} exports no function`);
    return found;
  });
  return { app: await durable({ client, functions, ...options }), exports: [...exports] };
}

/**
 * The rows of a table of a reference, as the cells' text without backticks.
 *
 * @param name the reference's file name
 * @param header the first cell of the table's header
 * @throws {Error} when no table starts with that cell
 */
export function tableOf(name: string, header: string): string[][] {
  const lines = readFileSync(join(folder, name), "utf8").split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${header} |`));
  if (start < 0) throw new Error(`${name} has no table whose header starts with "${header}"`);
  const end = lines.findIndex((line, n) => n > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) => line.slice(1, -1).split("|").map((cell) => cell.replaceAll("`", "").trim()));
}
