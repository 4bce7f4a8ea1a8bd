/**
 * Adds a release to the changelog, above the earlier ones.
 *
 * @param changelog the text so far; its first line that starts with `## ` is the newest release
 * @param version the release, for example "1.2.0"
 * @param date its day, ISO
 * @param subjects of the commits since the last release, oldest first
 */
export function withRelease(changelog: string, version: string, date: string, subjects: string[]): string {
  const section = [`## ${version} (${date})`, "", ...subjects.map((subject) => `- ${subject}`), ""].join("\n");
  const at = changelog.search(/^## /m);
  return at < 0 ? `${changelog.trimEnd()}\n\n${section}` : `${changelog.slice(0, at)}${section}\n${changelog.slice(at)}`;
}

/**
 * Which of two versions is newer.
 *
 * @param a a version like "1.2.3"
 * @param b another
 * @returns whether a is newer than b
 */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const at = [0, 1, 2].find((i) => left?.[i] !== right?.[i]);
  return at !== undefined && (left?.[at] ?? 0) > (right?.[at] ?? 0);
}

/**
 * Writes another version into texts that tell the present one.
 *
 * @param text a manifest or a README
 * @param from the present version
 * @param to the next one
 * @returns the text; `"version": "…"` and `dev-core …` are changed and nothing else
 * @throws {Error} when the text does not tell the present version
 */
export function withVersion(text: string, from: string, to: string): string {
  const places = new RegExp(`("version": "|\\bdev-core )${from.replaceAll(".", "\\.")}(?![\\w.-]*\\d)`, "g");
  if (!places.test(text)) throw new Error(`does not tell the version ${from}`);
  return text.replace(places, `$1${to}`);
}
