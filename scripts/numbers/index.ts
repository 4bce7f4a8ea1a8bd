import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import type { Document } from "../document.ts";
import type { Outcome } from "../finding.ts";
import { skillFolder } from "../shipped.ts";
import { checkNumbers, home, idle } from "./check.ts";
import { shownBy } from "./shown.ts";

/**
 * Checks that every limit and default that the guidance states is what the table says.
 *
 * @param documents the parsed Markdown files
 * @param files absolute paths of the examples and their tests
 * @param root absolute path of the repository, to which findings are relative
 * @param sdk absolute path of the installed SDK's folder
 * @throws {Error} when the table is not there
 */
export async function checkLimits(documents: Document[], files: string[], root: string, sdk: string): Promise<Outcome> {
  const table = documents.find(({ path }) => path === home);
  if (!table) throw new Error(`there is no ${home}`);
  const examples = files.map((file) => ({ path: relative(root, file).split(sep).join("/"), lines: readFileSync(file, "utf8").split("\n") }));
  const skill = documents.filter((document) => document !== table && document.path.startsWith(skillFolder));
  const prose = [...skill, ...examples];
  const { findings, counts } = checkNumbers(table, prose, await shownBy(sdk));
  return { findings: [...findings, ...idle(table, prose)], counts };
}
