import { readFileSync, statSync } from "node:fs";
import type { Words } from "./rule.ts";

/** Files above this are data or bundles, and would take seconds. */
const largest = 1_000_000;

/** What is worth a look: the word Inngest, or a file of functions that gets its client from elsewhere. */
const mentions = /inngest|\bcreateFunction\s*\(|\bstep\.(run|sleep|invoke|waitForEvent|sendEvent)\b/i;

/**
 * Reads a file that may be checked.
 *
 * @returns its text, or that of another file when nothing in it is about Inngest; words for why it can not be checked
 */
export function readCode(path: string): { text: string } | { other: string } | { note: Words } {
  try {
    const { size } = statSync(path);
    if (!statSync(path).isFile()) return { note: { ja: "ファイルではない", en: "not a file" } };
    if (size > largest) return { note: { ja: `大きすぎるので調べていない(${size} バイト、上限 ${largest})`, en: `not checked: too big (${size} bytes, at most ${largest})` } };
    const text = readFileSync(path, "utf8");
    if (!mentions.test(text)) return { other: text };
    if (text.includes("\0")) return { note: { ja: "テキストではないので調べていない", en: "not checked: not a text" } };
    return { text: text.replace(/^\uFEFF/, "") };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { note: { ja: `読めない(${reason})`, en: `can not be read (${reason})` } };
  }
}
