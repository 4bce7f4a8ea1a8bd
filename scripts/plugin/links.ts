import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type Document, parseDocument } from "../document.ts";
import type { Say } from "./report.ts";

/**
 * Checks that each relative link of a document leads to a file, and each anchor to a heading.
 *
 * @param document the parsed file
 * @param root absolute path of the repository
 * @param home absolute path of the folder that a link must not leave, because it is copied on its own
 * @param documents all parsed files, by path
 * @returns how many links were checked
 */
export function checkLinks(document: Document, root: string, home: string, documents: Map<string, Document>, say: Say): number {
  const local = document.links.filter(({ url }) => !/^[a-z][a-z0-9+.-]*:/i.test(url));
  for (const { url, line, column } of local) {
    const [path = "", anchor] = url.split("#", 2);
    const target = path === "" ? join(root, document.path) : resolve(root, dirname(document.path), decode(path));
    const shown = relative(root, target).split(sep).join("/");
    if (!existsSync(target)) {
      say(line, column, "link", `the link "${url}" leads to ${shown}, which does not exist`, "correct the path");
    } else if (relative(home, target).startsWith("..")) {
      say(line, column, "link", `the link "${url}" leaves the folder, which is installed on its own`, "link to a file inside it");
    } else if (anchor !== undefined && statSync(target).isFile()) {
      const headings = (documents.get(shown) ?? parseDocument(shown, readFileSync(target, "utf8"))).headings;
      if (headings.some(({ slug }) => slug === decode(anchor))) continue;
      say(line, column, "anchor", `no heading of ${shown} has the anchor "#${decode(anchor)}"`, `use one of: ${nearest(decode(anchor), headings.map((h) => h.slug))}`);
    }
  }
  return local.length;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function nearest(wanted: string, slugs: string[]): string {
  const shared = (slug: string) => [...new Set(wanted)].filter((letter) => slug.includes(letter)).length - Math.abs(slug.length - wanted.length);
  return [...slugs].sort((a, b) => shared(b) - shared(a)).slice(0, 3).map((slug) => `#${slug}`).join(", ");
}
