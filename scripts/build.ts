import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { makeBundle } from "./bundles/build.ts";
import { bundles } from "./bundles/table.ts";
import { runCommand } from "./command.ts";

async function main(): Promise<number> {
  new Command("build")
    .description("Makes the files of plugin/skills/inngest/scripts/ from their sources in scripts/.")
    .allowExcessArguments(false)
    .addHelpText("after", "\nExit codes: 0 all files are written, 2 nothing is.")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();
  const root = process.cwd();
  // All are made before one is written.
  const files = (await Promise.all(bundles.map((bundle) => makeBundle(root, bundle)))).flatMap((made) => [...made]);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(`${file}  ${(Buffer.byteLength(text) / 1024).toFixed(0)} kB`);
  }
  return 0;
}

runCommand("build", main);
