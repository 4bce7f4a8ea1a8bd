import type { Offered } from "../coverage/names.ts";
import type { Shown } from "../numbers/shown.ts";

/** What a package says of itself in its manifest. */
export type Manifest = { version: string; engines?: Record<string, string>; peerDependencies?: Record<string, string> };

/** A public name, as the guidance writes it, and its kind. */
export type Name = { name: string; kind: string };
/** A range or number that differs; null where a version has none. */
export type Change = { what: string; from: string | null; to: string | null };

/**
 * Names that one version offers and another does not.
 *
 * @param prefixes what the guidance writes before the names of a kind
 */
export function compareNames(from: Offered, to: Offered, prefixes: Partial<Record<string, string>>): { added: Name[]; removed: Name[] } {
  const kinds = Object.keys({ ...from.kinds, ...to.kinds });
  const beyond = (a: Offered, b: Offered) =>
    kinds.flatMap((kind) => (a.kinds[kind] ?? []).filter((name) => !b.kinds[kind]?.includes(name)).map((name) => ({ name: `${prefixes[kind] ?? ""}${name}`, kind })));
  return { added: beyond(to, from), removed: beyond(from, to) };
}

/** Engines and peers, the values that options take, and the numbers that the package shows, where two versions differ. */
export function compareNumbers(from: { manifest: Manifest; names: Offered; shown: Shown[] }, to: typeof from): Change[] {
  const [before, after] = [from, to].map(({ manifest, names, shown }) => ({
    ...labelled("engine", manifest.engines ?? {}),
    ...labelled("peer", manifest.peerDependencies ?? {}),
    ...labelled("values of", Object.fromEntries(Object.entries(names.values).map(([option, values]) => [option, values.join(" ")]))),
    ...labelled("limit", Object.fromEntries(shown.filter(({ row }) => !["node", "typescript", "zod"].includes(row)).map(({ row, says }) => [row, says]))),
  }));
  return Object.keys({ ...before, ...after })
    .map((what) => ({ what, from: before?.[what] ?? null, to: after?.[what] ?? null }))
    .filter((change) => change.from !== change.to);
}

function labelled(label: string, values: Record<string, string | null>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${label} ${key}`, value]));
}
