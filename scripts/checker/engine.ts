import { withoutIgnored } from "./ignores.ts";
import { Model } from "./model/model.ts";
import { parse } from "./model/parse.ts";
import { Tree } from "./model/tree.ts";
import type { Issue, Note } from "./report.ts";
import type { Found, Other } from "./rule.ts";
import { projectRules, rules } from "./rules/index.ts";
import type { Packages } from "./sdk.ts";

/** A file to check. */
export type Source = {
  /** For messages; with forward slashes. */
  path: string;
  text: string;
  /** The major version of inngest that its project has. */
  sdk: 3 | 4;
  projectFolder: string;
  /** The packages that its package.json names, with their ranges. */
  packages?: Packages;
};

/**
 * Checks files. No input makes it throw: a file that can not be judged becomes a note.
 *
 * @param sources the files of one run, which the rules about a project see together
 * @param others the code files without a word about Inngest
 * @returns findings in reading order
 */
export function check(sources: Source[], others: Other[] = []): { issues: Issue[]; notes: Note[] } {
  const notes: Note[] = [];
  const models: Model[] = [];
  const issues = new Map<string, Issue[]>();
  const add = (id: string, model: Model, { node, kind, words }: Found) => {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    issues.get(model.path)?.push({ file: model.path, line, column: column + 1, rule: id, kind, words });
  };
  for (const source of sources) {
    const model = modelOf(source, notes);
    if (model === null) continue;
    issues.set(model.path, []);
    models.push(model);
    for (const { id, v4Only, check: find } of rules) {
      if (v4Only && model.sdk === 3) continue;
      guarded(notes, source.path, id, () => {
        for (const found of find(model)) add(id, model, found);
      });
    }
  }
  for (const { id, check: find } of projectRules) {
    guarded(notes, ".", id, () => {
      for (const { model, ...found } of find(models, others)) add(id, model, found);
    });
  }
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  return {
    issues: models.flatMap((model) => inOrder(withoutIgnored(issues.get(model.path) ?? [], texts.get(model.path) ?? "", model.tree.comments))),
    notes,
  };
}

/** A rule that stumbles over odd code says so and does not hide what the others find. */
function guarded(notes: Note[], file: string, rule: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notes.push({ file, words: { ja: `規則 ${rule} を当てられなかった(${reason})`, en: `the rule ${rule} could not be applied (${reason})` } });
  }
}

function modelOf({ path, text, sdk, projectFolder, packages }: Source, notes: Note[]): Model | null {
  const parsed = parse(path, text);
  if (parsed === null) {
    notes.push({ file: path, words: { ja: "解析できないので調べていない", en: "not checked: it can not be parsed" } });
    return null;
  }
  if (parsed.problem) {
    const { line, message } = parsed.problem;
    notes.push({ file: `${path}:${line}`, words: { ja: `構文エラーのある文を除いて調べた(${message})`, en: `checked without the statement that has a syntax error (${message})` } });
  }
  return new Model(path, new Tree(parsed.file), sdk, projectFolder, packages);
}

function inOrder(issues: Issue[]): Issue[] {
  const unique = new Map(issues.map((issue) => [`${issue.line}:${issue.column}:${issue.rule}`, issue]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule));
}
