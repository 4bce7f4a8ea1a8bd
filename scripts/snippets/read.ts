import { parse as parseYaml } from "yaml";
import type { Document, Fence } from "../document.ts";
import type { Finding } from "../finding.ts";
import { expectedCode, isExpectation, isRefusal, pathComment, type Piece, type Sdk, settingNames } from "./module.ts";
import { type Place, readSource, type Source, SourceSyntaxError } from "./source.ts";

/** Languages that the compiler reads. */
export const compiled = ["ts", "tsx", "js", "jsx"];
const plain = ["bash", "dotenv", "json", "text", "yaml"];

/** Adds one finding about a place in one file. */
export type Say = (place: Place, rule: string, message: string, fix: string) => void;

/** Makes a {@link Say} that adds to `findings` under a file's name. */
export function sayer(findings: Finding[], file: string): Say {
  return (place, rule, message, fix) => findings.push({ file, line: place.line, column: place.column, rule: `snippets/${rule}`, message, fix });
}

/**
 * Reads the fences of a document.
 *
 * @returns the fences that the compiler is to see; a finding is added for each that can not be read
 */
export function readFences(document: Document, say: Say): Piece[] {
  for (const { text, line, column } of document.html) {
    if (/<(pre|code)\b/i.test(text)) say({ line, column }, "html", "code in HTML is not checked", "write it as a code fence");
  }
  const lineOfPath: Record<Sdk, Map<string, number>> = { v3: new Map(), v4: new Map() };
  const pieces: Piece[] = [];
  for (const fence of document.fences) {
    const piece = readFence(document, fence, say);
    const path = piece && pathComment(fence.text);
    const taken = path ? lineOfPath[piece.written].get(path) : undefined;
    if (path && taken) {
      say({ line: fence.line + 1, column: fence.column }, "path", `${path} is already the fence on line ${taken}`, "one fence a path: use another path or drop the path comment");
    } else if (piece) {
      if (path) lineOfPath[piece.written].set(path, fence.line);
      pieces.push(piece);
    }
  }
  return pieces;
}

function readFence(document: Document, fence: Fence, say: Say): Piece | null {
  const { lang } = fence;
  const at = { line: fence.line, column: fence.column };
  const languages = [...compiled, ...plain].join(", ");
  if (fence.indented) {
    say(at, "language", "indented code names no language", "write it as a fence: ```ts, ```bash, ...");
  } else if (!fence.closed) {
    say(at, "unclosed", "this fence is never closed", "close it with a line that holds the same marks as the opening one");
  } else if (lang !== null && compiled.includes(lang)) {
    return readCode(document, fence, say);
  } else if (lang !== null && plain.includes(lang)) {
    readPlain(fence, say);
  } else {
    say(at, "language", `expected one of ${languages}; found ${lang === null ? "no language" : `"${lang}"`}`, "name the language after the opening marks");
  }
  return null;
}

function readPlain({ lang, line, column, text, words }: Fence, say: Say): void {
  if (words.length > 0) say({ line, column }, "setting", `a ${lang} fence has no settings; found "${words.join(" ")}"`, "remove the words");
  if (/\b(?:inngest|step)\.\w+\s*\(|^\s*(?:import\b.*\bfrom\b|export\s+(?:const|default)\b)/m.test(text)) {
    say({ line, column }, "language", `this ${lang} fence holds TypeScript, which is not checked here`, "make it a ts fence");
  }
  try {
    if (lang === "json") JSON.parse(text);
    if (lang === "yaml") parseYaml(text);
  } catch (error) {
    say({ line: line + 1, column }, "syntax", `not valid ${lang}: ${(error as Error).message.split("\n")[0]}`, "mend the text");
  }
}

function readCode(document: Document, fence: Fence, say: Say): Piece | null {
  const at = { line: fence.line, column: fence.column };
  const words = readWords(fence);
  if (!words) {
    say(at, "setting", `expected ${fence.lang} [v3 [v4 | run:name]] [${settingNames.join(" | ")}]; found "${fence.words.join(" ")}"`, "correct the info string");
    return null;
  }
  if (words.setting && pathComment(fence.text)) {
    say(at, "setting", "a fence with a path comment is a whole file, it has no setting", "drop the path comment or the setting");
    return null;
  }
  const lines = fence.text.split("\n");
  const source = readCodeText(fence.text, fence.lang ?? "ts", words.setting !== null, words.written, ({ line, column }, ...rest) => {
    const indent = (document.lines[fence.line + line - 1] ?? "").length - (lines[line - 1] ?? "").length;
    say({ line: fence.line + line, column: column + Math.max(0, indent) }, ...rest);
  });
  return source && { document, fence, source, ...words };
}

/** What the words after the language say, or null when they are no known words in their order. */
function readWords({ words }: Fence): Pick<Piece, "setting" | "written" | "onV4"> | null {
  const rest = [...words];
  const v3 = rest[0] === "v3";
  if (v3) rest.shift();
  const same = v3 && rest[0] === "v4";
  const run = v3 && !same ? /^run:([a-z][\w-]*)$/.exec(rest[0] ?? "")?.[1] : undefined;
  if (same || run) rest.shift();
  const setting = settingNames.find((name) => name === rest[0]) ?? null;
  if (setting) rest.shift();
  if (rest.length > 0) return null;
  return { setting, written: v3 ? "v3" : "v4", onV4: v3 ? (same ? "same" : run ? { run } : "refused") : null };
}

/**
 * Reads code and adds a finding for each way in which it avoids the compiler.
 *
 * @param fragment whether the text is the inside of a function
 * @param written the SDK that the code is for
 * @returns what was read, or null when the text does not parse
 */
export function readCodeText(text: string, lang: string, fragment: boolean, written: Sdk, say: Say): Source | null {
  try {
    const source = readSource(text, lang, fragment, written);
    for (const place of source.anys) say(place, "any", "found the type `any`, which hides mistakes", "name the real type, or unknown");
    for (const comment of source.comments) {
      const directive = /^@ts-(ignore|nocheck)/.exec(comment.text)?.[0];
      if (directive) say(comment, "opt-out", `found ${directive}: no code can opt out`, "use @ts-expect-error and say why");
      if (isExpectation(comment) && expectedCode(comment) === null) {
        say(comment, "opt-out", "expected the error and the reason after @ts-expect-error; found neither or one", "write // @ts-expect-error TS2554: why the compiler refuses the next line");
      }
    }
    for (const comment of source.comments.filter(isRefusal)) {
      if (written === "v4") say(comment, "v4", "only a fence for inngest 3 says what inngest 4 refuses", "add v3 to the info string, or write @ts-expect-error");
      else if (expectedCode(comment) === null) say(comment, "v4", "expected the error and the reason after v4; found neither or one", "write // v4 TS2554: why inngest 4 refuses the next line");
    }
    for (const { name, of, ...place } of source.ignoredKeys) {
      const marked = source.comments.some(({ text: comment, endLine }) => comment.includes("❌") && (endLine === place.line || endLine === place.line - 1));
      if (!marked) say(place, "ignored-key", `"${name}" is no option of ${of}; it compiles and is ignored`, "correct the name, or mark the line with ❌ if it shows the mistake");
    }
    return source;
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    say(error.place, "syntax", `syntax error: ${error.message}`, "mend the code; its types are checked once it parses");
    return null;
  }
}
