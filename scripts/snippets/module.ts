import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Document, Fence } from "../document.ts";
import type { Place, Source } from "./source.ts";

/** A line of a generated module and where it stands in the Markdown; `null` for a line that the harness added. */
type LineOrigin = { line: number; indent: number; shifts: { at: number; by: number }[] } | null;

/** One fence as a file of the virtual project. */
export type Module = {
  /** Path in the virtual project. */
  path: string;
  text: string;
  document: string;
  fence: Fence;
  origins: LineOrigin[];
  /** Lines of this module, from 1, on which a comment says that the compiler complains, and of what. */
  expected: Expectation[];
};

/** A comment that announces an error, by its place in the Markdown, and the line of the module that it speaks of. */
export type Expectation = Place & { target: number; code: string | null };

/** The SDK that a module is compiled against: the pinned one, or the newest inngest 3. */
export type Sdk = "v3" | "v4";

/** What surrounds a fragment, by the word in its info string. */
const settings = {
  handler: {
    v4: {
      open:
        "export const $snippet = $inngest.createFunction({ id: 'snippet', triggers: $snippetEvent }, " +
        "async ({ event, events, step, group, runId, attempt, maxAttempts, logger }) => {{",
      close: "}});",
    },
    v3: {
      open:
        "$inngest.createFunction({ id: 'snippet' }, { event: 'app/snippet' }, " +
        "async ({ event, events, step, runId, attempt, maxAttempts, logger }) => {{",
      close: "}});",
    },
  },
  "on-failure": {
    v4: {
      open:
        "export const $snippet = $inngest.createFunction({ id: 'snippet', triggers: $snippetEvent, " +
        "onFailure: async ({ error, event, step, group, runId, logger }) => {{",
      close: "}} }, async () => null);",
    },
    v3: {
      open:
        "$inngest.createFunction({ id: 'snippet', " +
        "onFailure: async ({ error, event, step, runId, logger }) => {{",
      close: "}} }, { event: 'app/snippet' }, async () => null);",
    },
  },
} as const;

const aliases = { v4: ["inngest as $inngest", "snippetEvent as $snippetEvent"], v3: ["inngest as $inngest"] };

export type Setting = keyof typeof settings;
export const settingNames = Object.keys(settings) as Setting[];

