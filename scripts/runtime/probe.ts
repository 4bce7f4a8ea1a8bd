import type { Middleware as Sdk } from "inngest";
import { jsonCopy } from "./canonical.ts";
import { context, currentFlight } from "./context.ts";
import { milliseconds } from "./duration.ts";
import { InjectedFault, serialized } from "./errors.ts";
import { type Flight, endAttempt, guard, indexedId, recordOf } from "./flight.ts";
import { Middleware } from "./inngest-4.ts";
import type { StoredEvent } from "./types.ts";
import { unserialisable } from "./unserialisable.ts";

/** Ends a request whose process died; nothing that the SDK still says is heard. */
class ProcessLost extends Error {
  override name = "ProcessLost";
}

/** Ends a request whose app has been stopped: the handler waits for ever. */
function halt(flight: Flight, error: Error): Promise<never> {
  flight.settle({ kind: "stop", error });
  return new Promise(() => {});
}

/** Lets virtual time pass: `latency` before a step's code, `takes` after it. */
async function pass(flight: Flight, by: "latency" | "takes", stepId: string): Promise<void> {
  const { run, world } = flight;
  const event = run.events[0] as StoredEvent; // no run starts without one
  const duration = milliseconds(world.options[by]?.({ functionId: run.fn.id, stepId, event }) ?? 0);
  if (duration > 0) await flight.pause(duration);
}

/**
 * Watches the SDK from inside as its innermost middleware: which steps the handler reaches, when a step's code runs and
 * how it ends. Does nothing in requests that are not the runtime's.
 */
export class Probe extends Middleware.BaseMiddleware {
  readonly id = "durable:probe";

  override transformStepInput(arg: Sdk.TransformStepInputArgs): Sdk.TransformStepInputArgs {
    const flight = currentFlight();
    if (flight === undefined) return arg;
    const { hashedId: hash, memoized, stepType } = arg.stepInfo;
    const id = indexedId(flight, arg.stepOptions.id, hash);
    flight.encounters.set(hash, { id, hash, kind: stepType, memoised: memoized, input: jsonCopy(arg.input) });
    const outer = context.getStore()?.step ?? null;
    if (outer !== null && !flight.bodyEnded) {
      guard(flight, "nested-step", id, `was called inside the step "${outer.stepId}"; the server leaves such a run hanging`);
      flight.settle({ kind: "hangs" });
    }
    return arg;
  }

  override async wrapStepHandler({ ctx, next, stepInfo }: Sdk.WrapStepHandlerArgs): Promise<unknown> {
    const flight = currentFlight();
    if (flight === undefined || flight.job === null) return next();
    const { world, run } = flight;
    if (world.stopped !== null) return halt(flight, world.stopped);
    const seen = flight.encounters.get(stepInfo.hashedId);
    const id = seen?.id ?? stepInfo.options.id;
    flight.started.add(stepInfo.hashedId);
    const step = recordOf(world, run, stepInfo.hashedId, id, seen?.kind ?? "run", seen?.input);
    step.status = "running";
    step.attempts.push({ attempt: ctx.attempt, startedAt: new Date(world.clock.now), endedAt: null, outcome: "running", error: null });
    const begun = { functionId: run.fn.id, stepId: id, runId: run.id, attempt: step.attempts.length - 1 };
    const fault = world.options.fault?.(begun);
    if (fault === "throw") {
      const error = new InjectedFault(`injected into the step "${id}"`);
      endAttempt(world, step.attempts, "failed", serialized(error));
      throw error;
    }
    await pass(flight, "latency", id);
    if (world.stopped !== null) return halt(flight, world.stopped);
    const came = await context.run({ clock: flight.clock, world, flight, step: begun }, next).then(
      (output) => ({ output }),
      (error: unknown) => ({ error }),
    );
    if (world.stopped !== null) return halt(flight, world.stopped);
    await pass(flight, "takes", id);
    if (fault === "lose") {
      endAttempt(world, step.attempts, "lost", null);
      flight.lost = true;
      flight.settle({ kind: "lost" });
      throw new ProcessLost(`the process was lost after the work of the step "${id}"`);
    }
    if ("error" in came) {
      endAttempt(world, step.attempts, "failed", serialized(came.error));
      throw came.error;
    }
    const lossy = unserialisable(came.output);
    if (lossy !== null) guard(flight, "unserialisable-output", id, `${lossy}, which JSON cannot carry`);
    endAttempt(world, step.attempts, "succeeded", null);
    return came.output;
  }

  override async wrapFunctionHandler({ next }: Sdk.WrapFunctionHandlerArgs): Promise<unknown> {
    const flight = currentFlight();
    if (flight === undefined || flight.job === null) return next();
    try {
      const output = await next();
      const lossy = unserialisable(output);
      if (lossy !== null) guard(flight, "unserialisable-output", null, `${lossy}, which JSON cannot carry`);
      await pass(flight, "takes", "");
      return output;
    } finally {
      flight.bodyEnded = true;
    }
  }
}
