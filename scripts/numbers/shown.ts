import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a package says of a row of the table; null when it says nothing. */
export type Shown = { row: string; says: string | null };

type Manifest = { engines?: Partial<Record<string, string>>; peerDependencies?: Partial<Record<string, string>> };
type Internals = { types?: { DefaultMaxRuntime?: { serve: number; connect: number }; defaultCheckpointingOptions?: { bufferedSteps: number } } };

/**
 * Reads the numbers that the SDK shows: in its manifest and in its code.
 *
 * @param sdk absolute path of the package's folder
 * @throws {Error} when the folder holds no SDK
 */
export async function shownBy(sdk: string): Promise<Shown[]> {
  const { engines = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as Manifest;
  const { types = {} } = (await import(pathToFileURL(join(sdk, "internals.js")).href)) as Internals;
  return [
    { row: "node", says: versions(engines.node) },
    { row: "typescript", says: versions(peerDependencies.typescript) },
    { row: "zod", says: versions(peerDependencies.zod) },
    { row: "max-runtime-serve", says: inSeconds(types.DefaultMaxRuntime?.serve) },
    { row: "max-runtime-connect", says: inSeconds(types.DefaultMaxRuntime?.connect) },
    { row: "buffered-steps", says: types.defaultCheckpointingOptions?.bufferedSteps.toString() ?? null },
  ];
}

/** `^3.25.0 || ^4.0.0` as `3.25, 4`: what a range starts from, without the zeros at its end. */
function versions(range: string | undefined): string | null {
  if (range === undefined) return null;
  return range.split("||").map((part) => (/\d[\d.]*/.exec(part)?.[0] ?? "").replace(/(?:\.0)+$/, "")).join(", ");
}

function inSeconds(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : `${milliseconds / 1000} 秒`;
}
