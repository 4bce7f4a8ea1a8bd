import pc from "picocolors";
import { type Finding, inReadingOrder } from "../finding.ts";
import { skillFolder } from "../shipped.ts";
import type { Verdict } from "./checks.ts";
import type { Change, Name } from "./compare.ts";

/** What another version of the SDK means for the repository. */
export type Drift = {
  versions: Record<"inngest" | "@inngest/test", { from: string; to: string }>;
  added: Name[];
  removed: Name[];
  changes: Change[];
  verdicts: Verdict[];
};

/** A line of the repository that is not true of the other version, with every reason. */
export type Spot = { file: string; line: number; text: string; findings: Finding[] };

/**
 * Findings by the line that they are about, in reading order.
 *
 * @param textOf the text of a line
 */
export function spots(findings: Finding[], textOf: (file: string, line: number) => string): Spot[] {
  const byLine = new Map<string, Spot>();
  for (const finding of inReadingOrder(findings)) {
    const { file, line } = finding;
    const spot = byLine.get(`${file}:${line}`) ?? { file, line, text: textOf(file, line).trim(), findings: [] };
    if (!spot.findings.some(({ message }) => message === finding.message)) spot.findings.push(finding);
    byLine.set(`${file}:${line}`, spot);
  }
  return [...byLine.values()];
}

/** Whether there is nothing to do. */
export function isQuiet({ added, removed, changes, verdicts }: Drift): boolean {
  return added.length + removed.length + changes.length === 0 && verdicts.every(({ findings, broken }) => findings.length === 0 && broken === null);
}

/** The report for people, a line each. */
export function reportLines(drift: Drift, textOf: (file: string, line: number) => string): string[] {
  const { versions, added, removed, changes, verdicts } = drift;
  const { skills, own } = split(drift, textOf);
  const broken = verdicts.filter((verdict) => verdict.broken !== null);
  return [
    ...block(`Public names (- not in ${versions.inngest.to}, + new in it)`, [
      ...removed.map(({ name, kind }) => `${pc.red("-")} ${name}  ${pc.dim(kind)}`),
      ...added.map(({ name, kind }) => `${pc.green("+")} ${name}  ${pc.dim(kind)}`),
    ]),
    ...block("Ranges and numbers", changes.map(({ what, from, to }) => `${what}: ${from ?? "none"} -> ${to ?? "none"}`)),
    ...block("Checks that could not run", broken.map(({ name, broken: why }) => `${name}: ${why}`)),
    ...block(`Guidance that is not true of inngest ${versions.inngest.to}`, skills.flatMap(spotLines)),
    ...block("The harness", own.flatMap(spotLines)),
    summary(drift, skills, own),
  ];
}

/** The same as data. */
export function asJson(drift: Drift, textOf: (file: string, line: number) => string): string {
  const { skills, own } = split(drift, textOf);
  const broken = drift.verdicts.flatMap(({ name, broken: why }) => (why === null ? [] : [{ check: name, why }]));
  const { versions, added, removed, changes } = drift;
  return JSON.stringify({ quiet: isQuiet(drift), versions, added, removed, changes, broken, guidance: skills, harness: own }, null, 2);
}

function split({ verdicts }: Drift, textOf: (file: string, line: number) => string): { skills: Spot[]; own: Spot[] } {
  const all = spots(verdicts.flatMap(({ findings }) => findings), textOf);
  const isGuidance = ({ file }: Spot) => file.startsWith(skillFolder) || file.endsWith(".md");
  return { skills: all.filter(isGuidance), own: all.filter((spot) => !isGuidance(spot)) };
}

function spotLines({ file, line, text, findings }: Spot): string[] {
  const shown = text.length > 140 ? `${text.slice(0, 139)}…` : text;
  return [pc.bold(`${file}:${line}:${findings[0]?.column ?? 1}`), `  ${pc.dim(shown)}`, ...findings.flatMap(({ message }) => message.split("\n").map((part) => `  ${part.trim()}`)), ""];
}

function block(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [pc.underline(title), ...lines, ...(lines.at(-1) === "" ? [] : [""])];
}

function summary(drift: Drift, skills: Spot[], own: Spot[]): string {
  const { versions, added, removed, changes, verdicts } = drift;
  const moved = Object.entries(versions).map(([name, { from, to }]) => (from === to ? `${name} ${to}` : `${name} ${from} -> ${to}`)).join(", ");
  if (isQuiet(drift)) return `${moved}: nothing to do`;
  const broken = verdicts.filter((verdict) => verdict.broken !== null).length;
  const files = new Set(skills.map(({ file }) => file)).size;
  const figures = [
    `${many(removed.length, "name")} less, ${added.length} more`,
    `${many(changes.length, "range or number", "ranges or numbers")} changed`,
    `${many(skills.length, "line")} of guidance in ${many(files, "file")} not true`,
    `${many(own.length, "line")} of the harness`,
    ...(broken > 0 ? [`${many(broken, "check")} could not run`] : []),
  ];
  return `${moved}: ${figures.join("; ")}`;
}

function many(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