/** The file that a fence says it is in its first line (`// src/inngest/client.ts`), or null. */
export function pathComment(text: string): string | null {
  return /^(?:\/\/|#)\s*([\w@./[\]()-]+\.(?:ts|tsx|js|jsx|mjs))\s*$/.exec(text.split("\n", 1)[0] ?? "")?.[1] ?? null;
}

/** The folder of a document's virtual project. Its fences for inngest 3 are a project of their own. */
function projectFolder(document: string, written: Sdk): string {
  return `${document.replace(/[^\w]+/g, "-")}-${createHash("sha256").update(document).digest("hex").slice(0, 6)}-${written}`;
}

/** A fence that is ready to become a module. */
export type Piece = {
  document: Document;
  /** Closed, and in a language that the compiler reads. */
  fence: Fence;
  source: Source;
  /** What surrounds a fragment, or null for a whole module. */
  setting: Setting | null;
  /** The SDK that the fence is written for. */
  written: Sdk;
  /** Of a fence for inngest 3: what inngest 4 makes of it. A name is that of a run in scripts/migration/. */
  onV4: "refused" | "same" | { run: string } | null;
};

/**
 * Turns a fence into a module of its document's virtual project.
 *
 * @param preludeNames what the prelude of `sdk` exports
 * @param files paths that the document's path comments name, in fences for the same SDK
 * @param sdk what to compile against; a fence for inngest 3 is compiled against both
 */
export function toModule({ document, fence, source, setting, written }: Piece, preludeNames: Set<string>, files: Set<string>, sdk: Sdk): Module {
  const file = pathComment(fence.text);
  const folder = projectFolder(document.path, written);
  const path = `${folder}/${file ?? `src/inngest/line-${fence.line}.${fence.lang}`}`;
  const toPrelude = relative(path, "prelude");
  const out: { text: string; origin: LineOrigin; own?: number }[] = [];
  const add = (text: string) => out.push({ text, origin: null });

  const wanted = file ? [] : [...source.identifiers].filter((n) => preludeNames.has(n) && !source.declared.has(n));
  const imported = [...wanted, ...(setting ? aliases[sdk] : [])];
  if (imported.length > 0) add(`import { ${imported.join(", ")} } from "${toPrelude}";`);

  const lines = fence.text.split("\n").map((text, index) => {
    const rewritten = rewriteSpecifiers(text, index + 1, source, (name) => resolve(name, folder, path, files));
    const markdown = document.lines[fence.line + index] ?? "";
    const origin = { line: fence.line + 1 + index, indent: Math.max(0, markdown.length - text.length), shifts: rewritten.shifts };
    return { text: rewritten.text.replace("@ts-expect-error", " ts-expect-error"), origin, own: index + 1 };
  });
  const isImport = (own: number) => setting !== null && source.importLines.has(own);
  out.push(...lines.filter((line) => isImport(line.own)));
  if (setting) add(settings[setting][sdk].open);
  out.push(...lines.filter((line) => !isImport(line.own)));
  if (setting) add(settings[setting][sdk].close);

  const generatedLine = new Map(out.flatMap((line, index) => (line.own ? [[line.own, index + 1] as const] : [])));
  return {
    path,
    text: `${out.map((line) => line.text).join("\n")}\n`,
    document: document.path,
    fence,
    origins: out.map((line) => line.origin),
    expected: expectations(fence, source, written === sdk ? isExpectation : isRefusal).map(({ target, code, ...place }) => ({
      ...originOf(lines[place.line - 1]?.origin ?? null, place.column, fence),
      target: generatedLine.get(target) ?? 0,
      code,
    })),
  };
}

/** Where a place of the generated module stands in the Markdown. A line that the harness added stands for the fence. */
export function toMarkdown(module: Module, place: Place): Place {
  return originOf(module.origins[place.line - 1] ?? null, place.column, module.fence);
}

function originOf(origin: LineOrigin, column: number, fence: Fence): Place {
  if (!origin) return { line: fence.line, column: fence.column };
  const shifted = origin.shifts.filter(({ at }) => column > at).reduce((sum, { by }) => sum + by, 0);
  return { line: origin.line, column: Math.max(1, column - shifted) + origin.indent };
}

// As in the compiler, the directive speaks of the next line that is neither blank nor a comment.
function expectations(fence: Fence, source: Source, announces: (comment: { text: string }) => boolean): Expectation[] {
  const lines = fence.text.split("\n");
  return source.comments.filter(announces).map((comment) => {
    let target = comment.endLine + 1;
    while (target <= lines.length && /^\s*(\/\/.*|\/\*.*\*\/)?\s*$/.test(lines[target - 1] ?? "")) target++;
    return { line: comment.line, column: comment.column, target, code: expectedCode(comment) };
  });
}

/** Whether a comment is the compiler's directive `@ts-expect-error`. */
export function isExpectation(comment: { text: string }): boolean {
  return comment.text.startsWith("@ts-expect-error");
}

/** Whether a comment of a fence for inngest 3 says what inngest 4 makes of the next line: `v4 TS2554: reason`. */
export function isRefusal(comment: { text: string }): boolean {
  return comment.text.startsWith("v4 TS");
}

/** The error that `@ts-expect-error TS2554: reason` or `v4 TS2554: reason` announces, or null when it does not have that form. */
export function expectedCode(comment: { text: string }): string | null {
  return /^(?:@ts-expect-error|v4) (TS\d+): \S/.exec(comment.text)?.[1] ?? null;
}

function resolve(name: string, folder: string, from: string, files: Set<string>): string {
  if (!name.startsWith("@/")) return name;
  const inProject = `src/${name.slice(2)}`;
  const isFile = ["", ".ts", ".tsx", ".js", "/index.ts"].some((end) => files.has(inProject + end));
  return isFile || name !== "@/lib/services" ? relative(from, `${folder}/${inProject}`) : relative(from, "prelude");
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function rewriteSpecifiers(text: string, line: number, source: Source, resolveName: (name: string) => string) {
  const shifts: { at: number; by: number }[] = [];
  let result = text;
  const here = source.specifiers.filter((s) => s.line === line).sort((a, b) => b.column - a.column);
  for (const { name, column } of here) {
    const resolved = resolveName(name);
    if (resolved === name) continue;
    result = result.slice(0, column - 1) + resolved + result.slice(column - 1 + name.length);
    shifts.push({ at: column, by: resolved.length - name.length });
  }
  return { text: result, shifts };
}
