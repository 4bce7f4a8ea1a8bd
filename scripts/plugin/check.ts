import { basename, dirname, join } from "node:path";
import type { Document } from "../document.ts";
import type { Finding, Outcome } from "../finding.ts";
import { body, checkReferenceShape, checkSkillSize, estimateTokens } from "./budgets.ts";
import { checkFrontmatter } from "./frontmatter.ts";
import { checkLinks } from "./links.ts";
import { checkManifests } from "./manifests.ts";
import { triggerPhrases } from "../phrases.ts";
import { skillFolder } from "../shipped.ts";
import { sayer } from "./report.ts";
import { checkInstalledSize } from "./size.ts";
import { checkPluginVersion, checkVersion, pinned } from "./versions.ts";

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
  const version = pinned(root, "inngest");

  let links = 0;
  for (const document of documents) {
    const say = sayer(findings, document.path);
    links += checkLinks(document, root, home(document), byPath, say);
    if (dirname(document.path).endsWith("references")) checkReferenceShape(document, say);
    else checkVersion(document, version, say);
    if (document.path.startsWith("README")) checkPluginVersion(document, root, say);
  }
  if (skill) {
    const say = sayer(findings, skill.path);
    checkFrontmatter(skill, basename(dirname(skill.path)), say);
    checkSkillSize(skill, say);
  } else {
    sayer(findings, `${skillFolder}/SKILL.md`)(1, 1, "frontmatter", "expected this file; found none", "create it");
  }
  const manifests = checkManifests(root, findings);
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
