import type { Finding } from "../finding.ts";
import type { Complaint } from "./judge.ts";
import { type Module, type Piece, toMarkdown } from "./module.ts";
import { sayer } from "./read.ts";

// A parameter without a type is a consequence: with inngest 3 its type came from the call that inngest 4 refuses.
const consequences = new Set(["TS7006", "TS7031"]);

/** A fence for inngest 3, as a module that was compiled against inngest 4. */
export type Carried = { piece: Piece; module: Module };

/**
 * Compares what inngest 4 makes of the fences for inngest 3 with what they say of it.
 *
 * A fence says it line by line (`// v4 TS2554: reason`), or with the word `v4` that there is no difference, or with the
 * word `run:name` that the difference shows only at run time.
 *
 * @param complaints what the compiler says with inngest 4 installed
 * @returns the findings, and how many fences inngest 4 refuses as they say
 */
export function judgeOnV4(carried: Carried[], complaints: Complaint[]): { findings: Finding[]; refused: number } {
  const findings: Finding[] = [];
  let refused = 0;
  for (const { piece, module } of carried) {
    const before = findings.length;
    const say = sayer(findings, module.document);
    const own = complaints.filter((c) => c.module === module).map((c) => c.diagnostic);
    const causes = own.filter(({ code }) => !consequences.has(code));
    for (const diagnostic of causes.length > 0 ? causes : own) {
      if (piece.onV4 !== "same" && module.expected.some(({ target }) => target === diagnostic.line)) continue;
      const fix = piece.onV4 === "same" ? "drop v4 from the info string, and say it above the line" : `write // v4 ${diagnostic.code}: reason above the line`;
      say(toMarkdown(module, diagnostic), "v4", `inngest 4 refuses this, and the fence does not say so; ${diagnostic.code}: ${diagnostic.message}`, fix);
    }
    for (const stated of module.expected.filter(({ code }) => code !== null)) {
      const here = own.filter(({ line }) => line === stated.target);
      if (here.length === 0) {
        say(stated, "v4", "inngest 4 accepts the line below", "correct the comment, or show the difference at run time with run:name");
      } else if (!here.some(({ code }) => code === stated.code)) {
        const found = here.map(({ code, message }) => `${code}: ${message}`).join("\n");
        say(stated, "v4", `expected ${stated.code} from inngest 4 on the line below; found ${found}`, "correct the snippet, or name the error that it shows");
      }
    }
    if (own.length === 0 && module.expected.length === 0 && piece.onV4 === "refused") {
      const { line, column } = piece.fence;
      say({ line, column }, "v4", "inngest 4 accepts this fence", "add the word v4 if it does the same there, or name the run that shows the difference: run:name");
    }
    if (own.length > 0 && findings.length === before) refused++;
  }
  return { findings, refused };
}
