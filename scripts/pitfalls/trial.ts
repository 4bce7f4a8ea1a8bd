import { isDeepStrictEqual } from "node:util";
import type { Document } from "../document.ts";
import { type Form, marks, readForms, type Side } from "./forms.ts";
import { fenceProgram, type Program } from "./program.ts";
import type { Proof, Seen } from "./proof.ts";
import { type Linked, openScene } from "./scene.ts";
import type { Section } from "./sections.ts";

/** Adds a finding about a line of the document. */
export type Say = (line: number, rule: string, message: string, fix: string) => void;

/** A form with its proof, ready to be played. */
export type Trial = { form: Form; proof: Proof; programs: Record<Side, Program> };

/** What is loaded for a fence that holds no TypeScript. */
const nothing: Program = { packages: [], run: () => ({}) };

/**
 * Brings the forms of a pitfall together with their proofs.
 *
 * @param proofs one for each form, in their order; a finding tells of one too few or too many
 * @throws {Error} when a fence does not parse
 */
export async function trialsOf(section: Section, proofs: Proof[], document: Document, preludeNames: Set<string>, say: Say): Promise<Trial[]> {
  const { forms, halved } = readForms(section);
  for (const { line, found, missing } of halved) say(line, "form", `expected a line with ${missing} to go with ${found}; found none`, "show both ways, or drop the mark");
  if (forms.length === 0) say(section.line, "form", `expected a fence that shows ${marks.bad} and ${marks.good}; found none`, "show the wrong and the right way");
  if (proofs.length !== forms.length) {
    say(section.line, "case", `expected a proof for each form of "${section.id}", of which there are ${forms.length}; found ${proofs.length}`, "write it in scripts/pitfalls/cases");
  }
  const trials: Trial[] = [];
  for (const [index, form] of forms.entries()) {
    const proof = proofs[index];
    if (!proof) continue;
    if (isDeepStrictEqual(proof.bad, proof.good)) say(form.bad.line, "case", `expected a proof that tells the forms apart; found that both shall show ${text(proof.bad)}`, "say what the wrong form does");
    const load = (side: Side) => (form[side].fence.lang === "ts" ? fenceProgram(document, form[side], preludeNames) : nothing);
    trials.push({ form, proof, programs: { bad: await load("bad"), good: await load("good") } });
  }
  return trials;
}

/**
 * Plays one side with steps inside one request, and with one request a step.
 *
 * @returns what was expected and what was found, or null when all is as the proof says
 */
export async function judge({ form, proof, programs }: Trial, side: Side, linked: Linked): Promise<string | null> {
  for (const checkpointing of [true, false]) {
    if (side === "bad" && (proof.badWithCheckpointing ?? checkpointing) !== checkpointing) continue;
    let seen: Seen;
    try {
      const scene = openScene(programs[side], side, checkpointing, linked);
      seen = await proof.play(scene, form);
    } catch (error) {
      seen = `an error: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (isDeepStrictEqual(seen, proof[side])) continue;
    const how = checkpointing ? "with checkpointing" : "with one request a step";
    return `expected of ${marks[side]} ${side === "bad" ? `(${proof.harm})` : `(not: ${proof.harm})`}: ${text(proof[side])}\nfound ${how}: ${text(seen)}`;
  }
  return null;
}

function text(seen: Seen): string {
  return JSON.stringify(seen);
}
