import { Cron } from "croner";
import { parseDuration } from "./duration.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIELDS = [
  { name: "minute", min: 0, max: 59, words: [] },
  { name: "hour", min: 0, max: 23, words: [] },
  { name: "day of month", min: 1, max: 31, words: [] },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "day of week", min: 0, max: 6, words: DAYS },
];

// Spellings that Intl knows and Go's zone files, which the server reads, do not.
const notZones = /^(ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST)$|^[a-z]|^[A-Z]{3,}\//;

type Schedule = { fields: string; zone: string };

function split(cron: string): Schedule {
  const match = /^(?:TZ|CRON_TZ)=(\S+)\s+(.*)$/.exec(cron);
  return { zone: match?.[1] ?? "UTC", fields: (match?.[2] ?? cron).trim() };
}

/** The numbers that a field stands for; null when it is wrong. */
function values(text: string, { min, max, words }: (typeof FIELDS)[number]): number[] | null {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step = "1", ...more] = part.split("/");
    const ends = range === "*" || range === "?" ? [min, max] : range.split("-").map((word) => {
      const index = (words as string[]).indexOf(word.toUpperCase());
      return index >= 0 ? index + min : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    });
    const [from = Number.NaN, to = part.includes("/") ? max : from] = ends;
    if (more.length > 0 || ends.length > 2 || !/^[1-9]\d*$/.test(step) || !(from >= min) || !(to <= max) || from > to) return null;
    for (let value = from; value <= to; value += Number(step)) found.add(value);
  }
  return [...found].sort((x, y) => x - y);
}

/**
 * Checks a schedule as the server does: five fields, no `@daily`, `L`, `W`, `#`, no 7 for Sunday, a known zone in front.
 *
 * @param cron for example `"TZ=Asia/Tokyo 0 9 * * 1"`
 * @returns what is wrong, or null
 */
export function cronProblem(cron: string): string | null {
  const { fields, zone } = split(cron);
  if (!isZone(zone)) return `unknown time zone "${zone}"`;
  const parts = fields.split(/\s+/);
  if (parts.length !== 5) return `expected five fields, found ${parts.length}`;
  for (const [index, field] of FIELDS.entries()) {
    const text = parts[index] ?? "";
    if (values(text, field) === null) return `${field.name} "${text}"`;
  }
  return null;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    return false;
  }
  return !notZones.test(zone);
}

/** Checks a cron trigger's jitter: 1 s to 5 m. */
export function jitterProblem(jitter: string): string | null {
  const parsed = parseDuration(jitter);
  if (parsed === null) return `"${jitter}" is not a duration`;
  return parsed > 0 && parsed < 1_000 ? "must be at least 1s" : parsed > 300_000 ? "must be at most 5m" : null;
}

/**
 * The next time of a schedule. A jitter is not added.
 *
 * @param cron a valid schedule
 * @param after virtual milliseconds
 * @returns virtual milliseconds, later than `after`, or null when there is none
 */
export function nextCron(cron: string, after: number): number | null {
  const { fields, zone } = split(cron);
  // Spelled out, because the library knows fewer spellings than the server.
  const plain = fields.split(/\s+/).map((text, index) => {
    const field = FIELDS[index];
    return text === "*" || text === "?" || field === undefined ? "*" : (values(text, field) ?? []).join(",");
  });
  return new Cron(plain.join(" "), { timezone: zone, paused: true }).nextRun(new Date(after))?.getTime() ?? null;
}
