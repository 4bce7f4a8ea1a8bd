import GithubSlugger from "github-slugger";
import type { Code, Html, Root, Yaml } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString } from "mdast-util-to-string";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { visit } from "unist-util-visit";

/** A code fence. `line` is the line of its opening fence; its text starts one line below. */
export type Fence = {
  line: number;
  column: number;
  /** First word of the info string, or null for a fence that names no language and for indented code. */
  lang: string | null;
  /** The other words of the info string. */
  words: string[];
  text: string;
  closed: boolean;
  indented: boolean;
};

export type Heading = { depth: number; text: string; slug: string; line: number };
export type Link = { url: string; line: number; column: number };
export type HtmlBlock = { text: string; line: number; column: number };
export type InlineCode = { text: string; line: number; column: number };

/** One Markdown file, parsed once. */
export type Document = {
  /** Path relative to the repository's root, with forward slashes. */
  path: string;
  text: string;
  lines: string[];
  /** The YAML between the first `---` lines, or null. It starts on line 2. */
  frontmatter: string | null;
  fences: Fence[];
  headings: Heading[];
  links: Link[];
  html: HtmlBlock[];
  inlineCode: InlineCode[];
};

/**
 * Parses Markdown as CommonMark with GitHub's tables and YAML frontmatter.
 *
 * @param path where the text is from, relative to the repository's root
 * @param text the file's text
 * @returns the parts that the checks look at, with positions that count from 1
 */
export function parseDocument(path: string, text: string): Document {
  const root = fromMarkdown(text, {
    extensions: [frontmatter(["yaml"]), gfm()],
    mdastExtensions: [frontmatterFromMarkdown(["yaml"]), gfmFromMarkdown()],
  });
  const lines = text.split(/\r\n|\n|\r/);
  return {
    path,
    text,
    lines,
    frontmatter: root.children.find((node): node is Yaml => node.type === "yaml")?.value ?? null,
    fences: collect(root, "code", (node) => toFence(node, lines)),
    headings: toHeadings(root),
    links: [
      ...collect(root, "link", (node) => ({ url: node.url, ...start(node) })),
      ...collect(root, "definition", (node) => ({ url: node.url, ...start(node) })),
      ...collect(root, "image", (node) => ({ url: node.url, ...start(node) })),
    ],
    html: collect(root, "html", (node: Html) => ({ text: node.value, ...start(node) })),
    inlineCode: collect(root, "inlineCode", (node) => ({ text: node.value, ...start(node) })),
  };
}

type NodeOf<T extends string> = Extract<import("mdast").Nodes, { type: T }>;

function collect<T extends import("mdast").Nodes["type"], R>(root: Root, type: T, map: (node: NodeOf<T>) => R): R[] {
  const found: R[] = [];
  visit(root, type, (node) => void found.push(map(node as NodeOf<T>)));
  return found;
}

function start(node: { position?: { start: { line: number; column: number } } | undefined }) {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
}

function toHeadings(root: Root): Heading[] {
  const slugger = new GithubSlugger();
  return collect(root, "heading", (node) => {
    const text = toString(node);
    return { depth: node.depth, text, slug: slugger.slug(text), line: start(node).line };
  });
}

function toFence(node: Code, lines: string[]): Fence {
  const { line, column } = start(node);
  const opening = (lines[line - 1] ?? "").slice(column - 1);
  const marker = /^(`{3,}|~{3,})/.exec(opening)?.[1];
  return {
    line,
    column,
    lang: node.lang ?? null,
    words: node.meta?.split(/\s+/).filter(Boolean) ?? [],
    text: node.value,
    closed: marker === undefined || isClosed(node, marker, lines),
    indented: marker === undefined,
  };
}

// CommonMark lets an unclosed fence run to the end of its container, so the parser itself does not complain.
function isClosed(node: Code, marker: string, lines: string[]): boolean {
  const end = node.position?.end.line ?? 0;
  const last = (lines[end - 1] ?? "").replace(/^[\s>]*/, "").trimEnd();
  return end > start(node).line && last.length >= marker.length && last === marker.charAt(0).repeat(last.length);
}
