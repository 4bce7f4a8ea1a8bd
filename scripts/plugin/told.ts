import { posix } from "node:path";
import type { Document } from "../document.ts";
import type { Say } from "./report.ts";

/**
 * Checks that a reader finds every reference from a README.
 *
 * @param references paths of the references, relative to the repository
 */
export function checkReferencesTold(readme: Document, references: string[], say: Say): void {
  const linked = new Set(readme.links.map(({ url }) => posix.join(posix.dirname(readme.path), url.split("#")[0] ?? "")));
  for (const path of references.filter((reference) => !linked.has(reference))) {
    say(1, 1, "reference", `expected a link to ${path}; found none`, "add it to the table of what one wants to know");
  }
}

/**
 * Checks that the commands that a document tells are those of package.json.
 *
 * @param scripts the names in `scripts` of package.json
 * @returns the names that the document tells
 */
export function checkCommands(document: Document, scripts: string[], say: Say): string[] {
  const told = document.lines.flatMap((text, index) =>
    [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map((match) => ({ line: index + 1, column: match.index + 1, name: match[1] ?? match[2] ?? "" })),
  );
  for (const { line, column, name } of told.filter((command) => !scripts.includes(command.name))) {
    say(line, column, "command", `package.json has no script ${name}; it has ${scripts.join(", ")}`, "correct the command");
  }
  return told.map(({ name }) => name);
}
