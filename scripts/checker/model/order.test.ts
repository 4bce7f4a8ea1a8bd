import { describe, expect, it } from "vitest";
import { mayFollow } from "./order.ts";
import { parse } from "./parse.ts";
import { Tree } from "./tree.ts";

/** Whether `goal()` may run after `here()` in the body of a function. */
function follows(body: string): boolean {
  const parsed = parse("a.ts", `async function f() {\n${body}\n}`);
  if (parsed === null) throw new Error("no code");
  const tree = new Tree(parsed.file);
  const calls = (name: string) => tree.calls.filter(({ callee }) => callee.type === "Identifier" && callee.name === name);
  const [here] = calls("here");
  const [fn] = tree.of("FunctionDeclaration");
  if (!here || !fn) throw new Error("no here() in the code");
  return mayFollow(tree, here, fn, calls("goal"));
}

describe("mayFollow", () => {
  it.each([
    ["the next statement", "here(); goal();"],
    ["the same expression", "await all([here(), goal()]);"],
    ["what stands after a branch", "if (a) { here(); } goal();"],
    ["an arm after its test", "if (here()) return; else goal();"],
    ["the next round of a loop", "for (const a of b) { goal(); here(); }"],
    ["the next round after continue", "while (a) { goal(); if (b) { here(); continue; } }"],
    ["what stands after a loop that break leaves", "for (;;) { here(); break; } goal();"],
    ["what stands after a switch that break leaves", "switch (a) { case 1: here(); break; } goal();"],
    ["the next case without a break", "switch (a) { case 1: here(); case 2: goal(); }"],
    ["finally after a try", "try { here(); } finally { goal(); }"],
    ["what stands after a function that holds it", "const g = () => { here(); return 1; }; g(); goal();"],
    ["what stands after a branch that may leave", "here(); if (a) return; goal();"],
  ])("is true of %s", (_, body) => expect(follows(body)).toBe(true));

  it.each([
    ["what stands before", "goal(); here();"],
    ["what stands after a return", "if (a) { here(); return; } goal();"],
    ["a value that is returned", "if (a) return here(); goal();"],
    ["what stands after arms that both leave", "if (a) { here(); if (b) return 1; else throw c; } goal();"],
    ["the other arm", "if (a) here(); else goal();"],
    ["another case", "switch (a) { case 1: here(); break; case 2: goal(); }"],
    ["a round before break", "for (;;) { goal(); if (a) { here(); break; } }"],
    ["the catch of its own failure", "try { here(); } catch { goal(); }"],
  ])("is false of %s", (_, body) => expect(follows(body)).toBe(false));
});
