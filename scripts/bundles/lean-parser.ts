import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

// What @babel/parser can read besides JavaScript, JSX and TypeScript: a seventh of the bundle, and never switched on.
const dialects = ["flow", "estree", "placeholders", "v8intrinsic"];

/** Leaves the dialects that no bundle reads out of @babel/parser. */
export const leanParser: Plugin = {
  name: "lean-parser",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]@babel[\\/]parser[\\/]lib[\\/]index\.js$/ }, ({ path }) => ({ contents: withoutDialects(readFileSync(path, "utf8")), loader: "js" })),
};

/**
 * Replaces each dialect, a class that extends the parser, by the parser itself.
 *
 * @param source of @babel/parser
 * @throws {Error} when a dialect is not where it was
 */
export function withoutDialects(source: string): string {
  return dialects.reduce((text, name) => {
    const head = `\nvar ${name} = superClass => `;
    const from = text.indexOf(head);
    const to = text.indexOf("\n};\n", from);
    if (from < 0 || to < 0) throw new Error(`expected "${head.trim()}" in @babel/parser; found none: it has changed, look at scripts/bundles/lean-parser.ts`);
    return `${text.slice(0, from)}${head}superClass;\n${text.slice(to + 4)}`;
  }, source);
}
