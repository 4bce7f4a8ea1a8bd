import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";

/** One complaint of the compiler. `file` is absolute; it is null when the complaint is about the program as a whole. */
export type Diagnostic = { file: string | null; line: number; column: number; code: string; message: string };

const bin = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/**
 * Runs the compiler once over the program of a folder.
 *
 * @param folder absolute path of the folder that holds tsconfig.json
 * @returns what the compiler complains of, in its order
 * @throws {Error} when the compiler itself does not run to its end
 */
export async function runTsc(folder: string): Promise<Diagnostic[]> {
  // One run is over before its garbage matters, and several checkers each work out the same types of the SDK.
  const { stdout, stderr, exitCode, timedOut } = await execa("node", [bin, "--pretty", "false", "--checkers", "1", "-p", "."], {
    cwd: folder,
    env: { GOGC: "off" },
    reject: false,
    timeout: 120_000,
  });
  const diagnostics = parseDiagnostics(stdout, folder);
  if (exitCode !== 0 && diagnostics.length === 0) {
    throw new Error(`tsc ${timedOut ? "did not end within 120 s" : `ended with code ${exitCode}`}: ${stderr || stdout}`.trim());
  }
  return diagnostics;
}

/** Reads the output of `tsc --pretty false`; indented lines continue the message above them. */
export function parseDiagnostics(output: string, folder: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of output.split("\n")) {
    const located = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    const global = /^error (TS\d+): (.*)$/.exec(line);
    const last = found.at(-1);
    if (located) {
      const [, file = "", row, column, code = "", message = ""] = located;
      found.push({ file: resolve(folder, file), line: Number(row), column: Number(column), code, message });
    } else if (global) {
      found.push({ file: null, line: 1, column: 1, code: global[1] ?? "", message: global[2] ?? "" });
    } else if (last && line.startsWith(" ")) {
      last.message += `\n${line}`;
    }
  }
  return found;
}
