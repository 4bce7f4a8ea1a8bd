import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Document, parseDocument } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { body, checkReferenceShape, checkSkillSize, estimateTokens } from "./budgets.ts";
import { checkFrontmatter } from "./frontmatter.ts";
import { checkLinks } from "./links.ts";
import { checkManifests } from "./manifests.ts";
import { triggerPhrases } from "../phrases.ts";
import { skillFolder } from "../shipped.ts";
import { sayer } from "./report.ts";
import { checkInstalledSize } from "./size.ts";
import { checkCommands, checkReferencesTold } from "./told.ts";
import { checkChangelog, checkInstalled, checkPluginVersion, checkVersion, checkVersionsTold, pinned, versionsToTell } from "./versions.ts";

/** What is neither installed nor a README, and has links too. */
const others = ["CONTRIBUTING.md", "CHANGELOG.md", "plugin/evals/README.md"];

/**
 * Checks everything about the package that is not code: manifests, frontmatter, sizes, links and versions told.
 *
 * @param root absolute path of the repository
 * @param documents the parsed Markdown files of the skill and the READMEs
 */
export function checkPlugin(root: string, documents: Document[]): Outcome {
  const findings: Finding[] = [];
  const byPath = new Map(documents.map((document) => [document.path, document]));
  const skill = documents.find(({ path }) => basename(path) === "SKILL.md");
  const home = (document: Document) => (skill && document.path.startsWith(dirname(skill.path)) ? join(root, dirname(skill.path)) : root);
  const [version] = pinned(root, ["inngest"]);
  const toTell = versionsToTell(root);

  const references = documents.filter(({ path }) => dirname(path).endsWith("references")).map(({ path }) => path);
  const readmes = ["README.md", "README.en.md"].filter((path) => byPath.has(path));
  const packageScripts = entries(root, "package.json", "scripts");
  const told = new Map<string, string[]>();

  let links = 0;
  for (const document of documents) {
    const say = sayer(findings, document.path);
    links += checkLinks(document, root, home(document), byPath, say);
    if (references.includes(document.path)) {
      checkReferenceShape(document, say);
      checkVersionsTold(document, toTell, say);
    } else checkVersion(document, version, say);
    if (readmes.includes(document.path)) {
      checkPluginVersion(document, root, say);
      checkReferencesTold(document, references, say);
      told.set(document.path, checkCommands(document, packageScripts, say));
    }
  }
  for (const path of others) {
    const say = sayer(findings, path);
    if (!existsSync(join(root, path))) {
      say(1, 1, "missing", "expected this file; found none", "put it back");
      continue;
    }
    const document = parseDocument(path, readFileSync(join(root, path), "utf8"));
    links += checkLinks(document, root, root, byPath, say);
    if (path === "CONTRIBUTING.md") told.set(path, checkCommands(document, packageScripts, say));
    if (path === "CHANGELOG.md") checkChangelog(document, root, say);
  }
  for (const readme of readmes) {
    for (const name of packageScripts.filter((script) => ![readme, "CONTRIBUTING.md"].some((path) => told.get(path)?.includes(script)))) {
      sayer(findings, readme)(1, 1, "command", `expected this text or CONTRIBUTING.md to tell of the script ${name} of package.json; found it in neither`, "tell what it does");
    }
  }
  if (skill) {
    const say = sayer(findings, skill.path);
    checkFrontmatter(skill, basename(dirname(skill.path)), say);
    checkSkillSize(skill, say);
  } else {
    sayer(findings, `${skillFolder}/SKILL.md`)(1, 1, "frontmatter", "expected this file; found none", "create it");
  }
  const manifests = checkManifests(root, findings);
  checkInstalled(root, entries(root, "scripts/package.json", "devDependencies"), sayer(findings, "package-lock.json"));
  const bytes = checkInstalledSize(root, sayer(findings, ".claude-plugin/marketplace.json"));
  return {
    findings,
    counts: {
      documents: documents.length,
      links,
      manifests,
      phrases: triggerPhrases.length,
      skillTokens: skill ? estimateTokens(body(skill)) : 0,
      kilobytesInstalled: Math.round(bytes / 1_000),
    },
  };
}

/** The names in a part of a manifest; none when it is not JSON, which is told elsewhere. */
function entries(root: string, manifest: string, part: string): string[] {
  try {
    return Object.keys((JSON.parse(readFileSync(join(root, manifest), "utf8")) as Record<string, object>)[part] ?? {});
  } catch {
    return [];
  }
}
