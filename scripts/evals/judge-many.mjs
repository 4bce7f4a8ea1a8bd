// Judges several scaffolded projects in one process: node judge-many.mjs <folder>... Prints their verdicts as JSON.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const load = (folder, file) => import(pathToFileURL(join(folder, ".grade", file)).href);
const folders = process.argv.slice(2);
const { judge } = await load(folders[0], "judge.mjs");
// The apps under test may log.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const verdicts = {};
for (const folder of folders) {
  const complaints = JSON.parse(readFileSync(join(folder, "complaints.json"), "utf8"));
  verdicts[folder] = await judge(folder, await load(folder, "scenario.mjs"), complaints);
}
print(JSON.stringify(verdicts), () => process.exit(0));
