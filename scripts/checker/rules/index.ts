import type { ProjectRule, Rule } from "../rule.ts";
import { attemptBranch } from "./attempt-branch.ts";
import { authInFront } from "./auth-in-front.ts";
import { batchEvent } from "./batch-event.ts";
import { batchRateLimit } from "./batch-rate-limit.ts";
import { bodyLimit } from "./body-limit.ts";
import { cancelOnWithoutCondition } from "./cancel-on-without-condition.ts";
import { catchAllNonRetriable } from "./catch-all-non-retriable.ts";
import { celSyntax } from "./cel-syntax.ts";
import { compoundDuration } from "./compound-duration.ts";
import { concurrencyIsNotAMutex } from "./concurrency-is-not-a-mutex.ts";
import { constantKey } from "./constant-key.ts";
import { duplicateFunctionId } from "./duplicate-function-id.ts";
import { eventSchemas } from "./event-schemas.ts";
import { floatingSend } from "./floating-send.ts";
import { floatingStep } from "./floating-step.ts";
import { hostTimeout } from "./host-timeout.ts";
import { ignoredOption } from "./ignored-option.ts";
import { instanceofStepError } from "./instanceof-step-error.ts";
import { isDevHardCoded } from "./is-dev-hard-coded.ts";
import { jsonRoundTrip } from "./json-round-trip.ts";
import { missingServeMethod } from "./missing-serve-method.ts";
import { mockThatThrows } from "./mock-that-throws.ts";
import { mutatedVariable } from "./mutated-variable.ts";
import { nestedSteps } from "./nested-steps.ts";
import { nonDeterminism } from "./non-determinism.ts";
import { onFailureEvent } from "./on-failure-event.ts";
import { promiseRace } from "./promise-race.ts";
import { raceLosers } from "./race-losers.ts";
import { retryAfterUnit } from "./retry-after-unit.ts";
import { rewrappedError } from "./rewrapped-error.ts";
import { schemaTransform } from "./schema-transform.ts";
import { secretInSource } from "./secret-in-source.ts";
import { sendInFunction } from "./send-in-function.ts";
import { severalSideEffects } from "./several-side-effects.ts";
import { sideEffectOutsideStep } from "./side-effect-outside-step.ts";
import { spreadEventType } from "./spread-event-type.ts";
import { stepLoop } from "./step-loop.ts";
import { strictInvokeSchema } from "./strict-invoke-schema.ts";
import { swallowedError } from "./swallowed-error.ts";
import { swappedAsync } from "./swapped-async.ts";
import { syncRefused } from "./sync-refused.ts";
import { triggerArguments } from "./trigger-arguments.ts";
import { unmockedStep } from "./unmocked-step.ts";
import { unservedFunction } from "./unserved-function.ts";
import { unstableKey } from "./unstable-key.ts";
import { unstableStepId } from "./unstable-step-id.ts";
import { v3CreateFunction } from "./v3-create-function.ts";
import { v3Removed } from "./v3-removed.ts";
import { waitWithoutCondition } from "./wait-without-condition.ts";

/** The rules about one file, by the order of the alphabet. */
export const rules: Rule[] = [
  attemptBranch,
  authInFront,
  batchEvent,
  batchRateLimit,
  bodyLimit,
  cancelOnWithoutCondition,
  catchAllNonRetriable,
  celSyntax,
  compoundDuration,
  concurrencyIsNotAMutex,
  constantKey,
  eventSchemas,
  floatingSend,
  floatingStep,
  ignoredOption,
  instanceofStepError,
  isDevHardCoded,
  jsonRoundTrip,
  missingServeMethod,
  mockThatThrows,
  mutatedVariable,
  nestedSteps,
  nonDeterminism,
  onFailureEvent,
  promiseRace,
  raceLosers,
  retryAfterUnit,
  rewrappedError,
  schemaTransform,
  secretInSource,
  sendInFunction,
  severalSideEffects,
  sideEffectOutsideStep,
  spreadEventType,
  stepLoop,
  strictInvokeSchema,
  swallowedError,
  syncRefused,
  triggerArguments,
  unstableKey,
  unstableStepId,
  v3CreateFunction,
  v3Removed,
  waitWithoutCondition,
];

/** The rules about all files of a run. */
export const projectRules: ProjectRule[] = [
  duplicateFunctionId,
  hostTimeout,
  swappedAsync,
  unmockedStep,
  unservedFunction,
];
