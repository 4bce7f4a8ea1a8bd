import { jsonCopy } from "./canonical.ts";
import { serialized } from "./errors.ts";
import { recordOf } from "./flight.ts";
import type { Memoised, RunState, StepState, World } from "./state.ts";

/** An opcode: what the SDK reports about a step. */
export type Op = {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  userland?: { id: string; index?: number };
  opts?: {
    type?: string;
    input?: unknown[];
    parallelMode?: string;
    timeout?: string;
    if?: string;
    signal?: string;
    conflict?: string;
    function_id?: string;
    body?: unknown;
    payload?: { data?: Record<string, unknown>; v?: string; meta?: Record<string, unknown> };
  };
  data?: unknown;
  error?: unknown;
};

const KIND_OF_TYPE: Record<string, string> = {
  "step.sendEvent": "sendEvent",
  "step.sendSignal": "sendSignal",
  "step.ai.infer": "ai.infer",
  "step.ai.wrap": "ai.wrap",
  "step.realtime.publish": "realtime.publish",
  "group.experiment": "experiment",
};

const KIND_OF_OP: Record<string, string> = {
  Sleep: "sleep",
  WaitForEvent: "waitForEvent",
  WaitForSignal: "waitForSignal",
  InvokeFunction: "invoke",
};

/** The step's id in the code, with its index. */
export function idOf(op: Op): string {
  const { id, index } = op.userland ?? { id: op.displayName ?? op.name ?? op.id };
  return index === undefined ? id : `${id}:${index}`;
}

/** The record of the step that an opcode is about. */
export function recordOp(world: World, run: RunState, op: Op): StepState {
  const kind = KIND_OF_OP[op.op] ?? KIND_OF_TYPE[op.opts?.type ?? ""] ?? "run";
  const { input: given, body } = op.opts ?? {};
  // Of infer's options only the body: the others hold the key of the model's API.
  const input = kind === "run" ? (given ?? []) : kind === "sleep" ? op.name : kind === "ai.infer" ? body : jsonCopy(op.opts ?? null);
  return recordOf(world, run, op.id, idOf(op), kind, input);
}

/** The result that a finished step is memoised with. */
export function stepResult(op: Op): Memoised {
  if (op.op === "StepRun") return { type: "data", data: op.data ?? null };
  return { type: "error", error: serialized(op.error) };
}
