import type { Form } from "./forms.ts";
import type { Scene } from "./scene.ts";

/** What a play shows: plain data, compared with what the proof says. */
export type Seen = string | number | boolean | null | Seen[] | { [what: string]: Seen };

/**
 * How one form of a pitfall is proven: the circumstance that the text names, played with the wrong code and with the
 * right code, and what is to be seen then.
 */
export type Proof = {
  /** The harm, in a few words. */
  harm: string;
  /** Brings the circumstance about and tells what is to be seen. It does not ask which side plays. */
  play: (scene: Scene, form: Form) => Promise<Seen> | Seen;
  bad: Seen;
  good: Seen;
  /** The wrong form is played only with checkpointing (true) or only with one request a step (false), for the reason given there. */
  badWithCheckpointing?: boolean;
};

/** The proofs of each pitfall, by its id: one for each of its forms, in their order. */
export type Cases = Record<string, Proof[]>;
