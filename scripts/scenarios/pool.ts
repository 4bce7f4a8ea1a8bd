import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Examined } from "./examine.ts";
import type { Job, Message } from "./worker.ts";

type Whereabouts = { functionId: string | null; stepId: string | null };
/** What became of a job: examined, could not be played, or never came back from a place. */
export type Result = { examined: Examined } | { failed: string } | { stuck: Whereabouts };

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Nothing else from outside decides how examples behave: no keys, no proxy, no time zone. */
const ENVIRONMENT = { INNGEST_DEV: "1", TZ: "UTC" };

/** Real milliseconds for a process to begin and load the example, when the machine is busy. */
const BEGINNING = 60_000;

/**
 * Does jobs side by side, in processes that do one after the other. A process that says nothing for too long is killed:
 * its code is in a loop without an end.
 *
 * @param jobs what to do; long ones first
 * @param silence real milliseconds without any handler or step after which a process is killed
 * @returns results in the order of the jobs
 */
export async function examineAll(jobs: readonly Job[], silence: number): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    let worker: ChildProcess | null = null;
    for (let index = next++; index < jobs.length; index = next++) {
      worker ??= start();
      const result = await one(worker, jobs[index] as Job, silence);
      results[index] = result;
      if (worker.connected && !("stuck" in result)) continue;
      worker.kill("SIGKILL");
      worker = null;
    }
    worker?.kill("SIGKILL");
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, lane));
  return results;
}

function start(): ChildProcess {
  return fork(fileURLToPath(new URL("worker.ts", import.meta.url)), {
    execArgv: ["--import", tsx],
    env: ENVIRONMENT,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

function one(worker: ChildProcess, job: Job, silence: number): Promise<Result> {
  return new Promise((resolve) => {
    let at: Whereabouts = { functionId: null, stepId: null };
    let complaint = "";
    let timer: NodeJS.Timeout | undefined;
    const end = (result: Result) => {
      clearTimeout(timer);
      worker.off("message", hear).off("exit", fall);
      worker.stderr?.off("data", collect);
      resolve(result);
    };
    const wait = (milliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => end({ stuck: at }), milliseconds);
    };
    const hear = (message: Message) => {
      if (!("at" in message)) return end(message);
      at = message.at;
      wait(silence);
    };
    const fall = (code: number | null) => end({ failed: `the process ended with code ${code}: ${complaint.trim().slice(0, 2_000)}` });
    const collect = (text: Buffer) => void (complaint += text.toString());
    worker.on("message", hear).on("exit", fall);
    worker.stderr?.on("data", collect);
    wait(BEGINNING);
    worker.send(job);
  });
}
