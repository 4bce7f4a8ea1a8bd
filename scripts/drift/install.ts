import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";

/**
 * Installs the SDK and its test engine into a folder, with npm and without their scripts.
 *
 * @param folder absolute path of an empty folder
 * @param sdk a version of inngest, or a range
 * @throws {Error} when npm does not install them; the message says why in one line
 */
export async function installSdk(folder: string, sdk: string): Promise<void> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  const args = ["install", `inngest@${sdk}`, "@inngest/test@latest", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  const { exitCode, stderr, code, timedOut } = await execa("npm", args, { cwd: folder, reject: false, timeout: 180_000 });
  if (exitCode === 0) return;
  throw new Error(timedOut ? "npm did not install the SDK within three minutes" : whyNot(code === "ENOENT" ? "ENOENT" : stderr, sdk));
}

/** Says in one line why npm could not install `inngest@<sdk>`. */
export function whyNot(output: string, sdk: string): string {
  if (output === "ENOENT") return "npm is not on the PATH";
  if (/\bcode (ETARGET|E404)\b/.test(output)) return `npm knows no inngest ${sdk}`;
  if (/\bcode (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/.test(output)) return "npm does not reach its registry; the network is needed to install another version";
  const said = output.split("\n").map((line) => line.replace(/^npm (?:error|ERR!) ?/, "").trim()).find((line) => line !== "" && !line.startsWith("code "));
  return `npm could not install inngest ${sdk}: ${said ?? "it does not say why"}`;
}
