import type { Document } from "../document.ts";
import { type Quantity, quantities } from "./quantities.ts";

/** A limit or default of the table. */
export type Row = { id: string; line: number; value: string; quantities: Quantity[]; source: string };

/**
 * Reads the rows of the tables whose first column is an id between backticks.
 *
 * @returns the rows by id, and the lines of rows that have an id twice, no number or no source
 */
export function readTable(document: Document): { rows: Map<string, Row>; broken: { line: number; why: string }[] } {
  const rows = new Map<string, Row>();
  const broken: { line: number; why: string }[] = [];
  document.lines.forEach((text, index) => {
    const [, id, , value = "", source = ""] = /^\| `([\w-]+)` \| (.+?) \| (.+?) \| (.*?) \|$/.exec(text) ?? [];
    if (id === undefined) return;
    const row = { id, line: index + 1, value, quantities: quantities(value), source };
    if (rows.has(id)) broken.push({ line: row.line, why: `the id ${id} is taken by line ${rows.get(id)?.line}` });
    else if (row.quantities.length === 0) broken.push({ line: row.line, why: "the value holds no number" });
    else if (!/^[実サ型包文]/.test(source)) broken.push({ line: row.line, why: "the row names no source" });
    else rows.set(id, row);
  });
  return { rows, broken };
}
