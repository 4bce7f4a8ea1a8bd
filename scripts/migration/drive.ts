import { createHash } from "node:crypto";

/** A serve handler of either version, as `inngest/edge` makes it. */
export type Handler = (request: Request) => Promise<Response>;

/** How a run went. Names of steps are their ids in the code. */
export type Played = {
  status: "Completed" | "Failed";
  /** What the function returned, or the message of the error that ended it. */
  output: unknown;
  /** How many requests the handler received. */
  requests: number;
  /** Steps in the order in which their results were reported. */
  steps: string[];
  /** How many requests ended with an error of the function's body. */
  bodyErrors: number;
};

export type PlayOptions = {
  /** The function's id with the app's prefix. */
  fnId: string;
  event: { name: string; data: Record<string, unknown>; user?: unknown };
  /** What waits and invocations resolve to, by step id; null is a timeout. Default null. */
  answers?: Record<string, unknown>;
  /** Answers invocations that `answers` does not, by the full id of the function. */
  invoke?: (functionId: string, data: Record<string, unknown>) => Promise<unknown>;
  /** A run that is under way: the version of the protocol that its last answer spoke, and results by step id. */
  begun?: { version: number; steps: Record<string, unknown> };
  /** Steps that end after everything else that can go on without them. */
  slow?: string[];
  /** Attempts of each step and of the body. Default 5, as on the server. */
  maxAttempts?: number;
  /** Requests after which the run counts as endless. Default 100. */
  maxRequests?: number;
};

type Op = {
  id: string;
  op: string;
  displayName?: string;
  userland?: { id: string };
  opts?: { parallelMode?: string; function_id?: string; payload?: { data?: Record<string, unknown> } };
  data?: unknown;
  error?: unknown;
};
type Memoised = { type: "data"; data: unknown } | { type: "error"; error: unknown };
type Job = { step: Op | null; attempt: number; parallelMode?: string | undefined; memoised?: Map<string, Memoised> };

const url = "http://localhost/api/inngest";

/** Stored here by the runs' `fetch` when the SDK reports steps while their request goes on. */
export const checkpoints: { report: ((ops: Op[]) => void) | null } = { report: null };

/**
 * Plays one run against a serve handler, as the server does: over the HTTP execution protocol, which both versions speak.
 *
 * Time stands still: sleeps are over at once. Steps that are planned together start together, though one request is made
 * after the other. After a parallel step the body is asked for more at once if the SDK speaks version 1 or the step races,
 * and only when all of them are done if it speaks version 2, as in scripts/runtime/opcodes.ts.
 *
 * @returns how the run went
 * @throws {Error} when the handler answers what this does not know
 */
export async function play(handler: Handler, { fnId, event, answers = {}, invoke, begun = { version: -1, steps: {} }, slow = [], maxAttempts = 5, maxRequests = 100 }: PlayOptions): Promise<Played> {
  const played: Played = { status: "Completed", output: null, requests: 0, steps: [], bodyErrors: 0 };
  const memoised = new Map(Object.entries(begun.steps).map(([id, data]): [string, Memoised] => [hashOf(id), { type: "data", data }]));
  const seen = new Set<string>();
  const jobs: Job[] = [{ step: null, attempt: 0 }];
  let version = begun.version;

  const done = (op: Op, result: Memoised) => {
    memoised.set(op.id, result);
    played.steps.push(nameOf(op));
  };
  checkpoints.report = (ops) => ops.filter(({ op }) => op === "StepRun").forEach((op) => done(op, { type: "data", data: op.data ?? null }));

  for (let job = take(jobs, slow); job !== null; job = take(jobs, slow)) {
    if (played.requests >= maxRequests) throw new Error(`the run has not ended after ${maxRequests} requests`);
    const response = await handler(request(fnId, event, job.memoised ?? memoised, version, job));
    played.requests++;
    version = Number(response.headers.get("x-inngest-req-version") ?? version);
    const body: unknown = JSON.parse(await response.text());
    const noRetry = response.headers.get("x-inngest-no-retry") === "true";

    if (response.status === 200) return { ...played, output: body };
    if (response.status !== 206) {
      played.bodyErrors++;
      if (noRetry || job.attempt + 1 >= maxAttempts) return { ...played, status: "Failed", output: (body as { message?: string }).message ?? body };
      jobs.push({ ...job, attempt: job.attempt + 1 });
      continue;
    }
    const ops = [body].flat() as Op[];
    for (const op of ops) {
      if (op.op === "RunComplete") return { ...played, output: op.data };
      if (op.op === "StepPlanned") {
        if (!seen.has(op.id)) jobs.push({ step: op, attempt: 0, parallelMode: op.opts?.parallelMode, memoised: new Map(memoised) });
        seen.add(op.id);
      } else if (op.op === "StepError" && !noRetry && job.attempt + 1 < maxAttempts) {
        jobs.push({ ...job, attempt: job.attempt + 1 });
      } else if (op.op === "StepRun" || op.op === "Sleep") {
        done(op, { type: "data", data: op.data ?? null });
      } else if (op.op === "StepError" || op.op === "StepFailed") {
        done(op, { type: "error", error: op.error });
      } else if (op.op === "WaitForEvent" || op.op === "InvokeFunction") {
        const called = op.opts?.function_id;
        const answer = called && invoke && !(nameOf(op) in answers) ? await invoke(called, op.opts?.payload?.data ?? {}) : answers[nameOf(op)];
        done(op, { type: "data", data: answer ?? null });
      } else if (op.op !== "DiscoveryRequest") {
        throw new Error(`the handler answered with ${op.op}, which this does not know`);
      }
    }
    const waits = jobs.some(({ step }) => step !== null);
    const each = version < 2 || job.parallelMode === "race" || job.step === null;
    if (!jobs.some(({ step }) => step === null) && (each ? !ops.every(({ op }) => op === "StepPlanned") : !waits)) jobs.push({ step: null, attempt: 0 });
  }
  throw new Error("the run has not ended and has nothing left to do");
}

/** SHA-1 of a step's id, under which its result is memoised. */
export function hashOf(stepId: string): string {
  return createHash("sha1").update(stepId).digest("hex");
}

function nameOf({ userland, displayName, id }: Op): string {
  return userland?.id ?? displayName ?? id;
}

function take(jobs: Job[], slow: string[]): Job | null {
  const at = jobs.findIndex(({ step }) => step === null || !slow.includes(nameOf(step)));
  return jobs.splice(Math.max(at, 0), 1)[0] ?? null;
}

function request(fnId: string, event: PlayOptions["event"], memoised: Map<string, Memoised>, version: number, job: Job): Request {
  const full = { id: "01EVENT", ts: 1_700_000_000_000, ...event };
  const body = {
    event: full,
    events: [full],
    steps: Object.fromEntries(memoised),
    version,
    use_api: false,
    ctx: {
      fn_id: fnId,
      run_id: "01RUN",
      qi_id: "01RUN",
      attempt: job.attempt,
      max_attempts: 5,
      disable_immediate_execution: false,
      use_api: false,
      stack: { stack: [...memoised.keys()], current: memoised.size },
    },
  };
  return new Request(`${url}?fnId=${fnId}&stepId=${job.step?.id ?? "step"}`, {
    method: "POST",
    headers: { host: "localhost", "content-type": "application/json", "x-inngest-req-version": String(version) },
    body: JSON.stringify(body),
  });
}
