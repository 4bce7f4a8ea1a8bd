import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { budgets } from "../budgets.ts";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { checkPlugin } from "./check.ts";
import { triggerPhrases } from "../phrases.ts";
import { pinned } from "./versions.ts";

const here = fileURLToPath(new URL("../..", import.meta.url));
const [version] = pinned(here, ["inngest"]);

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "plugin-"));
  for (const file of [".claude-plugin", "plugin/.claude-plugin", "plugin/hooks", "CHANGELOG.md", "package.json", "package-lock.json"]) cpSync(join(here, file), join(root, file), { recursive: true });
  write("scripts/package.json", readFileSync(join(here, "scripts/package.json"), "utf8"));
  write("plugin/skills/inngest/scripts/check.mjs", "");
  write("CONTRIBUTING.md", "# Contributing");
  write("plugin/evals/README.md", "# Evals");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const description = `description: ${triggerPhrases.join("、")}`;
const skillText = (front: string[], body = "# Inngest") => ["---", ...front, "---", "", body, "", `inngest ${version}`].join("\n");
const sound = skillText(["name: inngest", description]);

function check(skill: string, references: Record<string, string> = {}) {
  const files = { "plugin/skills/inngest/SKILL.md": skill, ...references };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const documents = Object.entries(files).map(([path, text]) => parseDocument(path, text));
  return checkPlugin(root, documents).findings.map((f) => `${place(f).replace("plugin/skills/inngest/", "")} ${f.rule} ${f.message}`);
}

describe("a sound package", () => {
  it("draws no finding", () => {
    expect(check(sound)).toEqual([]);
  });
});

describe("the frontmatter", () => {
  it.each<[string, string, string]>([
    ["is there", "# Inngest", "SKILL.md:1:1 plugin/frontmatter expected YAML"],
    ["is YAML", skillText(["name: inngest", "description: a: b"]), "SKILL.md:3:14 plugin/frontmatter not valid YAML: Nested mappings are not allowed"],
    ["is a mapping", skillText(["- name"]), "SKILL.md:2:1 plugin/frontmatter expected a mapping"],
    ["has a name", skillText([description]), 'SKILL.md:2:1 plugin/frontmatter the field "name" is missing'],
    ["has a description", skillText(["name: inngest"]), 'SKILL.md:2:1 plugin/frontmatter the field "description" is missing'],
    ["has portable fields only", skillText(["name: inngest", description, "allowed-tools: Bash"]), 'SKILL.md:4:1 plugin/frontmatter "allowed-tools" is not a portable field'],
    ["has the folder's name", skillText(["name: Inngest", description]), 'SKILL.md:2:1 plugin/frontmatter name is "Inngest"; expected the folder\'s name "inngest"'],
    ["has a description of at most 1,024 characters", skillText(["name: inngest", description + "あ".repeat(900)]), "SKILL.md:3:1 plugin/frontmatter description has 1"],
    ["has texts in metadata", skillText(["name: inngest", description, "metadata:", "  sdk: 4"]), "SKILL.md:4:1 plugin/frontmatter metadata is a mapping of strings"],
    ["has a license that is a text", skillText(["name: inngest", description, "license: 1"]), "SKILL.md:4:1 plugin/frontmatter license is a text"],
  ])("%s", (_, text, expected) => {
    expect(check(text).filter((f) => f.includes("/frontmatter"))).toEqual([expect.stringContaining(expected)]);
  });

  it.each(triggerPhrases.map((phrase) => [phrase]))("has the trigger phrase 「%s」", (phrase) => {
    const without = triggerPhrases.filter((p) => p !== phrase).join("、");
    expect(check(skillText(["name: inngest", `description: ${without}`]))).toEqual([
      `SKILL.md:3:1 plugin/trigger the description lacks the trigger phrase 「${phrase}」`,
    ]);
  });
});

describe("sizes", () => {
  it("the plugin stays small, since every user installs it; what stands beside it may be large", () => {
    write("scripts/recorded.json", "x".repeat(budgets.installedBytes));
    expect(check(sound)).toEqual([]);
    write("plugin/skills/inngest/recorded.json", "x".repeat(budgets.installedBytes));
    expect(check(sound)).toEqual([expect.stringMatching(/^\.claude-plugin\/marketplace\.json:1:1 plugin\/size every user would install \d+ bytes; at most \d+$/)]);
  });

  it("keep the body of SKILL.md within 200 lines", () => {
    expect(check(skillText(["name: inngest", description], "a\n".repeat(200)))).toEqual([expect.stringMatching(/^SKILL\.md:\d+:1 plugin\/size the body has 203 lines; at most 200/)]);
  });

  it("keep the body of SKILL.md within about 2,500 tokens", () => {
    expect(check(skillText(["name: inngest", description], "あ".repeat(2_500)))).toEqual([expect.stringContaining("plugin/size the body costs about 2504 tokens; at most 2500")]);
  });
});

