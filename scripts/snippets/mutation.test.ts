import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type Document, type Fence, parseDocument } from "../document.ts";
import { readRepository } from "../repository.ts";
import { checkSnippets } from "./check.ts";
import { compiled } from "./read.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

// Names of the SDK, each where the compiler complains of the name itself.
const names = [
  /(?<=\bstep\.)(run|sleep|sleepUntil|waitForEvent|waitForSignal|sendSignal|sendEvent|invoke|fetch)\b/,
  /(?<=\binngest\.)(createFunction|send|sendSignal)\b/,
  /(?<=import \{ .*)\b(Inngest|eventType|staticSchema|cron|invoke|serve|NonRetriableError|RetryAfterError|StepError|InngestTestEngine)\b(?=.* from "(?:inngest|@inngest))/,
  /(?<=^\s*(?:\{ )?(?:id: "[\w-]+", )?)(triggers|retries|concurrency|throttle|rateLimit|debounce|batchEvents|singleton|cancelOn|timeouts|priority|onFailure)(?=:)/,
];

type Edit = { document: Document; line: number; text: string };

/** One misspelt name of the SDK in the fence, at the first place where the compiler is to complain of it. */
function misspell(document: Document, fence: Fence): Edit | null {
  const lines = fence.text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (/^\s*(\/\/|\*)/.test(line) || /@ts-expect-error/.test(lines[index - 1] ?? "")) continue;
    const name = names.find((pattern) => pattern.test(line));
    const markdown = document.lines[fence.line + index];
    if (!name || !markdown?.endsWith(line)) continue;
    const indent = markdown.slice(0, markdown.length - line.length);
    return { document, line: fence.line + 1 + index, text: indent + line.replace(name, "$1Misspelt") };
  }
  return null;
}

/** Which of the edits the check does not find at their line. */
async function missed(documents: Document[], edits: Edit[]): Promise<string[]> {
  const edited = documents.map((document) => {
    const lines = [...document.lines];
    for (const edit of edits) if (edit.document === document) lines[edit.line - 1] = edit.text;
    return parseDocument(document.path, lines.join("\n"));
  });
  const { findings } = await checkSnippets(edited, [], root);
  const red = new Set(findings.map(({ file, line }) => `${file}:${line}`));
  return edits.map(({ document, line, text }) => `${document.path}:${line} ${text}`).filter((edit) => !red.has(edit.split(" ")[0] ?? ""));
}

const { documents } = readRepository(root);
const importsAnother = (fence: Fence) => /from "(@\/|\.)/.test(fence.text);

// A mistake in a file hides those of the files that import it, so the two kinds are misspelt one after the other.
it.each([
  ["that stands alone", (fence: Fence) => !importsAnother(fence), 100],
  ["that imports another fence", importsAnother, 10],
])("a misspelt name of the SDK in any fence %s is found at its line", async (_, wanted, atLeast) => {
  const edits = documents.flatMap((document) =>
    document.fences.filter((fence) => compiled.includes(fence.lang ?? "") && wanted(fence)).flatMap((fence) => misspell(document, fence) ?? []),
  );
  expect(await missed(documents, edits)).toEqual([]);
  expect(edits.length).toBeGreaterThanOrEqual(atLeast);
});
