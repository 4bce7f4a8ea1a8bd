import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.ts";
import { type Piece, pathComment, toMarkdown, toModule } from "../snippets/module.ts";
import { readFences } from "../snippets/read.ts";
import { readSource } from "../snippets/source.ts";
import { check } from "./engine.ts";
import { marksOf, without } from "./marks.ts";
import type { Issue } from "./report.ts";

const preludes = { v4: "prelude.ts", v3: "prelude-v3.ts" };

/** What the checker says about one fence. Lines are those of the document. */
export type Judged = {
  line: number;
  /** The heading above the fence. */
  section: string | null;
  /** Statements that are marked ❌, with the findings in them. A finding of a rule about the project counts anywhere. */
  bad: { line: number; name: string | null; issues: Issue[] }[];
  /** Findings in what is not marked. */
  alarms: Issue[];
};

/** Checks every code fence of a document, each in its setting and together with the prelude. */
export function judgeFences(document: Document, projectRuleIds: string[]): Judged[] {
  const pieces = readFences(document, () => {});
  return pieces.map((piece) => {
    const { fence } = piece;
    const marks = marksOf(fence.text, fence.lang ?? "ts");
    const wrong = marks.filter(({ side }) => side === "bad");
    // What is marked in a fence for inngest 3 is wrong for inngest 4.
    const found = wrong.length === 0 ? [] : findings(piece, pieces, without(fence.text, marks.filter(({ side }) => side === "good")), 4);
    const within = ({ first, last }: { first: number; last: number }, { line }: Issue) => fence.line + first <= line && line <= fence.line + last;
    return {
      line: fence.line,
      section: document.headings.findLast(({ line }) => line < fence.line)?.text ?? null,
      bad: wrong.map((mark) => ({ line: fence.line + mark.first, name: mark.name, issues: found.filter((issue) => within(mark, issue) || projectRuleIds.includes(issue.rule)) })),
      alarms: findings(piece, pieces, without(fence.text, marks.filter(({ side }) => side === "bad" || side === "refused")), piece.written === "v3" ? 3 : 4),
    };
  });
}

function findings(piece: Piece, pieces: Piece[], text: string, sdk: 3 | 4): Issue[] {
  const { written, fence, document } = piece;
  const prelude = readFileSync(fileURLToPath(new URL(`../snippets/${preludes[written]}`, import.meta.url)), "utf8");
  const names = readSource(prelude, "ts", false).exported;
  const files = new Set(pieces.filter((other) => other.written === written).flatMap((other) => pathComment(other.fence.text) ?? []));
  const module = toModule({ ...piece, fence: { ...fence, text } }, names, files, written);
  const { issues } = check([{ path: "prelude.ts", text: prelude, sdk, projectFolder: "" }, { path: module.path, text: module.text, sdk, projectFolder: "" }]);
  return issues.filter(({ file }) => file === module.path).map((issue) => ({ ...issue, file: document.path, ...toMarkdown(module, issue) }));
}
