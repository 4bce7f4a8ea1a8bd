import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { runCommand } from "./command.ts";
import { sdkChecks } from "./drift/checks.ts";
import { examine, isPinned } from "./drift/examine.ts";
import { installSdk } from "./drift/install.ts";
import { asJson, isQuiet, reportLines } from "./drift/report.ts";
import { makeScratch } from "./drift/scratch.ts";

async function main(): Promise<number> {
  const program = new Command("drift")
    .description("Installs another version of inngest and @inngest/test in a scratch copy, runs verify there, and reports what that version breaks or adds.")
    .option("--sdk <version>", "the version of inngest, such as 4.18.0; without it, the newest 4.x")
    .option("--json", "print one JSON object instead of the report")
    .allowExcessArguments(false)
    .addHelpText("after", "\nExit codes: 0 nothing to do, 1 there are differences, 2 the command could not do its work.")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();
  const { sdk = "4", json = false } = program.opts<{ sdk?: string; json?: boolean }>();
  if (!/^4(?:\.\d+\.\d+(?:-[\w.]+)?)?$/.test(sdk)) throw new Error(`expected a version of inngest 4 after --sdk, such as 4.18.0; found ${sdk}`);

  const root = process.cwd();
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const folder = mkdtempSync(join(tmpdir(), "drift-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  progress(`installing ${sdk === "4" ? "the newest inngest 4" : `inngest ${sdk}`} …`);
  await installSdk(folder, sdk);
  const scratch = makeScratch(root, folder);
  // The pinned version is verified on every change.
  const checks = sdk === "4" && isPinned(root, scratch) ? [] : sdkChecks;
  if (checks.length > 0) progress(`running ${checks.length} checks with it …`);
  const drift = await examine(root, scratch, checks, ({ name, findings, broken }) => progress(`  ${name}: ${broken ?? `${findings.length} findings`}`));

  const texts = new Map<string, string[]>();
  const textOf = (file: string, line: number) => {
    if (!texts.has(file)) texts.set(file, readFileSync(join(root, file), "utf8").split("\n"));
    return texts.get(file)?.[line - 1] ?? "";
  };
  if (json) console.log(asJson(drift, textOf));
  else for (const line of reportLines(drift, textOf)) console.log(line);
  return isQuiet(drift) ? 0 : 1;
}

runCommand("drift", main);
