import { Command } from "commander";
import pc from "picocolors";
import { runCommand } from "./command.ts";
import { play } from "./scenarios/play.ts";
import { render } from "./scenarios/render.ts";
import type { Example } from "./scenarios/services.ts";
import { stories } from "./scenarios/stories/index.ts";
import { type View, viewOf } from "./scenarios/view.ts";

/** Prints what happens in each example's stories, over virtual time. */
async function main(): Promise<number> {
  const program = new Command("examples")
    .description("Plays the examples' stories and prints events, runs and steps over virtual time.")
    .argument("[name]", `one example: ${stories.map(({ example }) => example).join(", ")}`)
    .option("--json", "print the same as one JSON array; times in milliseconds since the beginning")
    .allowExcessArguments(false)
    .addHelpText("after", "\nExit codes: 0 all stories were played, 1 one stopped on the way, 2 the command could not do its work.")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();
  const [name] = program.args;
  const { json = false } = program.opts<{ json?: boolean }>();
  const chosen = stories.filter(({ example }) => name === undefined || example === name);
  if (chosen.length === 0) throw new Error(`there is no example "${name}"; the examples are ${stories.map(({ example }) => example).join(", ")}`);

  // No keys of the machine decide anything, and what the SDK logs is no part of the picture.
  process.env = { ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("INNGEST_"))), INNGEST_DEV: "1" };
  for (const level of ["log", "info", "warn", "error", "debug"] as const) console[level] = () => {};
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  const progress = process.stderr.isTTY && json;
  const views: View[] = [];
  let stopped = false;
  for (const { example, scenarios } of chosen) {
    if (progress) process.stderr.write(`\u001b[2Kplaying ${example} …\r`);
    if (!json) print(`${pc.inverse(pc.bold(` ${example} `))}\n`);
    const loaded = (await import(`../plugin/skills/inngest/examples/${example}.ts`)) as Example;
    for (const scenario of scenarios) {
      const played = await play(loaded, scenario, { checkpointing: true });
      const view = viewOf(example, scenario.name, played);
      if (json) views.push(view);
      else for (const line of render(view)) print(line);
      if (played.stop === null) continue;
      stopped = true;
      process.stderr.write(`examples: ${example}: "${scenario.name}" stopped: ${played.stop.message}\n`);
    }
  }
  if (progress) process.stderr.write("\u001b[2K");
  if (json) print(JSON.stringify(views, null, 2));
  return stopped ? 1 : 0;
}

runCommand("examples", main);
