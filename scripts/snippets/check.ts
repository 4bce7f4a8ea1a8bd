import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { type Complaint, judge } from "./judge.ts";
import { type Module, pathComment, toModule } from "./module.ts";
import { withProject } from "./project.ts";
import { compiled, type Piece, readCodeText, readFences, sayer } from "./read.ts";
import { readSource } from "./source.ts";
import { runTsc } from "./tsc.ts";

const preludeFile = fileURLToPath(new URL("prelude.ts", import.meta.url));

/**
 * Compiles every code fence of the documents, and the files, against the installed SDK as one program.
 *
 * @param documents the parsed Markdown files
 * @param files absolute paths of TypeScript files that belong to the same program
 * @param root absolute path of the repository, to which findings are relative
 * @returns findings at their place in the Markdown or file; counts of fences and of directives proven
 * @throws {Error} when the compiler does not run
 */
export async function checkSnippets(documents: Document[], files: string[], root: string): Promise<Outcome> {
  const findings: Finding[] = [];
  const preludeNames = readSource(readFileSync(preludeFile, "utf8"), "ts", false).exported;
  const modules = documents.flatMap((document) => {
    const pieces = readFences(document, sayer(findings, document.path));
    const paths = filePaths(pieces);
    return pieces.map(({ fence, source, setting }) => toModule(document, fence, source, setting, preludeNames, paths));
  });
  const parsing = files.filter((file) => {
    const say = sayer(findings, relative(root, file).split(sep).join("/"));
    return readCodeText(readFileSync(file, "utf8"), "ts", false, say) !== null;
  });

  const judged = judge(modules, await compile(modules, parsing), root);
  findings.push(...judged.findings);
  const fences = documents.flatMap((document) => document.fences);
  const code = fences.filter(({ lang }) => lang !== null && compiled.includes(lang));
  return {
    findings,
    counts: {
      fences: fences.length,
      compiled: modules.length,
      unchecked: code.length - modules.length,
      expectedErrorsProven: judged.proven,
      files: parsing.length,
    },
  };
}

function filePaths(pieces: Piece[]): Set<string> {
  return new Set(pieces.flatMap(({ fence }) => pathComment(fence.text) ?? []));
}

// While any file has a syntax error the compiler reports no type errors, so a file that our parser let pass is set aside.
async function compile(modules: Module[], files: string[]): Promise<Complaint[]> {
  const complaints = await withProject(modules, files, async (folder) => {
    const byFile = new Map(modules.map((module) => [join(folder, module.path), module]));
    return (await runTsc(folder)).map((diagnostic) => ({ diagnostic, module: byFile.get(diagnostic.file ?? "") ?? null }));
  });
  const onlySyntax = complaints.length > 0 && complaints.every(({ diagnostic }) => /^TS1\d{3}$/.test(diagnostic.code));
  if (!onlySyntax) return complaints;
  const bad = new Set(complaints.map(({ module, diagnostic }) => module ?? diagnostic.file));
  const rest = await compile(modules.filter((m) => !bad.has(m)), files.filter((f) => !bad.has(f)));
  return [...complaints, ...rest];
}
