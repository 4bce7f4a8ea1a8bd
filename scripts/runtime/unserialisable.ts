/**
 * Looks for what JSON silently drops or empties, or cannot write at all: circular references, BigInt, functions,
 * symbols, non-empty Map and Set. A Date becomes a string and undefined disappears; both are what the types say.
 *
 * @param value a step's or function's return value
 * @returns where and what, for example `"users[0].id is a BigInt"`, or null
 */
export function unserialisable(value: unknown, path = "the output", above: readonly unknown[] = []): string | null {
  if (typeof value === "bigint") return `${path} is a BigInt`;
  if (typeof value === "function" || typeof value === "symbol") return `${path} is a ${typeof value}`;
  if (typeof value !== "object" || value === null) return null;
  if (above.includes(value)) return `${path} refers to itself`;
  if ((value instanceof Map || value instanceof Set) && value.size > 0) return `${path} is a ${value.constructor.name}`;
  if ("toJSON" in value) return null;
  for (const [key, entry] of Object.entries(value)) {
    const found = unserialisable(entry, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, [...above, value]);
    if (found !== null) return found;
  }
  return null;
}
