import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, Result } from "./player.ts";

/** What a play came to, and what its process wrote meanwhile. */
export type Played = { result: Result; output: string };

/**
 * Plays scenarios one after the other, in a process of their own in which nothing of the surroundings is a setting.
 *
 * @param jobs what to play; all on the same server, if on one
 * @param limit milliseconds until a scenario that does not end is given up, and with it the rest
 * @returns a result for each job
 */
export async function playAll(jobs: readonly Job[], limit: number): Promise<Played[]> {
  const server = jobs.find((job) => job.engine === "dev-server")?.server ?? "1";
  const player = fork(fileURLToPath(new URL("player.ts", import.meta.url)), {
    execArgv: ["--import", import.meta.resolve("tsx")],
    env: { INNGEST_DEV: server, TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  const collect = (text: Buffer) => void (output += text.toString());
  player.stdout?.on("data", collect);
  player.stderr?.on("data", collect);
  const one = (job: Job) =>
    new Promise<Result>((resolve) => {
      const end = (result: Result) => {
        clearTimeout(timer);
        player.off("message", hear).off("exit", fall);
        resolve(result);
      };
      const hear = (message: unknown) => end(message as Result);
      const fall = (code: number | null) => end({ failed: `its process ended with ${code === null ? "a signal" : `code ${code}`}` });
      const timer = setTimeout(() => {
        player.kill("SIGKILL");
        end({ failed: `it did not end within ${limit / 1000} s` });
      }, limit);
      player.on("message", hear).on("exit", fall);
      player.send(job, (error) => error && end({ failed: "its process has ended" }));
    });
  try {
    const played: Played[] = [];
    for (const job of jobs) {
      output = "";
      const result = await one(job);
      played.push({ result, output });
    }
    return played;
  } finally {
    player.kill("SIGKILL");
  }
}
