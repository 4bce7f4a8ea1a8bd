import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a package says of a row of the table. */
export type Shown = { row: string; says: string };

type Manifest = { engines: { node: string }; peerDependencies: Record<string, string> };
type Internals = { types: { DefaultMaxRuntime: { serve: number; connect: number }; defaultCheckpointingOptions: { bufferedSteps: number } } };

/**
 * Reads the numbers that the SDK shows: in its manifest and in its code.
 *
 * @param sdk absolute path of the package's folder
 * @throws {Error} when the package does not have what is read; the message names it
 */
export async function shownBy(sdk: string): Promise<Shown[]> {
  const { engines, peerDependencies } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as Manifest;
  const { types } = (await import(pathToFileURL(join(sdk, "internals.js")).href)) as Internals;
  return [
    { row: "node", says: versions(engines.node) },
    { row: "typescript", says: versions(peerDependencies.typescript ?? "") },
    { row: "zod", says: versions(peerDependencies.zod ?? "") },
    { row: "max-runtime-serve", says: `${types.DefaultMaxRuntime.serve / 1000} 秒` },
    { row: "max-runtime-connect", says: `${types.DefaultMaxRuntime.connect / 1000} 秒` },
    { row: "buffered-steps", says: String(types.defaultCheckpointingOptions.bufferedSteps) },
  ];
}

/** `^3.25.0 || ^4.0.0` as `3.25, 4`: what a range starts from, without the zeros at its end. */
function versions(range: string): string {
  return range.split("||").map((part) => (/\d[\d.]*/.exec(part)?.[0] ?? "").replace(/(?:\.0)+$/, "")).join(", ");
}
