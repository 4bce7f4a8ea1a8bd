import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { Finding } from "../finding.ts";
import { sayer } from "./report.ts";

const semver = z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/, "expected a version like 1.2.3");
const pinnedPackage = z.string().regex(/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/, "expected a version like 1.2.3, or an alias like npm:name@1.2.3");

const plugin = z.looseObject({
  name: z.literal("dev-core"),
  version: semver,
  description: z.string().min(1),
  license: z.literal("MIT"),
});

const marketplace = z.looseObject({
  name: z.literal("cc-plugins"),
  owner: z.looseObject({ name: z.string().min(1) }),
  plugins: z.tuple([
    z.looseObject({
      name: z.literal("dev-core"),
      source: z.literal("./plugin"),
      version: z.undefined({ error: "the version lives only in plugin.json" }).optional(),
    }),
  ]),
  metadata: z.looseObject({ version: z.undefined({ error: "the version lives only in plugin.json" }).optional() }).optional(),
});

// Claude Code runs `npm ci` where it finds a manifest and a lock, in case somebody installs the repository itself.
const none = z.undefined({ error: "whoever installs the repository as a plugin would download these; they belong in scripts/package.json" }).optional();
const rootPackage = z.looseObject({
  private: z.literal(true),
  version: z.undefined({ error: "the version lives only in plugin.json" }).optional(),
  workspaces: z.tuple([z.literal("scripts")]),
  dependencies: none,
  devDependencies: none,
  optionalDependencies: none,
  peerDependencies: none,
  bundleDependencies: none,
  bundledDependencies: none,
});

const scriptsPackage = z.looseObject({
  private: z.literal(true),
  version: z.undefined({ error: "the version lives only in plugin.json" }).optional(),
  dependencies: z.undefined({ error: "the harness has development dependencies only" }).optional(),
  devDependencies: z.record(z.string(), pinnedPackage),
});

const hooks = (root: string) =>
  z.looseObject({
    hooks: z.strictObject({
      PostToolUse: z.tuple([
        z.strictObject({
          matcher: z.string().min(1),
          hooks: z.tuple([
            z.strictObject({
              type: z.literal("command"),
              command: z.literal("node"),
              args: z.array(z.string().refine((argument) => isThere(root, argument), "expected a file of the plugin; found none")).min(1),
              timeout: z.number().int().positive().max(10),
            }),
          ]),
        }),
      ]),
    }),
  });

/** Whether an argument, if it names a file of the installed plugin, names one that there is. */
function isThere(root: string, argument: string): boolean {
  const path = /^\$\{CLAUDE_PLUGIN_ROOT\}\/(.+)$/.exec(argument)?.[1];
  return path === undefined || existsSync(join(root, "plugin", path));
}

const manifests = (root: string): [string, z.ZodType][] => [
  ["plugin/hooks/hooks.json", hooks(root)],
  ["plugin/.claude-plugin/plugin.json", plugin],
  [".claude-plugin/marketplace.json", marketplace],
  ["package.json", rootPackage],
  ["scripts/package.json", scriptsPackage],
];

/**
 * Checks the manifests that clients and npm read.
 *
 * @param root absolute path of the repository
 * @param findings gets a finding at the line of each entry that is not as it has to be
 * @returns how many manifests were checked
 */
export function checkManifests(root: string, findings: Finding[]): number {
  const all = manifests(root);
  for (const [file, schema] of all) checkManifest(root, file, schema, findings);
  return all.length;
}

function checkManifest(root: string, file: string, schema: z.ZodType, findings: Finding[]): void {
  const say = sayer(findings, file);
  if (!existsSync(join(root, file))) return say(1, 1, "manifest", "expected this file; found none", "create it");
  const text = readFileSync(join(root, file), "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return say(1, 1, "manifest", `not valid JSON: ${(error as Error).message}`, "mend the JSON");
  }
  // JSON is YAML, and the YAML parser knows the line of every entry.
  const counter = new LineCounter();
  const tree = parseDocument(text, { lineCounter: counter });
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const node = tree.getIn(issue.path, true) as { range?: [number, number, number] } | undefined;
    const { line, col } = node?.range ? counter.linePos(node.range[0]) : { line: 1, col: 1 };
    say(line, col, "manifest", `${issue.path.join(".") || "the manifest"}: ${issue.message}`, "correct this entry");
  }
}
