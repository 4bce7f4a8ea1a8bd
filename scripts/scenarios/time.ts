const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

/** A length of time in its largest units: `"0s"`, `"1m45s"`, `"3d"`. */
export function lengthOf(milliseconds: number): string {
  let rest = milliseconds;
  const parts = UNITS.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? "" : `${count}${unit}`;
  });
  return parts.join("") || "0s";
}

/** Reads what {@link lengthOf} writes, and any other sum of units. */
export function inMilliseconds(length: string): number {
  const parts = [...length.matchAll(/(\d+)(ms|[dhms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== length) throw new Error(`"${length}" is not a length of time`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS.find(([name]) => name === unit)?.[1] ?? 0), 0);
}
