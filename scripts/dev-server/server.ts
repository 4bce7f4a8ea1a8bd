import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { exitOnSignals } from "../interrupt.ts";

/** A Dev Server that runs. */
export type DevServer = {
  /** What it has written so far; the beginning is dropped when it is long. */
  output: () => string;
  /** Ends it and all that it started. Resolves when it is gone. */
  stop: () => Promise<void>;
};

/** Characters of output that are kept. */
const KEPT = 100_000;
/** Milliseconds that a server has for its own way of stopping. */
const GRACE = 3_000;

/** Process groups that run, by the id of their first process. */
const groups = new Set<number>();

/**
 * Starts a program in a process group of its own, and waits until it answers. However this process ends, except by
 * SIGKILL, the group ends before it.
 *
 * @param path the program
 * @param args its arguments
 * @param options `env`, and `limit`: milliseconds until a program that does not answer is stopped
 * @param answers tells whether the program answers as the server that was meant
 * @throws {Error} with the program's output, when it ends or does not answer in time; it is stopped then
 */
export async function startServer(
  path: string,
  args: readonly string[],
  { env, limit }: { env: NodeJS.ProcessEnv; limit: number },
  answers: () => Promise<boolean>,
): Promise<DevServer> {
  endWithThisProcess();
  const child = spawn(path, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const collect = (text: Buffer) => void (output = (output + text.toString()).slice(-KEPT));
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const gone = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
  });
  if (child.pid !== undefined) groups.add(child.pid);
  const server: DevServer = { output: () => output, stop: () => stop(child, gone) };

  const trouble = await untilAnswered(answers, gone, limit);
  if (trouble === null) return server;
  await server.stop();
  throw new Error(`the Dev Server did not start: ${trouble}\n${lastLines(output)}`);
}

async function untilAnswered(answers: () => Promise<boolean>, gone: Promise<string>, limit: number): Promise<string | null> {
  const deadline = Date.now() + limit;
  let end: string | null = null;
  void gone.then((reason) => (end = reason));
  while (end === null) {
    if (await answers().catch(() => false)) return null;
    if (Date.now() > deadline) return `it did not answer within ${limit / 1000} s`;
    await pause(50);
  }
  return end;
}

/** The end of a long output. */
export function lastLines(output: string, count = 15): string {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}

async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  signalGroup(pid, "SIGTERM");
  await Promise.race([gone, pause(GRACE)]);
  // What the first process started may outlive it.
  signalGroup(pid, "SIGKILL");
  await gone;
  groups.delete(pid);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** Ends all servers at once, without waiting for anything. */
export function killServers(): void {
  for (const pid of groups) signalGroup(pid, "SIGKILL");
}

let prepared = false;

function endWithThisProcess(): void {
  if (prepared) return;
  prepared = true;
  process.on("exit", killServers);
  exitOnSignals();
}
