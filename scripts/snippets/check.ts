import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { shippedFiles } from "../shipped.ts";
import { type Complaint, judge } from "./judge.ts";
import { type Module, pathComment, type Piece, type Sdk, toModule } from "./module.ts";
import { preludeNames, withProject } from "./project.ts";
import { compiled, readCodeText, readFences, sayer } from "./read.ts";
import { runTsc } from "./tsc.ts";
import { judgeOnV4 } from "./v3.ts";

/**
 * Compiles every code fence of the documents, and the files, against the pinned SDK as one program. Fences for inngest 3
 * are compiled against that too, as a second program beside it.
 *
 * @param documents the parsed Markdown files
 * @param files absolute paths of TypeScript files that belong to the same program
 * @param root absolute path of the repository, to which findings are relative
 * @returns findings at their place in the Markdown or file; counts of fences and of what is proven of them
 * @throws {Error} when the compiler does not run
 */
export async function checkSnippets(documents: Document[], files: string[], root: string): Promise<Outcome> {
  const findings: Finding[] = [];
  const preludes: Record<Sdk, Set<string>> = { v3: preludeNames("v3"), v4: preludeNames("v4") };
  const own: Module[] = [];
  const version3: Module[] = [];
  const carried: { piece: Piece; module: Module }[] = [];
  const copies = new Map<string, { path: string; text: string }>();
  for (const document of documents) {
    const pieces = readFences(document, sayer(findings, document.path));
    const paths: Record<Sdk, Set<string>> = { v3: filePaths(pieces, "v3"), v4: filePaths(pieces, "v4") };
    for (const piece of pieces) {
      const module = toModule(piece, preludes.v4, paths[piece.written], "v4");
      const shipped = shippedFiles(root, module.path, piece.source.specifiers.map(({ name }) => name));
      for (const copy of shipped.filter(({ path }) => path.endsWith(".d.mts"))) copies.set(copy.path, copy);
      if (piece.written === "v4") {
        own.push(module);
      } else {
        carried.push({ piece, module });
        version3.push(toModule(piece, preludes.v3, paths.v3, "v3"));
      }
    }
  }
  const parsing = files.filter((file) => {
    const say = sayer(findings, relative(root, file).split(sep).join("/"));
    return readCodeText(readFileSync(file, "utf8"), "ts", false, "v4", say) !== null;
  });

  const [onV4, onV3] = await Promise.all([
    compile([...own, ...carried.map(({ module }) => module)], parsing, "v4", [...copies.values()]),
    version3.length > 0 ? compile(version3, [], "v3") : [],
  ]);
  const isCarried = new Set(carried.map(({ module }) => module));
  const judged = judge(own, onV4.filter(({ module }) => !module || !isCarried.has(module)), root, "the pinned SDK");
  const judgedOnV3 = judge(version3, onV3, root, "inngest 3");
  const judgedCarried = judgeOnV4(carried, onV4);
  findings.push(...judged.findings, ...judgedOnV3.findings, ...judgedCarried.findings);
  const fences = documents.flatMap((document) => document.fences);
  const code = fences.filter(({ lang }) => lang !== null && compiled.includes(lang));
  return {
    findings,
    counts: {
      fences: fences.length,
      compiled: own.length + version3.length,
      unchecked: code.length - own.length - version3.length,
      expectedErrorsProven: judged.proven + judgedOnV3.proven,
      v3Fences: version3.length,
      refusedByV4: judgedCarried.refused,
      files: parsing.length,
    },
  };
}

function filePaths(pieces: Piece[], written: Sdk): Set<string> {
  return new Set(pieces.filter((piece) => piece.written === written).flatMap(({ fence }) => pathComment(fence.text) ?? []));
}

// While any file has a syntax error the compiler reports no type errors, so a file that our parser let pass is set aside.
async function compile(modules: Module[], files: string[], sdk: Sdk, copies: { path: string; text: string }[] = []): Promise<Complaint[]> {
  const complaints = await withProject([...modules, ...copies], files, sdk, async (folder) => {
    const byFile = new Map(modules.map((module) => [join(folder, module.path), module]));
    return (await runTsc(folder)).map((diagnostic) => ({ diagnostic, module: byFile.get(diagnostic.file ?? "") ?? null }));
  });
  const onlySyntax = complaints.length > 0 && complaints.every(({ diagnostic }) => /^TS1\d{3}$/.test(diagnostic.code));
  if (!onlySyntax) return complaints;
  const bad = new Set(complaints.map(({ module, diagnostic }) => module ?? diagnostic.file));
  const rest = await compile(modules.filter((m) => !bad.has(m)), files.filter((f) => !bad.has(f)), sdk, copies);
  return [...complaints, ...rest];
}
