import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type Document, type Fence, parseDocument } from "../document.ts";
import { readRepository } from "../repository.ts";
import { checkSnippets } from "./check.ts";
import { pathComment } from "./module.ts";
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
    const [code = ""] = line.split(" // ");
    const name = names.find((pattern) => pattern.test(code));
    const markdown = document.lines[fence.line + index];
    if (!name || !markdown?.endsWith(line)) continue;
    const indent = markdown.slice(0, markdown.length - line.length);
    return { document, line: fence.line + 1 + index, text: indent + code.replace(name, "$1Misspelt") + line.slice(code.length) };
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
const isCode = (fence: Fence) => compiled.includes(fence.lang ?? "");

/** How many fences, one importing the next, stand between this one and one that imports none. */
function depth(document: Document, fence: Fence): number {
  const from = pathComment(fence.text) ?? "src/inngest/fence.ts";
  const imported = [...fence.text.matchAll(/from "(@\/|\.\.?\/)([^"]+)"/g)].map(([, start, rest]) =>
    start === "@/" ? `src/${rest}` : posix.join(posix.dirname(from), `${start}${rest}`),
  );
  const isImported = (other: Fence) => other !== fence && imported.includes(pathComment(other.text)?.replace(/\.\w+$/, "") ?? "");
  const sameSdk = (other: Fence) => (other.words[0] === "v3") === (fence.words[0] === "v3");
  return Math.max(0, ...document.fences.filter((other) => isCode(other) && sameSdk(other) && isImported(other)).map((other) => 1 + depth(document, other)));
}

const edits = documents.flatMap((document) => document.fences.filter(isCode).flatMap((fence) => ({ edit: misspell(document, fence), depth: depth(document, fence) })));
const deepest = Math.max(...edits.map((each) => each.depth));

// A mistake in a file hides those of the files that import it, so they are misspelt one depth after the other.
it.each(Array.from({ length: deepest + 1 }, (_, n) => n))("a misspelt name of the SDK in any fence that is %i imports deep is found at its line", async (wanted) => {
  const here = edits.flatMap((each) => (each.depth === wanted && each.edit ? [each.edit] : []));
  expect(await missed(documents, here)).toEqual([]);
  expect(here.length).toBeGreaterThanOrEqual(wanted === 0 ? 100 : 1);
});
