import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a file's project says about its inngest. */
export type Project = { sdk: 3 | 4; /** Where the nearest package.json is; "" for none. */ folder: string };

type Manifest = { version?: unknown; [group: string]: unknown };

/**
 * Finds the major version of inngest for a file: the installed one, else the range of a package.json, from the file's
 * folder upwards. Version 4 is assumed where nothing tells.
 *
 * @returns a function from an absolute folder to its project, which remembers what it has read
 */
export function projectFinder(): (folder: string) => Project {
  const known = new Map<string, { sdk: 3 | 4 | null; folder: string }>();
  const find = (folder: string): { sdk: 3 | 4 | null; folder: string } => {
    const remembered = known.get(folder);
    if (remembered) return remembered;
    const installed = readManifest(join(folder, "node_modules", "inngest", "package.json"));
    const own = readManifest(join(folder, "package.json"));
    const above = dirname(folder);
    const inherited = above === folder ? { sdk: null, folder: "" } : find(above);
    const found = {
      sdk: major(installed?.version) ?? (own ? declared(own) : null) ?? inherited.sdk,
      folder: own ? folder : inherited.folder,
    };
    known.set(folder, found);
    return found;
  };
  return (folder) => {
    const { sdk, folder: project } = find(folder);
    return { sdk: sdk ?? 4, folder: project };
  };
}

function readManifest(file: string): Manifest | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null ? (value as Manifest) : null;
  } catch {
    return null;
  }
}

function declared(manifest: Manifest): 3 | 4 | null {
  for (const group of ["dependencies", "devDependencies", "peerDependencies"]) {
    const entries = manifest[group];
    if (typeof entries !== "object" || entries === null) continue;
    const found = major((entries as Record<string, unknown>)["inngest"]);
    if (found !== null) return found;
  }
  return null;
}

// Before 3, the forms were those of 3 or older; after 4, those of 4 are nearest.
function major(range: unknown): 3 | 4 | null {
  const number = typeof range === "string" ? /^(?:npm:inngest@)?[\^~>=v\s]*(\d+)(?:\.|$|\s)/.exec(range)?.[1] : undefined;
  return number === undefined ? null : Number(number) < 4 ? 3 : 4;
}
