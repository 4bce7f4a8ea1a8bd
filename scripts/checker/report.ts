import type { Kind, Words } from "./rule.ts";

export type Lang = "ja" | "en";

/** One thing that was found in the user's code. Lines and columns count from 1. */
export type Issue = {
  file: string;
  line: number;
  column: number;
  /** The id of a section of references/pitfalls.md. */
  rule: string;
  kind: Kind;
  words: Words;
};

/** Something about a file that is no finding: it could not be read, or only in part. */
export type Note = { file: string; words: Words };

export type Report = { files: number; issues: Issue[]; notes: Note[] };

/** The message with the section that explains it. */
export function message({ words, rule }: Issue, lang: Lang): string {
  return `${words[lang]} → references/pitfalls.md#${rule}`;
}

const kinds: Record<Lang, Record<Kind, string>> = {
  ja: { error: "エラー", suggestion: "提案" },
  en: { error: "error", suggestion: "suggestion" },
};

/** The report for people, a line for each finding and each note. */
export function lines({ files, issues, notes }: Report, lang: Lang, colour: boolean): string[] {
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const told = issues.map((issue) => {
    const { file, line, column, rule, kind } = issue;
    return `${file}:${line}:${column}  ${paint(kind === "error" ? 31 : 33, kinds[lang][kind])} ${rule}  ${message(issue, lang)}`;
  });
  const errors = issues.filter(({ kind }) => kind === "error").length;
  const [counted, suggestions] = [`${files}`, `${issues.length - errors}`];
  const closing =
    lang === "ja"
      ? `${counted} ファイルを調べた: エラー ${errors} 件、提案 ${suggestions} 件`
      : `${counted} ${files === 1 ? "file" : "files"} checked: ${errors} ${errors === 1 ? "error" : "errors"}, ${suggestions} ${suggestions === "1" ? "suggestion" : "suggestions"}`;
  return [...told, ...noteLines(notes, lang), closing];
}

export function noteLines(notes: Note[], lang: Lang): string[] {
  return notes.map(({ file, words }) => `${file}: ${words[lang]}`);
}

/** The same as data. */
export function asJson({ files, issues, notes }: Report, lang: Lang): string {
  const findings = issues.map((issue) => {
    const { words: _, ...rest } = issue;
    return { ...rest, message: message(issue, lang) };
  });
  return JSON.stringify({ ok: issues.every(({ kind }) => kind !== "error"), files, findings, notes: notes.map(({ file, words }) => ({ file, message: words[lang] })) }, null, 2);
}
