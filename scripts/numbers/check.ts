import type { Document } from "../document.ts";
import { type Finding, type Outcome, place } from "../finding.ts";
import { skillFolder } from "../shipped.ts";
import { type Quantity, quantities, same } from "./quantities.ts";
import type { Shown } from "./shown.ts";
import { statements } from "./statements.ts";
import { readTable, type Row } from "./table.ts";

/** The one home of the numbers. */
export const home = `${skillFolder}/references/limits.md`;

/** A text whose numbers are compared with the table. */
export type Prose = { path: string; lines: string[] };

type Claim = { line: number; column: number; text: string; row: string; over: boolean };

const compiled = statements.map(({ at, ...rest }) => ({ ...rest, at, pattern: new RegExp(at.replaceAll("«", "(").replaceAll("»", ")"), "dg") }));
// A number with one of these units is a limit whatever the sentence speaks of.
const telling = /(?<![\w.,])\d[\d.]* ?[KM]i?B(?![\w])|(?<![\d,])\d[\d,]{2,} ?(?:ステップ|イベント)|(?<![\d,])36\d 日/g;

/**
 * Compares the numbers that the guidance states with the table of limits, and the table with what the package shows.
 *
 * @param table the document that holds the table
 * @param prose every other text
 * @param shown what the installed package says of a row
 * @returns findings at the number that is wrong; how many rows there are and how many statements agree with them
 */
export function checkNumbers(table: Document, prose: Prose[], shown: Shown[]): Outcome {
  const { rows, broken } = readTable(table);
  const findings: Finding[] = broken.map(({ line, why }) => found(table.path, { line, column: 1 }, "table", why, "write id, item, value and source in the row"));
  const agreed = new Set<string>();
  for (const { path, lines } of prose) {
    const compared = claims(lines);
    for (const claim of compared) {
      const row = rows.get(claim.row);
      const wrong = row && quantities(claim.text).find((quantity) => !row.quantities.some((of) => same(quantity, claim.over ? more(of) : of)));
      if (!row) findings.push(found(path, claim, "unknown", `${table.path} has no row ${claim.row}`, "add the row, or remove the statement from scripts/numbers/statements.ts"));
      else if (wrong) findings.push(found(path, { line: claim.line, column: claim.column + wrong.index }, "wrong", disagreement(table, row, wrong.text, claim.over), "write what the table says, or correct the table and its source"));
      else agreed.add(place({ file: path, ...claim }));
    }
    findings.push(...strangers(path, lines, rows, table).filter((at) => !compared.some(({ line, column }) => at.line === line && at.column === column)));
  }
  for (const { row: id, says } of shown) {
    const row = rows.get(id);
    if (!row) findings.push(found(table.path, { line: 1, column: 1 }, "unknown", `there is no row ${id}, of which the package says ${says ?? "nothing"}`, "add the row"));
    else if (says === null || !quantities(says).every((quantity) => row.quantities.some((of) => same(of, quantity)))) {
      findings.push(found(table.path, { line: row.line, column: 1 }, "package", `the row says ${row.value}; the installed package says ${says ?? "nothing"}`, "correct the row and what its statements say"));
    }
  }
  return { findings, counts: { limits: rows.size, statements: agreed.size, shownByThePackage: shown.length } };
}

/** The statements of a text, each at its number. */
export function claims(lines: string[]): Claim[] {
  return lines.flatMap((text, index) =>
    compiled.flatMap(({ row, pattern, over = false }) =>
      [...text.matchAll(pattern)].flatMap((match) =>
        (match.indices ?? []).slice(1).flatMap((range) => (range ? [{ line: index + 1, column: range[0] + 1, text: text.slice(...range), row, over }] : [])),
      ),
    ),
  );
}

/**
 * The ways in which a limit is looked for and that no text has: a sentence was worded anew, or its file is not read.
 *
 * @param table the document that holds the table
 * @param prose all texts that are compared
 * @returns a finding for each, at the row that it is compared with
 */
export function idle(table: Document, prose: Prose[]): Finding[] {
  const { rows } = readTable(table);
  const lines = prose.flatMap((text) => text.lines);
  const unused = compiled.filter(({ pattern }) => !lines.some((line) => line.search(pattern) >= 0));
  return unused.map(({ at, row }) =>
    found(table.path, { line: rows.get(row)?.line ?? 1, column: 1 }, "idle", `expected a statement of ${row} that is written as ${at}; found none in ${prose.length} texts`, "give the pattern in scripts/numbers/statements.ts the new wording, or remove it"),
  );
}

/** Numbers whose unit tells that they are limits, and that no row has. */
function strangers(path: string, lines: string[], rows: Map<string, Row>, table: Document): Finding[] {
  const known = [...rows.values()].flatMap((row) => row.quantities);
  return lines.flatMap((text, index) =>
    [...text.matchAll(telling)].flatMap((match) => {
      if (quantities(match[0]).every((quantity) => known.some((of) => same(of, quantity)))) return [];
      if (text.slice(0, match.index).endsWith("たとえば ")) return [];
      return [found(path, { line: index + 1, column: match.index + 1 }, "stranger", `no row of ${table.path} says ${match[0]}`, "correct it, add a row, or write たとえば before a number that is only an example")];
    }),
  );
}

function more(quantity: Quantity): Quantity {
  return { ...quantity, amount: quantity.amount + 1 };
}

function disagreement(table: Document, row: Row, text: string, over: boolean): string {
  return `found ${text}; expected ${over ? "one more than " : ""}${row.value} (${table.path}:${row.line}, ${row.id})`;
}

function found(file: string, { line, column }: { line: number; column: number }, rule: string, message: string, fix: string): Finding {
  return { file, line, column, rule: `numbers/${rule}`, message, fix };
}
