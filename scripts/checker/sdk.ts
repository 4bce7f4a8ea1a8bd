import { readdirSync, readFileSync } from "node:fs";
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
 * Finds the major version of inngest for a file: the installed one, else the range of a package.json (also by way of
 * a catalog) or of the imports of a deno.json, from the file's folder upwards, else what the packages of the workspace
 * agree on. Version 4 is assumed where nothing tells.
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
    const named = own ? packages["inngest"] : undefined;
    const sdk = major(installed?.version) ?? major(named?.startsWith("catalog:") ? catalogued(folder, named) : named) ?? major(deno) ?? inherited.sdk;
    const found = {
      sdk: sdk ?? (own ? agreedOn(folder, own) : null),
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

/**
 * What `"inngest": "catalog:"` means: the entry of pnpm-workspace.yaml, or of the catalogs in a package.json, from a
 * folder upwards. In the YAML the name itself is looked for, as its catalogs hold nothing but names and ranges.
 */
function catalogued(folder: string, named: string): string | undefined {
  const name = named.slice("catalog:".length);
  for (let at = folder; ; at = dirname(at)) {
    const own = readManifest(join(at, "package.json"));
    const groups = [own, own?.["workspaces"]].filter(isObject).flatMap(({ catalog, catalogs }) => [isObject(catalogs) ? catalogs[name] : null, catalog]);
    const range = groups.filter(isObject).map((group) => group["inngest"]).find((entry) => typeof entry === "string");
    if (typeof range === "string") return range;
    const yaml = readText(join(at, "pnpm-workspace.yaml"));
    const written = yaml === null ? undefined : /^\s+["']?inngest["']?:\s*["']?([^"'\s#]+)/m.exec(yaml)?.[1];
    if (written !== undefined) return written;
    if (dirname(at) === at) return undefined;
  }
}

/** The version of inngest that the packages of a workspace have, when none has another: one of them hands the client on. */
function agreedOn(folder: string, own: Manifest): 3 | 4 | null {
  const { workspaces } = own;
  const globs = isObject(workspaces) && "packages" in workspaces ? workspaces["packages"] : workspaces;
  const yaml = readText(join(folder, "pnpm-workspace.yaml")) ?? "";
  const places = [...(Array.isArray(globs) ? globs : []), ...[...yaml.matchAll(/^\s+-\s*["']?([^"'\s#]+)/gm)].map(([, glob]) => glob)];
  const folders = places.flatMap((glob) => {
    if (typeof glob !== "string" || glob.includes("..") || !/^[\w@.-]+(\/[\w@.-]+)*(\/\*\*?)?$/.test(glob)) return [];
    const place = join(folder, glob.replace(/\/\*+$/, ""));
    return glob.endsWith("*") ? foldersIn(place).map((name) => join(place, name)) : [place];
  });
  const versions = new Set(folders.flatMap((place) => {
    const manifest = readManifest(join(place, "package.json"));
    const named = manifest ? packagesOf(manifest)["inngest"] : undefined;
    return major(named?.startsWith("catalog:") ? catalogued(place, named) : named) ?? [];
  }));
  return versions.size === 1 ? ([...versions][0] ?? null) : null;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readManifest(file: string): Manifest | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isObject(value) ? value : null;
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
