import { Command } from "commander";
import pc from "picocolors";
import { runCommand } from "./command.ts";
import { mutations } from "./mutations/rules.ts";
import { tryAll } from "./mutations/run.ts";

/** Takes each rule out of a copy of the runtime, and looks whether a test notices. */
async function main(): Promise<number> {
  const program = new Command("mutate")
    .description("Takes each rule of scripts/runtime out of a copy, and runs the tests that must notice. Takes some minutes.")
    .argument("[words...]", "only rules and files that contain one of these")
    .addHelpText("after", "\nExit codes: 0 every mutation was noticed, 1 some were not, 2 the command could not do its work.")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();
  const words = program.args;
  const chosen = mutations.filter(({ rule, file }) => words.length === 0 || words.some((word) => `${file} ${rule}`.includes(word)));
  if (chosen.length === 0) throw new Error(`no rule contains ${words.map((word) => `"${word}"`).join(" or ")}; the rules are in scripts/mutations/rules.ts`);

  const began = performance.now();
  let noticed = 0;
  await tryAll(import.meta.dirname, chosen, ({ rule, file, tests }, verdict) => {
    if (verdict !== "green") noticed++;
    const mark = verdict === "green" ? pc.red("✗") : pc.green("✓");
    const note = verdict === "green" ? pc.red(`no test of ${tests.join(", ")} notices`) : verdict === "endless" ? "stopped" : "";
    console.log(`${mark} ${file.padEnd(16)} ${rule}  ${note}`.trimEnd());
  });
  const survivors = chosen.length - noticed;
  console.log(`${chosen.length} mutations, ${noticed} noticed, ${survivors} survived in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return survivors === 0 ? 0 : 1;
}

runCommand("mutate", main);
