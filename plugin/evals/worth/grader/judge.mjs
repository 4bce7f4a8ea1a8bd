// Judges a project by a case's scenario: one verdict a criterion, "passed" or "failed: why".
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadApp } from "./app.mjs";
import { fixed } from "./criteria.mjs";
import * as tools from "./play.mjs";
import { runTests } from "./tests.mjs";

// What a project leaves unawaited may fail after its criterion; that is judged by what happened.
process.on("unhandledRejection", () => {});

/**
 * @param {string} folder absolute path of the project
 * @param {{ services: Record<string, Function>, modules?: Record<string, string>, kept?: string[], criteria: Record<string, Function> }} scenario
 * @param {Record<string, string[]>} complaints of the tools that read the code, by criterion: all of `fixed` but `given`
 * @returns {Promise<Record<string, string>>} the verdict of each criterion
 */
export async function judge(folder, scenario, complaints) {
  const verdicts = {};
  const read = { ...complaints, given: changed(folder, scenario.kept ?? ["src/services.ts"]) };
  for (const name of fixed) {
    const lines = read[name];
    verdicts[name] = lines.length === 0 ? "passed" : `failed: ${lines.slice(0, 5).join("; ")}`;
  }
  let app;
  let broken = null;
  try {
    app = await loadApp(folder, Object.keys(scenario.services), scenario.modules);
  } catch (error) {
    broken = error;
  }
  for (const [name, criterion] of Object.entries(scenario.criteria)) {
    try {
      if (broken !== null) throw broken;
      await criterion({ ...tools, runTests, folder, app, play: tools.player(app, scenario.services) });
      verdicts[name] = "passed";
    } catch (error) {
      verdicts[name] = `failed: ${reason(error)}`;
    }
  }
  return verdicts;
}

function changed(folder, kept) {
  const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : null);
  return kept.filter((path) => read(join(folder, path)) !== read(join(folder, ".grade/given", path.slice(4)))).map((path) => `${path} was changed; put it back`);
}

const reason = (error) => (error instanceof Error ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}` : String(error)).trim().split("\n")[0].slice(0, 600);
