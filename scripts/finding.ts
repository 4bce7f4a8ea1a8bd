/** One thing that is wrong, told so that a person can mend it. Lines and columns count from 1. */
export type Finding = {
  /** Path relative to the repository's root, with forward slashes. */
  file: string;
  line: number;
  column: number;
  /** Which check speaks, for example "snippets/type". */
  rule: string;
  /** What was expected and what was found. */
  message: string;
  /** What to do about it. */
  fix: string;
};

/** What one check has to say: its findings and the figures for the report. */
export type Outcome = {
  findings: Finding[];
  counts: Record<string, Count>;
  /** What else a reader should know, a line each: for example what was not checked, and why. */
  notes?: string[];
};

/** A figure, or how many of all. */
export type Count = number | { count: number; of: number };

/** `file:line:column`, the form that editors and terminals turn into a link. */
export function place(finding: Pick<Finding, "file" | "line" | "column">): string {
  return `${finding.file}:${finding.line}:${finding.column}`;
}

/** Findings in reading order: by file, then line, then column. */
export function inReadingOrder(findings: Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule),
  );
}
