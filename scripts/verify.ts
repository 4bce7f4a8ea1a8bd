import { Command, Option } from "commander";
import { runCommand } from "./command.ts";
import { findCli } from "./dev-server/cli.ts";
import type { Outcome } from "./finding.ts";
import { pinned } from "./plugin/versions.ts";
import { asJson, type Checked, checkLine, closingLine, findingLines, noteLines } from "./report.ts";
import { readRepository, type Repository } from "./repository.ts";
import { shippedPrograms } from "./shipped.ts";

type Check = (repository: Repository) => Promise<Outcome>;

// Each is loaded when it is asked for: a wrong option, or one check, need not wait for all the others' packages.
const checks: Record<string, Check> = {
  plugin: async ({ root, documents }) => (await import("./plugin/check.ts")).checkPlugin(root, documents),
  snippets: async ({ root, documents, examples, tests }) => (await import("./snippets/check.ts")).checkSnippets(documents, [...examples, ...tests], root),
  coverage: async ({ root, documents }) => {
    const { checkApi, installedSdk } = await import("./coverage/index.ts");
    return checkApi(documents, root, installedSdk());
  },
  numbers: async ({ root, documents, examples, tests }) => {
    const [{ installedSdk }, { checkLimits }] = await Promise.all([import("./coverage/index.ts"), import("./numbers/index.ts")]);
    return checkLimits(documents, [...examples, ...tests], root, installedSdk());
  },
  examples: async ({ root, examplesFolder, examples }) => (await import("./examples/check.ts")).checkExamples(examplesFolder, examples, root),
  behaviour: async ({ root, examples }) => (await import("./scenarios/check.ts")).checkBehaviour(examples, root),
  pitfalls: async ({ documents }) => (await import("./pitfalls/check.ts")).checkPitfalls(documents),
  migration: async ({ documents }) => (await import("./migration/check.ts")).checkMigration(documents),
  checker: async ({ root, documents, examples, tests }) => (await import("./checker/check.ts")).checkChecker(documents, [...examples, ...tests, ...shippedPrograms(root)], root),
  recipes: async ({ root, documents }) => (await import("./recipes/check.ts")).checkRecipes(documents, root),
  bundles: async ({ root }) => {
    const [{ checkBundles }, { bundles }] = await Promise.all([import("./bundles/check.ts"), import("./bundles/table.ts")]);
    return checkBundles(root, bundles);
  },
  evals: async ({ root }) => (await import("./evals/check.ts")).checkEvals(root),
};

const names = Object.keys(checks);

async function devServerCheck(named: string | undefined, progress: (text: string) => void): Promise<Check> {
  const cli = await findCli(named, process.env.PATH ?? "");
  if ("missing" in cli) throw new Error(cli.missing);
  const { checkOnDevServer } = await import("./dev-server/check.ts");
  return ({ root, examples }) => checkOnDevServer(examples, root, cli, { progress: (done, of) => progress(`${done} of ${of} scenarios`) });
}

async function main(): Promise<number> {
  const program = new Command("verify")
    .description("Checks the package, compiles every code fence and example, runs the examples' tests, and plays their stories, also broken on purpose.")
    .addOption(new Option("--only <check...>", "run these checks only").choices(names))
    .addOption(new Option("--engine <engine>", "what plays the examples' stories: with dev-server only that is checked, on a real Dev Server").choices(["embedded", "dev-server"]).default("embedded"))
    .option("--inngest-cli <path>", "the program that starts the Dev Server; else inngest-cli in the path, else npx")
    .option("--json", "print one JSON object instead of the report")
    .allowExcessArguments(false)
    .addHelpText("after", "\nExit codes: 0 all is well, 1 there are findings, 2 the command could not do its work.")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();
  const { engine, inngestCli, json = false, ...options } = program.opts<{ only?: string[]; engine: string; inngestCli?: string; json?: boolean }>();
  if (engine === "dev-server" && options.only) program.error("error: --only chooses among the checks of --engine embedded");
  if (engine === "embedded" && inngestCli !== undefined) program.error("error: --inngest-cli needs --engine dev-server");

  const began = performance.now();
  const root = process.cwd();
  const repository = readRepository(root);
  const [inngest, typescript] = pinned(root, ["inngest", "typescript"]);
  const versions = { inngest, typescript };
  const progress = process.stderr.isTTY && !json;
  const say = (what: string) => void (progress && process.stderr.write(`\u001b[2Kchecking ${what} …\r`));
  const chosen = engine === "dev-server" ? { "dev-server": await devServerCheck(inngestCli, say) } : checks;
  const only = [...new Set(options.only ?? Object.keys(chosen))];
  say(only.join(", "));

  const done = await Promise.all(
    only.map(async (name): Promise<Checked> => {
      const start = performance.now();
      const outcome = await chosen[name]!(repository);
      return { name, ...outcome, milliseconds: Math.round(performance.now() - start) };
    }),
  );
  const took = Math.round(performance.now() - began);
  if (json) {
    console.log(asJson(done, versions, took));
  } else {
    if (progress) process.stderr.write("\u001b[2K");
    for (const line of findingLines(done)) console.log(line);
    for (const line of noteLines(done)) console.log(line);
    for (const check of done) console.log(checkLine(check));
    console.log(closingLine(done, `inngest ${versions.inngest} and TypeScript ${versions.typescript}`, took));
  }
  return done.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

runCommand("verify", main);
