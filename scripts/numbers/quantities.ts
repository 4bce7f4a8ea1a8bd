/** A number with what it counts, in the smallest unit of its kind: bytes, seconds, or 1. */
export type Quantity = { amount: number; of: "bytes" | "seconds" | "count"; text: string; index: number };

const bytes: Record<string, number> = { バイト: 1, KB: 1024, KiB: 1024, MB: 1024 ** 2, MiB: 1024 ** 2 };
const seconds: Record<string, number> = { ミリ秒: 0.001, 秒: 1, 分: 60, 時間: 3600, 日: 86_400, 年: 365 * 86_400 };

const pattern = new RegExp(String.raw`(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:\s?(?:${[...Object.keys(bytes), ...Object.keys(seconds)].join("|")}|k[bB]|mb))?`, "g");

/** Reads the numbers of a text in their order. `4 MB` and `4mb` are the same, and so are `24 時間` and `1 日`. */
export function quantities(text: string): Quantity[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [, number = "", unit = ""] = /^(-?[\d,.]+)\s?(.*)$/.exec(match[0]) ?? [];
    const amount = Number(number.replaceAll(",", ""));
    const name = /^[km]b$/i.test(unit) ? unit.toUpperCase() : unit;
    const size = bytes[name];
    const time = seconds[name];
    const [value, of] = size ? ([amount * size, "bytes"] as const) : time ? ([amount * time, "seconds"] as const) : ([amount, "count"] as const);
    return { amount: value, of, text: match[0], index: match.index };
  });
}

/** Whether two numbers say the same. */
export function same(a: Quantity, b: Quantity): boolean {
  return a.of === b.of && a.amount === b.amount;
}
