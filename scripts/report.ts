import pc from "picocolors";
import { type Count, type Finding, inReadingOrder, type Outcome, place } from "./finding.ts";

/** One check that has run. */
export type Checked = Outcome & { name: string; milliseconds: number };

/** A line that tells how a check went: its mark, figures and time. */
export function checkLine({ name, findings, counts, milliseconds }: Checked): string {
  const mark = findings.length === 0 ? pc.green("✓") : pc.red("✗");
  const figures = Object.entries(counts).map(([what, count]) => `${figure(count)} ${words(what)}`).join(", ");
  return `${mark} ${name.padEnd(9)} ${figures}  ${pc.dim(seconds(milliseconds))}`;
}

/** The findings of all checks, a paragraph each, for people. */
export function findingLines(checks: Checked[]): string[] {
  return inReadingOrder(checks.flatMap(({ findings }) => findings)).flatMap((finding) => [
    `${pc.bold(place(finding))}  ${pc.red(finding.rule)}`,
    ...finding.message.split("\n").map((line) => `  ${line}`),
    `  ${pc.dim("→")} ${finding.fix}`,
    "",
  ]);
}

/** What else the checks have to say. */
export function noteLines(checks: Checked[]): string[] {
  return checks.flatMap(({ notes = [] }) => notes.map((note) => pc.dim(`  ${note}`)));
}

/** The closing line. */
export function closingLine(checks: Checked[], versions: string, milliseconds: number): string {
  const count = total(checks);
  const verdict = count === 0 ? pc.green("verified") : pc.red(`${count} ${count === 1 ? "finding" : "findings"}`);
  return `${verdict} with ${versions} in ${seconds(milliseconds)}`;
}

/** The same as data. */
export function asJson(checks: Checked[], versions: Record<string, string>, milliseconds: number): string {
  const findings: Finding[] = inReadingOrder(checks.flatMap((check) => check.findings));
  const figures = checks.map(({ name, counts, findings: own, notes, milliseconds: ms }) => ({ name, counts, findings: own.length, notes, milliseconds: ms }));
  return JSON.stringify({ ok: findings.length === 0, versions, milliseconds, checks: figures, findings }, null, 2);
}

function total(checks: Checked[]): number {
  return checks.reduce((sum, { findings }) => sum + findings.length, 0);
}

function figure(count: Count): string {
  return typeof count === "number" ? String(count) : `${count.count} of ${count.of}`;
}

function words(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
