import { relative, sep } from "node:path";
import type { Finding } from "../finding.ts";
import { type Module, toMarkdown } from "./module.ts";
import { sayer } from "./read.ts";
import type { Diagnostic } from "./tsc.ts";

/** A complaint of the compiler, with the module that it is about; null when it is about a file that is no fence. */
export type Complaint = { module: Module | null; diagnostic: Diagnostic };

/**
 * Turns what the compiler says into findings, with `@ts-expect-error` taken at its word.
 *
 * @param root absolute path of the repository
 * @param sdk what the findings call the SDK that was compiled against
 * @returns the findings, and how many directives stand above a line that the compiler does refuse
 */
export function judge(modules: Module[], complaints: Complaint[], root: string, sdk: string): { findings: Finding[]; proven: number } {
  const findings: Finding[] = [];
  for (const { module, diagnostic } of complaints) {
    if (module?.expected.some(({ target }) => target === diagnostic.line)) continue;
    const file = module?.document ?? relative(root, diagnostic.file ?? root).split(sep).join("/");
    const say = sayer(findings, file);
    say(module ? toMarkdown(module, diagnostic) : diagnostic, "type", `${diagnostic.code}: ${diagnostic.message}`, `write what ${sdk} accepts`);
  }
  let proven = 0;
  for (const module of modules) {
    const say = sayer(findings, module.document);
    for (const directive of module.expected) {
      const here = complaints.filter((c) => c.module === module && c.diagnostic.line === directive.target).map((c) => c.diagnostic);
      const found = here.map(({ code, message }) => `${code}: ${message}`).join("\n");
      if (here.length === 0) {
        say(directive, "expect-error", "the compiler accepts the line below @ts-expect-error", "the form is not refused: correct the text");
      } else if (here.some(({ code }) => code !== directive.code)) {
        say(directive, "expect-error", `expected ${directive.code ?? "a named error"} on the line below; found ${found}`, "correct the snippet, or name the error that it shows");
      } else {
        proven++;
      }
    }
  }
  return { findings, proven };
}
