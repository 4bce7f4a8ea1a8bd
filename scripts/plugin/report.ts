import type { Finding } from "../finding.ts";

/** Adds one finding about a place in one file. */
export type Say = (line: number, column: number, rule: string, message: string, fix: string) => void;

/** Makes a {@link Say} that adds to `findings` under a file's name. */
export function sayer(findings: Finding[], file: string): Say {
  return (line, column, rule, message, fix) => findings.push({ file, line, column, rule: `plugin/${rule}`, message, fix });
}
