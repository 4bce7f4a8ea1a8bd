import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { withoutDialects } from "./lean-parser.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("@babel/parser"), "utf8");

it("leaves the dialects out, and all else in", () => {
  const lean = withoutDialects(source);
  expect(source.length - lean.length).toBeGreaterThan(90_000);
  expect(lean).not.toMatch(/class (Flow|ESTree|Placeholders|V8Intrinsic)\w*Mixin/);
  expect(lean).toMatch(/class TypeScriptParserMixin[^]*const mixinPlugins/);
});

it("says so when the parser has changed", () => {
  expect(() => withoutDialects(source.replace("var flow = superClass", "const flow = superClass"))).toThrow('expected "var flow = superClass =>" in @babel/parser; found none');
});
