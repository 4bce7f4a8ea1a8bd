import { z } from "zod";

/** A step of a run, as the server's trace shows it, and whether it waits for an event. Times in milliseconds since 1970. */
export type ServerStep = { id: string; attempts: number; startedAt: number[]; waits: boolean };

/** A run, as the server's list and trace show it. */
export type ServerRun = {
  id: string;
  /** Without the app's prefix. */
  functionId: string;
  /** How it ended, in the words of the embedded runtime, or null. */
  ended: "Completed" | "Failed" | "Cancelled" | null;
  /** Under which its output or error is kept. */
  outputId: string | null;
  /** Ids of the steps in which it waits for an event. */
  waits: string[];
  steps: ServerStep[];
};

/** A trace holds a span for each attempt, and for a step that was tried again one more, from the first to the last. */
const span = z.object({
  name: z.string(),
  status: z.string(),
  attempts: z.number().nullable(),
  stepID: z.string().nullable(),
  /** Null when the last attempt failed. */
  stepOp: z.string().nullable(),
  startedAt: z.string().nullable(),
});
type Span = z.infer<typeof span>;

const runs = z.object({
  runs: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          id: z.string(),
          status: z.string(),
          function: z.object({ slug: z.string() }),
          trace: z.object({ outputID: z.string().nullable(), childrenSpans: z.array(span) }).nullable(),
        }),
      }),
    ),
  }),
});

/** The server lists no more. */
const MOST = 399;

/** Asks the GraphQL API, which the server's own dashboard uses, for all runs. */
export const RUNS_QUERY = `query {
  runs(first: ${MOST}, orderBy: [{ field: QUEUED_AT, direction: ASC }], filter: { from: "2000-01-01T00:00:00Z" }, preview: true) {
    edges { node { id status function { slug } trace(preview: true) { outputID childrenSpans { name status attempts stepID stepOp startedAt } } } }
  }
}`;

const ENDED: Record<string, ServerRun["ended"]> = { COMPLETED: "Completed", FAILED: "Failed", CANCELLED: "Cancelled" };

/**
 * Reads the answer to {@link RUNS_QUERY}.
 *
 * @param answer the body of the answer
 * @param appId the client's id, with which the server prefixes functions
 * @returns runs in the order in which they were queued; none for events that were skipped
 * @throws {Error} when the server answers with an error, or otherwise than version 1.43 does
 */
export function readRuns(answer: unknown, appId: string): ServerRun[] {
  const { edges } = read(runs, answer).runs;
  if (edges.length >= MOST) throw new Error(`the scenario has ${MOST} runs or more, and the Dev Server lists no more than that`);
  return edges
    .map(({ node }) => node)
    .filter(({ status }) => status !== "SKIPPED")
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, status, function: { slug }, trace }) => ({ id, status, slug, trace, steps: stepsOf(trace?.childrenSpans ?? []) }))
    .map(({ id, status, slug, trace, steps }) => ({
      id,
      functionId: slug.replace(`${appId}-`, ""),
      ended: ENDED[status] ?? null,
      outputId: trace?.outputID ?? null,
      waits: steps.filter(({ waits }) => waits).map(({ id: step }) => step),
      steps,
    }));
}

function stepsOf(spans: Span[]): ServerStep[] {
  const tries = new Map<string, { name: string; waits: boolean; starts: Map<number, number> }>();
  for (const { name, status, attempts, stepID, stepOp, startedAt } of spans) {
    if (stepID === null || startedAt === null) continue;
    const { starts } = tries.get(stepID) ?? { starts: new Map<number, number>() };
    tries.set(stepID, { name, starts, waits: stepOp === "WAIT_FOR_EVENT" && status === "WAITING" });
    const attempt = attempts ?? 0;
    starts.set(attempt, Math.max(Date.parse(startedAt), starts.get(attempt) ?? 0));
  }
  const times: Record<string, number> = {};
  return [...tries.values()].map(({ name, waits, starts }) => {
    // A repeated id gets an index; the server shows it without.
    const nth = times[name] ?? 0;
    times[name] = nth + 1;
    const startedAt = [...starts.values()].sort((a, b) => a - b);
    return { id: nth === 0 ? name : `${name}:${nth}`, attempts: Math.max(...starts.keys()) + 1, startedAt, waits };
  });
}

/** What a run returned, or the error with which it failed. */
export type Ending = { output: unknown; error: { name: string; message: string } | null };

const ending = z.object({
  runTraceSpanOutputByID: z.object({ data: z.string().nullable(), error: z.object({ name: z.string().nullable(), message: z.string() }).nullable() }),
});

/** Asks for what a run returned: `GET /v1/runs/:id` of version 1.43 leaves the output of a checkpointed run empty. */
export const ENDING_QUERY = "query ($id: String!) { runTraceSpanOutputByID(outputID: $id) { data error { name message } } }";

/**
 * Reads the answer to {@link ENDING_QUERY}.
 *
 * @throws {Error} when the server answers with an error, or otherwise than version 1.43 does
 */
export function readEnding(answer: unknown): Ending {
  const { data, error } = read(ending, answer).runTraceSpanOutputByID;
  return { output: data ? (JSON.parse(data) as unknown) : null, error: error && { name: error.name ?? "Error", message: error.message } };
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const { data, error } = z.object({ data: schema }).safeParse(answer);
  if (data) return data.data as T;
  const said = z.object({ errors: z.array(z.object({ message: z.string() })) }).safeParse(answer).data?.errors.map(({ message }) => message);
  throw new Error(`the Dev Server answered otherwise than expected: ${said?.join("; ") ?? z.prettifyError(error)}`);
}
