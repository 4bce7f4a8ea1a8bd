import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readRepository } from "../repository.ts";
import { check } from "./engine.ts";

// FUZZ=10000 for the whole number.
const rounds = Number(process.env["FUZZ"] ?? 500);
const { documents, examples, tests } = readRepository(fileURLToPath(new URL("../..", import.meta.url)));
const texts = [...[...examples, ...tests].map((file) => readFileSync(file, "utf8")), ...documents.flatMap(({ fences }) => fences.filter(({ lang }) => lang === "ts").map(({ text }) => text))];
const endings = ["ts", "tsx", "js", "mjs", "cts"];

let seed = 7;
const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;

/** Breaks a text: cuts it, puts a piece of another one in, repeats a piece, or overwrites some of it. */
function broken(text: string): string {
  const [a, b] = [random(text.length + 1), random(text.length + 1)].sort((x, y) => x - y) as [number, number];
  const other = pick(texts);
  const from = random(other.length + 1);
  const ways = [
    () => text.slice(0, b),
    () => text.slice(a),
    () => text.slice(0, a) + text.slice(b),
    () => text.slice(0, a) + other.slice(from, from + random(400)) + text.slice(a),
    () => text.slice(0, b) + text.slice(a, b) + text.slice(b),
    () => text.slice(0, a) + String.fromCharCode(...Array.from({ length: 1 + random(40) }, () => random(random(2) ? 128 : 65_536))) + text.slice(b),
    () => text.slice(0, a) + pick(["{", "}", "(", ")", "`", "'", "/*", "${", "<", "async ", "await ", "...", "=>", ";", "?.", "export "]).repeat(1 + random(30)) + text.slice(a),
  ];
  return pick(ways)();
}

it(`survives ${rounds} broken files: it never throws, hangs, or loses a rule`, () => {
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    let text = broken(pick(texts));
    if (random(2)) text = broken(text);
    const before = process.cpuUsage();
    const { notes } = check([{ path: `a.${pick(endings)}`, text, sdk: random(4) ? 4 : 3, projectFolder: "" }]);
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1_000);
    expect({ round, lost: notes.filter(({ words }) => words.en.startsWith("the rule")) }).toEqual({ round, lost: [] });
  }
  console.info(`slowest of ${rounds}: ${slowest.toFixed(0)} ms`);
  expect(slowest).toBeLessThan(1_000);
}, 600_000);
