import { Command } from "commander";
import { runCommand } from "./command.ts";
import { NoRelease, release } from "./release/release.ts";

async function main(): Promise<number> {
  const program = new Command("release")
    .description("Writes the version and the changelog, commits, runs every proof and tags the commit. Pushes nothing.")
    .argument("<version>", "the next version, like 1.2.3")
    .allowExcessArguments(false)
    .addHelpText("after", "\nExit codes: 0 released, 1 a proof failed or the repository is not ready, 2 misuse. Nothing is changed unless it is 0.")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();

  try {
    const tag = await release(process.cwd(), program.args[0] ?? "", new Date().toISOString().slice(0, 10));
    console.log(`released ${tag}; publish it with: git push origin HEAD ${tag}`);
    return 0;
  } catch (error) {
    if (!(error instanceof NoRelease)) throw error;
    console.error(`release: ${error.message}`);
    return 1;
  }
}

runCommand("release", main);
