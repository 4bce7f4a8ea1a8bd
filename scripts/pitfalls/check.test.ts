import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { order, placed } from "./cases/given.ts";
import { checkPitfalls } from "./check.ts";
import type { Cases, Proof } from "./proof.ts";

const mail = 'sendEmail({ to: event.data.email, subject: "hi" })';
const fn = (id: string, body: string) =>
  `export const ${id} = inngest.createFunction({ id: "${id}", triggers: orderPlaced }, async ({ event, step }) => { ${body} await step.sleep("s", "1h"); });`;
const fence = (...lines: string[]) => ["```ts", ...lines, "```", ""];

/** A pitfall as the document writes it: the heading is on line 1, the wrong form on line 4, the right one on line 5. */
const twice = (bad = `await ${mail};`, good = `await step.run("mail", () => ${mail});`) =>
  ["### mails-twice", "", ...fence(`${fn("bad", bad)} // ❌`, `${fn("good", good)} // ✅`)].join("\n");

const proof: Proof = { harm: "the mail goes out twice", play: order(({ effects }) => ({ mails: effects.mails.length })), bad: { mails: 2 }, good: { mails: 1 } };

async function check(markdown: string, cases: Cases = { "mails-twice": [proof] }) {
  const { findings, counts } = await checkPitfalls([parseDocument("pitfalls.md", markdown)], cases);
  return { counts, findings: findings.map((finding) => `${place(finding)} ${finding.rule} ${finding.message}`) };
}

