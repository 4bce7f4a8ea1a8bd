// `npm run grade`: judges the project in the current folder and writes grade.json.
import { spawnSync } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judge } from "./judge.mjs";
import * as scenario from "./scenario.mjs";

const folder = process.cwd();
// The failures that a scenario brings about are logged by the SDK; what counts is in the verdicts.
const print = console.log;
for (const level of ["debug", "info", "log", "warn", "error"]) console[level] = () => {};

function complaintsOf(args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  if (error) throw error;
  if (status === 0) return [];
  return `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
}

const verdicts = await judge(folder, scenario, {
  compiles: complaintsOf([join(folder, "node_modules/typescript/bin/tsc"), "--noEmit", "--pretty", "false"]),
  checker: complaintsOf([join(folder, ".grade/check.mjs"), "src", "--lang", "en"]),
});
writeFileSync("grade.json.new", `${JSON.stringify(verdicts, null, 2)}\n`);
renameSync("grade.json.new", "grade.json");
for (const [name, verdict] of Object.entries(verdicts)) print(`${name}: ${verdict}`);
// Work that the project left running must not keep this process.
process.exit(Object.values(verdicts).every((verdict) => verdict === "passed") ? 0 : 1);
