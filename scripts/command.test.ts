import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const command = fileURLToPath(new URL("command.ts", import.meta.url));

/** Starts a command with this body; the reader closes its output after the first piece. */
async function run(body: string, reads: "all" | "a little"): Promise<{ code: number | null; stderr: string }> {
  const script = `import { runCommand } from ${JSON.stringify(command)};\nrunCommand("tell", async () => { ${body} });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], { cwd: fileURLToPath(new URL(".", import.meta.url)) });
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
