import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { shippedFiles } from "./shipped.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const copies = (path: string, ...specifiers: string[]) => shippedFiles(root, path, specifiers).map((file) => file.path);

it("finds durable.mjs and its types, to be put where they are imported from", () => {
  expect(copies("test/a.test.ts", "vitest", "./durable.mjs")).toEqual(["test/durable.mjs", "test/durable.d.mts"]);
  expect(copies("src/inngest/a.test.ts", "../../test/durable.mjs")).toEqual(["test/durable.mjs", "test/durable.d.mts"]);
});

it("leaves packages and the project's own files alone", () => {
  expect(copies("test/a.test.ts", "inngest", "durable.mjs", "./helper.mjs", "../src/ship")).toEqual([]);
});