describe("a pitfall", () => {
  it("is proven when the wrong form does the harm and the right one does not", async () => {
    expect(await check(twice())).toEqual({ findings: [], counts: { pitfalls: 1, harmsShown: 1, held: 1 } });
  });

  it("whose wrong form does no harm is named, with what was seen", async () => {
    const { findings, counts } = await check(twice(`await step.run("mail", () => ${mail});`));
    expect(findings).toEqual(['pitfalls.md:4:1 pitfalls/harm expected of ❌ (the mail goes out twice): {"mails":2}\nfound with checkpointing: {"mails":1}']);
    expect(counts).toEqual({ pitfalls: 1, harmsShown: 0, held: 1 });
  });

  it("whose right form harms is named", async () => {
    const { findings, counts } = await check(twice(undefined, `await ${mail};`));
    expect(findings).toEqual(['pitfalls.md:5:1 pitfalls/held expected of ✅ (not: the mail goes out twice): {"mails":1}\nfound with checkpointing: {"mails":2}']);
    expect(counts).toEqual({ pitfalls: 1, harmsShown: 1, held: 0 });
  });

  it("is named when it has no case, too few proofs or too many", async () => {
    expect((await check(twice(), {})).findings).toEqual(['pitfalls.md:1:1 pitfalls/case expected a proof for each form of "mails-twice", of which there are 1; found 0']);
    expect((await check(`${twice()}\n${fence(`${fn("bad", "")} // ❌`, `${fn("good", "")} // ✅`).join("\n")}`)).findings).toEqual([expect.stringContaining("of which there are 2; found 1")]);
    expect((await check(twice(), { "mails-twice": [proof, proof] })).findings).toEqual([expect.stringContaining("of which there are 1; found 2")]);
  });

  it("cannot be looked for without the document", async () => {
    await expect(checkPitfalls([])).rejects.toThrow("there is no pitfalls.md");
  });

  it("is missed when only its case is there", async () => {
    expect((await check("# Pitfalls\n")).findings).toEqual(['pitfalls.md:1:1 pitfalls/case expected a section "mails-twice"; found none, though it has a case']);
  });

  it("is named when it shows one way only, or none", async () => {
    const one = ["### mails-twice", "", ...fence(`${fn("bad", "")} // ❌`), ...fence("export const x = 1;")].join("\n");
    expect((await check(one, { "mails-twice": [] })).findings).toEqual([
      "pitfalls.md:3:1 pitfalls/form expected a line with ✅ to go with ❌; found none",
      "pitfalls.md:1:1 pitfalls/form expected a fence that shows ❌ and ✅; found none",
    ]);
    const other = ["### mails-twice", "", ...fence(`${fn("good", "")} // ✅`)].join("\n");
    expect((await check(other, { "mails-twice": [] })).findings[0]).toBe("pitfalls.md:3:1 pitfalls/form expected a line with ❌ to go with ✅; found none");
  });

  it("is named when its code does not parse, throws when it is loaded or imports what is not there", async () => {
    expect((await check(twice("const ;"))).findings).toEqual([expect.stringMatching(/^pitfalls\.md:1:1 pitfalls\/code expected code that can be read; found Unexpected token/)]);
    const throws = twice().replace("export const bad", 'throw new Error("boom");\nexport const bad');
    expect((await check(throws)).findings[0]).toContain('found with checkpointing: "an error: boom"');
    const imports = twice().replace("export const bad", 'import { x } from "no-such-package"; console.log(x);\nexport const bad');
    expect((await check(imports)).findings[0]).toContain("cannot import \\\"no-such-package\\\"");
  });
});

describe("a proof", () => {
  it("that expects the same of both forms is named: it could not fail", async () => {
    const { findings } = await check(twice(), { "mails-twice": [{ ...proof, good: { mails: 2 } }] });
    expect(findings[0]).toBe('pitfalls.md:4:1 pitfalls/case expected a proof that tells the forms apart; found that both shall show {"mails":2}');
  });

  it("that throws is a finding, not a crash", async () => {
    const { findings } = await check(twice(), { "mails-twice": [{ ...proof, play: () => Promise.reject(new Error("no such run")) }] });
    expect(findings).toEqual([expect.stringContaining('"an error: no such run"'), expect.stringContaining('"an error: no such run"')]);
  });

  // A closure's variable: kept within one request, lost between two.
  const lost = `let to = ""; await step.run("find", async () => { to = event.data.email; }); await step.run("mail", () => sendEmail({ to, subject: "hi" }));`;
  const kept = `const to = await step.run("find", async () => event.data.email); await step.run("mail", () => sendEmail({ to, subject: "hi" }));`;
  const to: Proof = { harm: "a mail to nobody", play: order(({ effects }) => effects.mails.map(({ to }) => to)), bad: [""], good: ["ann@example.com"] };

  it("must hold with steps inside one request and with one request a step", async () => {
    expect((await check(twice(lost, kept), { "mails-twice": [to] })).findings).toEqual([expect.stringMatching(/pitfalls\/harm .*\nfound with checkpointing: \["ann@example.com"\]$/)]);
    expect((await check(twice(kept, lost), { "mails-twice": [to] })).findings).toContainEqual(expect.stringMatching(/pitfalls\/held .*\nfound with one request a step: \[""\]$/));
  });

  it("may say that the harm comes in one of the two ways only", async () => {
    expect((await check(twice(lost, kept), { "mails-twice": [{ ...to, badWithCheckpointing: false }] })).findings).toEqual([]);
  });
});

describe("a fence without `bad` and `good`", () => {
  const statements = ["```ts handler", `await step.run("bad", () => ${mail}); // ❌`, "// ✅", 'await step.run("good", async () => {', "  return null;", "});", "```", ""];
  const cases: Cases = {
    "mails-twice": [
      {
        harm: "a mail",
        async play({ start, effects }) {
          const app = await start();
          await app.send({ name: "app/snippet", data: { ...placed().data, cartId: "", invoiceId: "", storeId: "", tenantId: "", url: "", remindAt: "" } });
          await app.settle();
          return { steps: app.runsOf("snippet")[0]?.steps.map(({ id }) => id) ?? [], mails: effects.mails.length };
        },
        bad: { steps: ["bad"], mails: 1 },
        good: { steps: ["good"], mails: 0 },
      },
    ],
  };

  it("runs each side without the statements that bear the other's mark", async () => {
    expect((await check(["### mails-twice", "", ...statements].join("\n"), cases)).findings).toEqual([]);
  });

  it("and with ❌ only is the wrong form of the next fence, with ✅ only", async () => {
    const [open, bad, ...rest] = statements;
    const markdown = ["### mails-twice", "", open, bad, "```", "", open, ...rest].join("\n");
    expect((await check(markdown, cases)).findings).toEqual([]);
  });
});

describe("pitfalls.md", () => {
  const path = "plugin/skills/inngest/references/pitfalls.md";
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

  it("is proven: every wrong form does its harm, every right form holds", async () => {
    const { findings, counts } = await checkPitfalls([parseDocument(path, text)]);
    expect(findings).toEqual([]);
    expect(counts.harmsShown).toBe(counts.held);
  });

  it("is refuted in every form when wrong and right change places", async () => {
    const other: Record<string, string> = { bad: "good", good: "bad", "❌": "✅", "✅": "❌" };
    const swapped = text.replace(/```[\s\S]*?```/g, (code) => code.replace(/\bbad(?![a-z])|\bgood(?![a-z])|❌|✅/g, (found) => other[found] ?? found));
    const { findings, counts } = await checkPitfalls([parseDocument(path, swapped)]);
    expect(findings.length).toBeGreaterThan(100);
    expect(counts).toMatchObject({ harmsShown: 0, held: 0 });
  });
});
