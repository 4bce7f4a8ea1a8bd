import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Done, Job, Message } from "./worker.ts";

type Whereabouts = { functionId: string | null; stepId: string | null };
/** What became of a job: examined, could not be played, or did not come back from a place within so many milliseconds. */
export type Result = Done | { failed: string } | { stuck: Whereabouts; after: number };

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
 * @param beginning the same, until the process has begun and the example is loaded
 * @returns results in the order of the jobs
 */
export async function examineAll(jobs: readonly Job[], silence: number, beginning = BEGINNING): Promise<Result[]> {
  const results: Result[] = [];
  // What never came back while it was loaded would not the next time either.
  const unloaded = new Map<string, Result>();
  let next = 0;
  const lane = async () => {
    let worker: ChildProcess | null = null;
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index] as Job;
      const known = unloaded.get(job.module);
      if (known !== undefined) {
        results[index] = known;
        continue;
      }
      worker ??= start();
      const { result, loaded } = await one(worker, job, silence, beginning);
      results[index] = result;
      if ("stuck" in result && !loaded) unloaded.set(job.module, result);
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

/** Does a job; tells also whether its example was loaded. */
function one(worker: ChildProcess, job: Job, silence: number, beginning: number): Promise<{ result: Result; loaded: boolean }> {
  return new Promise((resolve) => {
    let loaded = false;
    let at: Whereabouts = { functionId: null, stepId: null };
    let complaint = "";
    let timer: NodeJS.Timeout | undefined;
    const end = (result: Result) => {
      clearTimeout(timer);
      worker.off("message", hear).off("exit", fall);
      worker.stderr?.off("data", collect);
      resolve({ result, loaded });
    };
    const wait = (milliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => end({ stuck: at, after: milliseconds }), milliseconds);
    };
    const hear = (message: Message) => {
      if (!("at" in message)) return end(message);
      at = message.at;
      loaded = true;
      wait(silence);
    };
    const fall = (code: number | null) => end({ failed: `the process ended with code ${code}: ${complaint.trim().slice(0, 2_000)}` });
    const collect = (text: Buffer) => void (complaint += text.toString());
    worker.on("message", hear).on("exit", fall);
    worker.stderr?.on("data", collect);
    wait(beginning);
    worker.send(job);
  });
}