describe("a reference", () => {
  const reference = (text: string) => check(sound, { "plugin/skills/inngest/references/a.md": text });

  it("says first when to read it", () => {
    expect(reference("# A\n\nこれは\n")).toEqual(['references/a.md:2:1 plugin/opener expected the text below the title to start with 「読むとき:」; found "これは"']);
  });

  it("has a table of contents when it is over 100 lines", () => {
    expect(reference(`# A\n\n読むとき: x\n${"\n".repeat(100)}`)).toEqual(["references/a.md:1:1 plugin/contents 104 lines and no table of contents; one is due over 100"]);
  });

  it("names each section in it", () => {
    expect(reference(`# A\n\n読むとき: x\n\n## 目次\n\n- [B](#b)\n\n## B\n\n## C\n${"\n".repeat(100)}`)).toEqual(['references/a.md:11:1 plugin/contents the table of contents lacks "C"']);
  });
});

describe("a link", () => {
  const link = (url: string) => check(skillText(["name: inngest", description], `a [b](${url})`), { "plugin/skills/inngest/references/a.md": "# A\n\n読むとき: x\n\n## step.run\n" });

  it.each(["references/a.md", "references/a.md#steprun", "#inngest", "https://www.inngest.com/docs#x"])("to %s is fine", (url) => {
    expect(link(url).filter((f) => !f.includes('"#inngest"'))).toEqual([]);
  });

  it("leads to a file", () => {
    expect(link("references/b.md")).toEqual(['SKILL.md:6:3 plugin/link the link "references/b.md" leads to plugin/skills/inngest/references/b.md, which does not exist']);
  });

  it("leads to a heading", () => {
    expect(link("references/a.md#step-run")).toEqual(['SKILL.md:6:3 plugin/anchor no heading of plugin/skills/inngest/references/a.md has the anchor "#step-run"']);
  });

  it("stays inside the skill, which is copied on its own", () => {
    expect(link("../../../package.json")).toEqual([expect.stringContaining("plugin/link the link \"../../../package.json\" leaves the folder")]);
  });
});

describe("what stands beside the guidance", () => {
  it.each(["CONTRIBUTING.md", "plugin/evals/README.md"])("has links that lead somewhere: %s", (path) => {
    write(path, "# A\n\n[b](nowhere.md)\n");
    expect(check(sound)).toEqual([expect.stringContaining(`${path}:3:1 plugin/link the link "nowhere.md" leads to`)]);
  });

  it("is there", () => {
    rmSync(join(root, "CONTRIBUTING.md"));
    expect(check(sound)).toEqual(["CONTRIBUTING.md:1:1 plugin/missing expected this file; found none"]);
  });

  it("tells of commands that there are", () => {
    write("CONTRIBUTING.md", "# A\n\n`npm test`, then `npm run tests`\n");
    expect(check(sound)).toEqual([expect.stringMatching(/^CONTRIBUTING\.md:3:19 plugin\/command package\.json has no script tests; it has build, /)]);
  });

  it("opens with the plugin's version in the changelog", () => {
    write("CHANGELOG.md", "# Changelog\n\n## 0.0.9 (2026-01-01)\n");
    expect(check(sound)).toEqual([expect.stringMatching(/^CHANGELOG\.md:3:1 plugin\/version expected \d+\.\d+\.\d+, as in plugin\.json, as the newest release; found 0\.0\.9/)]);
  });
});

