import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a file's project says about its inngest. */
export type Project = {
  sdk: 3 | 4;
  /** Where the nearest package.json is; "" for none. */
  folder: string;
  /** The packages that it names, with their ranges. */
  packages: Packages;
};

export type Packages = Readonly<Record<string, string>>;

type Manifest = { version?: unknown; [group: string]: unknown };

/**
 * Finds the major version of inngest for a file: the installed one, else the range of a package.json or of the
 * imports of a deno.json, from the file's folder upwards. Version 4 is assumed where nothing tells.
 *
 * @returns a function from an absolute folder to its project, which remembers what it has read
 */
export function projectFinder(): (folder: string) => Project {
  type Found = Omit<Project, "sdk"> & { sdk: 3 | 4 | null };
  const known = new Map<string, Found>();
  const find = (folder: string): Found => {
    const remembered = known.get(folder);
    if (remembered) return remembered;
    const installed = readManifest(join(folder, "node_modules", "inngest", "package.json"));
    const own = readManifest(join(folder, "package.json"));
    const imports = readManifest(join(folder, "deno.json"))?.["imports"];
    const deno = typeof imports === "object" && imports !== null && "inngest" in imports ? imports.inngest : null;
    const above = dirname(folder);
    const inherited = above === folder ? { sdk: null, folder: "", packages: {} } : find(above);
    const packages = own ? packagesOf(own) : inherited.packages;
    const found = {
      sdk: major(installed?.version) ?? (own ? major(packages["inngest"]) : null) ?? major(deno) ?? inherited.sdk,
      folder: own ? folder : inherited.folder,
      packages,
    };
    known.set(folder, found);
    return found;
  };
  return (folder) => {
    const found = find(folder);
    return { ...found, sdk: found.sdk ?? 4 };
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

function packagesOf(manifest: Manifest): Packages {
  // What is named first counts.
  const groups = ["peerDependencies", "devDependencies", "dependencies"].map((group) => manifest[group]);
  const entries = groups.flatMap((group) => (typeof group === "object" && group !== null ? Object.entries(group) : []));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

// Before 3, the forms were those of 3 or older; after 4, those of 4 are nearest.
function major(range: unknown): 3 | 4 | null {
  const number = typeof range === "string" ? /^(?:npm:\/?inngest@)?[\^~>=v\s]*(\d+)(?:\.|$|\s)/.exec(range)?.[1] : undefined;
  return number === undefined ? null : Number(number) < 4 ? 3 : 4;
}
