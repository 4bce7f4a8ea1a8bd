import { join } from "node:path";
import { build } from "esbuild";
import { shippedFolder } from "../shipped.ts";
import { declarations } from "./declarations.ts";
import { leanParser } from "./lean-parser.ts";
import { packed, type Packed } from "./licences.ts";
import type { Bundle } from "./table.ts";

/**
 * Makes a bundle in memory. The same sources give the same text on every machine.
 *
 * @param root absolute path of the repository
 * @returns the files to write, by their path relative to `root`
 * @throws {Error} when the sources do not build, or a package may not ship
 */
export async function makeBundle(root: string, bundle: Bundle): Promise<Map<string, string>> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`scripts/${bundle.entry}`],
    outfile: `${shippedFolder}/${bundle.name}`,
    bundle: true,
    // Every user of the plugin downloads it.
    minify: true,
    external: bundle.external,
    format: "esm",
    platform: "node",
    target: "node20",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
    plugins: [leanParser],
    write: false,
  });
  const code = outputFiles[0]?.text ?? "";
  const packages = packed(root, Object.keys(metafile.inputs));
  const files = new Map([[`${shippedFolder}/${bundle.name}`, assemble(code, bundle, packages)]]);
  if (bundle.types.length > 0) files.set(`${shippedFolder}/${bundle.name.replace(/\.mjs$/, ".d.mts")}`, await declarations(join(root, "scripts"), bundle));
  return files;
}

function assemble(code: string, { about, entry }: Bundle, packages: Packed[]): string {
  const inside = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join(", ");
  const [hashbang = ""] = /^#!.*\n/.exec(code) ?? [];
  const head = [
    ...about,
    "",
    `Made from scripts/${entry} of https://github.com/tadokoro-ryusuke/cc-plugins (MIT); do not edit.`,
    ...(inside === "" ? [] : [`Contains ${inside}; their licences are at the end of this file.`]),
  ];
  const licences = packages.map(({ name, version, text }) => `/*! ${name} ${version}\n\n${text.replaceAll("*/", "* /")}\n*/\n`);
  return [hashbang, "/* eslint-disable */\n", comment(head), "\n", code.slice(hashbang.length), ...licences.map((text) => `\n${text}`)].join("");
}

function comment(lines: string[]): string {
  return lines.map((line) => `${`// ${line}`.trimEnd()}\n`).join("");
}