describe("a README", () => {
  const { scripts } = JSON.parse(readFileSync(join(here, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const plugin = /"version": "([^"]+)"/.exec(readFileSync(join(here, "plugin/.claude-plugin/plugin.json"), "utf8"))?.[1];
  const text = `inngest ${version}, dev-core ${plugin}\n\n${Object.keys(scripts).map((name) => `npm run ${name}`).join("\n")}\n`;
  const reference = { "plugin/skills/inngest/references/a.md": "# A\n\n読むとき: x\n" };

  it("leads to every reference, and tells of every command", () => {
    expect(check(sound, { "README.md": `${text}\n[a](plugin/skills/inngest/references/a.md#a)`, ...reference })).toEqual([]);
    expect(check(sound, { "README.md": text, ...reference })).toEqual(["README.md:1:1 plugin/reference expected a link to plugin/skills/inngest/references/a.md; found none"]);
    expect(check(sound, { "README.md": text.replace("npm run drift", "") })).toEqual(["README.md:1:1 plugin/command expected this text or CONTRIBUTING.md to tell of the script drift of package.json; found it in neither"]);
    write("CONTRIBUTING.md", "# A\n\n`npm run drift`\n");
    expect(check(sound, { "README.md": text.replace("npm run drift", "") })).toEqual([]);
  });
});

describe("the packages", () => {
  it("that are installed are those that are pinned", () => {
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    write("package-lock.json", lock.replace(/("node_modules\/yaml": \{\s+"version": )"[^"]+"/, '$1"1.0.0"'));
    expect(check(sound)).toEqual([expect.stringMatching(/^package-lock\.json:1:1 plugin\/installed expected yaml 1\.0\.0 in node_modules; found \d/)]);
  });
});

describe("the version told", () => {
  it.each([
    ["inngest 3.54.1", "3.54.1"],
    ["SDK の 4.23.0 では", "4.23.0"],
    ["`@inngest/test` 0.1.8", "0.1.8"],
    ["| `@inngest/test` | 0.1.8 |", "0.1.8"],
  ])("in a reference is one that its code is compiled with: %s", (told, found) => {
    const reference = (text: string) => check(sound, { "plugin/skills/inngest/references/a.md": `# A\n\n読むとき: x\n\n${text}\n` });
    expect(reference(told)).toEqual([expect.stringMatching(new RegExp(`^references/a\\.md:5:\\d+ plugin/version expected a version that the code is compiled with, .*; found ${found}$`))]);
    expect(reference(`inngest 3.54.2、${version}、\`@inngest/test\` 1.0.0、Dev Server 1.43.0、zod@4.0.0`)).toEqual([]);
  });

  it("is the pinned one", () => {
    expect(check(`${sound}\n\nverified with inngest 4.0.0`)).toEqual([expect.stringMatching(/^SKILL\.md:10:15 plugin\/version expected inngest .*; found 4\.0\.0/)]);
  });

  it("is told", () => {
    expect(check(sound.replace(`inngest ${version}`, ""))).toEqual([expect.stringContaining("SKILL.md:1:1 plugin/version expected the text to say")]);
  });

  it.each([
    ["is that of plugin.json", "dev-core 0.0.9", /^README\.md:3:1 plugin\/version expected dev-core \d+\.\d+\.\d+, as in plugin\.json; found 0\.0\.9$/],
    ["is there", "dev-core", /^README\.md:1:1 plugin\/version expected the text to say which version it is about: dev-core /],
  ])("the plugin's own version in a README %s", (_, text, expected) => {
    const readme = { "README.md": `inngest ${version}\n\n${text}` };
    expect(check(sound, readme).filter((f) => f.includes("plugin/version"))).toEqual([expect.stringMatching(expected)]);
  });
});

describe("the manifests", () => {
  const change = (file: string, from: string, to: string) => {
    const text = readFileSync(join(root, file), "utf8");
    expect(text).toContain(from);
    write(file, text.replace(from, to));
    return check(sound);
  };

  it.each(["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"])("never let the root gain %s, which every user would install", (key) => {
    expect(change("package.json", '"private": true,', `"private": true,\n  "${key}": { "zod": "4.0.0" },`)).toEqual([
      `package.json:4:${key.length + 7} plugin/manifest ${key}: whoever installs the repository as a plugin would download these; they belong in scripts/package.json`,
    ]);
  });

  it("keep the harness in its workspace", () => {
    expect(change("package.json", '"scripts"\n  ]', '"scripts", "more"\n  ]')).toEqual([expect.stringContaining("package.json:9:17 plugin/manifest workspaces")]);
  });

  it("come with the licence, which every copy has to hold", () => {
    expect(readFileSync(join(here, "plugin/LICENSE"), "utf8")).toBe(readFileSync(join(here, "LICENSE"), "utf8"));
  });

  it("leave the client no packages to install", () => {
    write("plugin/package.json", "{}");
    expect(check(sound)).toEqual([".claude-plugin/marketplace.json:1:1 plugin/packages expected no package.json in plugin/; found one"]);
  });

  it("start a hook that there is", () => {
    expect(change("plugin/hooks/hooks.json", "check.mjs", "chekc.mjs")).toEqual(["plugin/hooks/hooks.json:11:22 plugin/manifest hooks.PostToolUse.0.hooks.0.args.0: expected a file of the plugin; found none"]);
    rmSync(join(root, "plugin/hooks"), { recursive: true });
    expect(check(sound)).toEqual(["plugin/hooks/hooks.json:1:1 plugin/manifest expected this file; found none"]);
  });

  it("keep the version in plugin.json only", () => {
    expect(change(".claude-plugin/marketplace.json", '"source": "./plugin",', '"source": "./plugin",\n      "version": "1.0.0",')).toEqual([
      ".claude-plugin/marketplace.json:12:18 plugin/manifest plugins.0.version: the version lives only in plugin.json",
    ]);
  });

  it("pin the harness's packages", () => {
    expect(change("scripts/package.json", '"inngest": "', '"inngest": "^')).toEqual([expect.stringContaining("plugin/manifest devDependencies.inngest: expected a version like 1.2.3")]);
    expect(change("scripts/package.json", "npm:inngest@", "npm:inngest@^")).toContainEqual(expect.stringContaining("plugin/manifest devDependencies.inngest-v3: expected a version like 1.2.3"));
  });

  it("are JSON", () => {
    expect(change("plugin/.claude-plugin/plugin.json", "{", "{,")).toEqual([expect.stringContaining("plugin/.claude-plugin/plugin.json:1:1 plugin/manifest not valid JSON")]);
  });

  it("are there", () => {
    rmSync(join(root, "plugin/.claude-plugin/plugin.json"));
    expect(check(sound)).toEqual(["plugin/.claude-plugin/plugin.json:1:1 plugin/manifest expected this file; found none"]);
  });
});
