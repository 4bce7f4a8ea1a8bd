import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const command = fileURLToPath(new URL("command.ts", import.meta.url));

function start(body: string) {
  const script = `import { runCommand } from ${JSON.stringify(command)};\nrunCommand("tell", async () => { ${body} });`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], { cwd: fileURLToPath(new URL(".", import.meta.url)) });
}

/** Starts a command with this body; the reader closes its output after the first piece. */
async function run(body: string, reads: "all" | "a little"): Promise<{ code: number | null; stderr: string }> {
  const child = start(body);
  let stderr = "";
  child.stderr.on("data", (piece) => (stderr += String(piece)));
  child.stdout.on("data", () => reads === "a little" && child.stdout.destroy());
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stderr };
}

const longTale = `for (let i = 0; i < 200; i++) { process.stdout.write("x".repeat(10_000)); await new Promise((next) => setTimeout(next, 5)); } return 0;`;

it("a command says no more when its reader has seen enough", async () => {
  expect(await run(longTale, "a little")).toEqual({ code: 0, stderr: "" });
});

it("a command that can not do its work says why in one line and exits 2", async () => {
  expect(await run(`throw new Error("there is no lock");`, "all")).toEqual({ code: 2, stderr: "tell: there is no lock\n" });
});

it.each([["SIGINT", 130], ["SIGTERM", 143]] as const)("a command that is ended with %s leaves no folder behind", async (signal, code) => {
  const interrupt = JSON.stringify(new URL("interrupt.ts", import.meta.url).href);
  const child = start(`
    const { mkdtempSync } = await import("node:fs");
    const { withFolder } = await import(${interrupt});
    return withFolder(() => mkdtempSync(${JSON.stringify(join(tmpdir(), "interrupted-"))}), (folder) => { process.stdout.write(folder); return new Promise((end) => setTimeout(end, 60_000, 0)); });
  `);
  const folder = await new Promise<string>((resolve) => child.stdout.once("data", (piece) => resolve(String(piece))));
  expect(existsSync(folder)).toBe(true);
  child.kill(signal);
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(code);
  expect(existsSync(folder)).toBe(false);
});
