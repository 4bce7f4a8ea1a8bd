import type { Node } from "@babel/types";
import type { Model } from "./model/model.ts";

/** An error is surely wrong; a suggestion is for the reader to judge. */
export type Kind = "error" | "suggestion";

/** What was found, why it harms and what to write instead, in each language. */
export type Words = { ja: string; en: string };

export type Found = { node: Node; kind: Kind; words: Words };

/** A rule about one file. Its id is that of its section in references/pitfalls.md. */
export type Rule = {
  id: string;
  /** Whether it speaks of inngest 4 only. */
  v4Only?: true;
  check: (model: Model) => Found[];
};

/** A code file without a word about Inngest, which may still pass functions on. */
export type Other = { path: string; text: string };

/** A rule about all files of a run. */
export type ProjectRule = {
  id: string;
  check: (models: Model[], others: Other[]) => (Found & { model: Model })[];
};

export const error = (node: Node, ja: string, en: string): Found => ({ node, kind: "error", words: { ja, en } });
export const suggestion = (node: Node, ja: string, en: string): Found => ({ node, kind: "suggestion", words: { ja, en } });
