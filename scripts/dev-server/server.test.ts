import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startServer } from "./server.ts";

// A stand-in program, which is no Dev Server: it only starts another process, says so, and stops or does not.
const STAND_IN = `
const { spawn } = require("node:child_process");
const [mode, file] = process.argv.slice(1);
if (mode === "fails") { console.error("port is in use"); process.exit(3); }
const other = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: "ignore" });
if (mode === "stubborn") process.on("SIGTERM", () => {});
console.log("ready");
require("node:fs").writeFileSync(file, JSON.stringify([process.pid, other.pid]));
setInterval(() => {}, 1000);
`;

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "server-"));
  file = join(folder, "pids");
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (mode: string, limit = 20_000, answers = async () => existsSync(file)) => startServer(process.execPath, ["-e", STAND_IN, mode, file], { env: process.env, limit }, answers);
const pids = () => JSON.parse(readFileSync(file, "utf8")) as number[];

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended, but nobody has asked about yet, is a zombie.
    return !existsSync(`/proc/${pid}/stat`) || readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0] !== "Z";
  } catch {
    return false;
  }
}

async function allEnd(of: number[]): Promise<void> {
  while (of.some(runs)) await pause(50);
}

describe("a server", () => {
  it.each(["willing", "stubborn"])("that is %s is stopped with all that it started", async (mode) => {
    const server = await start(mode);
    expect(pids().every(runs)).toBe(true);
    expect(server.output()).toBe("ready\n");
    await server.stop();
    await allEnd(pids());
  });

  it("that ends at once is reported with what it said", async () => {
    await expect(start("fails")).rejects.toThrow("the Dev Server did not start: it ended with code 3\nport is in use");
  });

  it("that does not answer in time is stopped and reported", async () => {
    const mute = async () => {
      while (!existsSync(file)) await pause(20);
      return false;
    };
    await expect(start("willing", 300, mute)).rejects.toThrow("the Dev Server did not start: it did not answer within 0.3 s\nready");
    await allEnd(pids());
  });

  it("that does not exist is reported", async () => {
    await expect(startServer(join(folder, "nothing"), [], { env: {}, limit: 5_000 }, async () => false)).rejects.toThrow(/did not start: .*ENOENT/);
  });
});

describe("when the harness ends, its servers end", () => {
  const script = (ending: string) => `
    import { existsSync } from "node:fs";
    import { startServer } from ${JSON.stringify(fileURLToPath(new URL("server.ts", import.meta.url)))};
    const args = ["-e", ${JSON.stringify(STAND_IN)}, "stubborn", ${JSON.stringify(file)}];
    await startServer(process.execPath, args, { env: process.env, limit: 20000 }, async () => existsSync(${JSON.stringify(file)}));
    console.log("started");
    ${ending}
    setInterval(() => {}, 1000);
  `;

  async function harness(ending: string) {
    writeFileSync(join(folder, "harness.mts"), script(ending));
    const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), join(folder, "harness.mts")], { stdio: ["ignore", "pipe", "ignore"] });
    await once(child.stdout, "data");
    return child;
  }

  it.each([["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const)("on %s", async (signal, code) => {
    const child = await harness("");
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([code, null]);
    await allEnd(pids());
  });

  it.each([["by itself", "setTimeout(() => process.exit(5), 50);"], ["by an error that nobody catches", "setTimeout(() => { throw new Error('crash'); }, 50);"]])("%s", async (_, ending) => {
    const child = await harness(ending);
    await once(child, "exit");
    await allEnd(pids());
  });
});
