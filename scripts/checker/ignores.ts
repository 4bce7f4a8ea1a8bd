import type { Comment } from "@babel/types";
import type { Issue } from "./report.ts";

type Ignore = { rules: string[]; reason: string };

/**
 * Takes out the findings that a comment silences: `// inngest-check-ignore <rule>: reason`, at the end of the line or
 * alone on the line before. Without a reason the finding stays and says why.
 *
 * @param text the file
 * @param comments all comments of the file
 */
export function withoutIgnored(issues: Issue[], text: string, comments: Comment[]): Issue[] {
  const byLine = new Map<number, Ignore[]>();
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  for (const { value, loc } of comments) {
    const match = /^\s*\*?\s*inngest-check-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::(.*))?$/s.exec(value);
    if (!match || !loc) continue;
    const alone = /^\s*(\{\s*)?$/.test((lines[loc.start.line - 1] ?? "").slice(0, loc.start.column));
    const line = alone ? loc.end.line + 1 : loc.start.line;
    const ignore = { rules: (match[1] ?? "").split(/\s*,\s*/), reason: (match[2] ?? "").trim() };
    byLine.set(line, [...(byLine.get(line) ?? []), ignore]);
  }
  return issues.flatMap((issue) => {
    const ignore = byLine.get(issue.line)?.find(({ rules }) => rules.includes(issue.rule));
    if (!ignore) return [issue];
    if (ignore.reason !== "") return [];
    const { ja, en } = issue.words;
    return [{ ...issue, words: { ja: `${ja}。inngest-check-ignore に理由がないので黙らせない(「inngest-check-ignore ${issue.rule}: 理由」)`, en: `${en}. inngest-check-ignore gives no reason, so it silences nothing ("inngest-check-ignore ${issue.rule}: reason")` } }];
  });
}
