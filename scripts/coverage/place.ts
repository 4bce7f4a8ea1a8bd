/**
 * Finds the line of an entry in a file of the map.
 *
 * @param text the file's text
 * @param kind the kind; `subpath` has a constant of its own
 * @param name the name, or null for the line that opens the kind
 * @returns the line from 1, or null when the file does not have it
 */
export function entryLine(text: string, kind: string, name: string | null): number | null {
  const lines = text.split("\n");
  const opening = lines.findIndex((line) => line === `  "${kind}": {` || (kind === "subpath" && line.startsWith("export const subpaths")));
  if (opening < 0) return null;
  if (name === null) return opening + 1;
  const entry = lines.findIndex((line, index) => index > opening && (line.trimStart().startsWith(`${name}:`) || line.trimStart().startsWith(`"${name}":`)));
  return entry < 0 ? null : entry + 1;
}
