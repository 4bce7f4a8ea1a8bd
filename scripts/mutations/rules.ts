/** A rule of the runtime taken out of its source: the text, which stands once in the file, becomes another. */
export type Mutation = {
  rule: string;
  /** In scripts/runtime. */
  file: string;
  from: string;
  to: string;
  /** In scripts/runtime: one of these must turn red. */
  tests: string[];
};

const mutation = (rule: string, file: string, from: string, to: string, ...tests: string[]): Mutation => ({ rule, file, from, to, tests });

/** One mutation, at least, for each rule that scripts/runtime/index.ts says is modelled. */
export const mutations: Mutation[] = [
  // Steps and their results
  mutation("a step's result is memoised", "resume.ts", "run.memoised.set(hash, result);", "", "memoisation.test.ts"),
  mutation("memoised results are sent to the SDK", "sdk.ts", "steps: useApi ? {} : Object.fromEntries(run.memoised)", "steps: {}", "memoisation.test.ts"),
  mutation("a result is memoised once", "resume.ts", "if (run.memoised.has(hash)) return false;", "", "memoisation.test.ts"),
  mutation("a repeated step id has an index", "ops.ts", "return index === undefined ? id : `${id}:${index}`;", "return id;", "memoisation.test.ts"),
  mutation("JSON's keys are in order", "canonical.ts", ".sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))", "", "pure.test.ts"),
  mutation("requests are canonical JSON", "sdk.ts", "    canonicalJson({\n      event:", "    JSON.stringify({\n      event:", "memoisation.test.ts"),
  mutation("too much state is fetched by the SDK", "sdk.ts", "return body.length > LIMITS.requestBodyBytes ? write(true) : body;", "return body;", "limits.test.ts"),
  mutation("the SDK fetches memoised steps", "gateway.ts", 'if (run !== undefined && rest === "actions") return json(Object.fromEntries(run.memoised));', "", "limits.test.ts"),

  // Attempts
  mutation("a failed step is tried again", "opcodes.ts", 'if (op.op === "StepError" && job.attempt + 1 < run.fn.maxAttempts) return true;', "", "retries.test.ts"),
  mutation("StepFailed is not tried again", "opcodes.ts", 'op.op === "StepError" && job.attempt', "job.attempt", "retries.test.ts"),
  mutation("there is one attempt more than retries", "config.ts", "Math.min(retries, MAX_RETRIES) + 1", "Math.min(retries, MAX_RETRIES) + 2", "retries.test.ts"),
  mutation("attempts end, also of processes that are lost", "request.ts", "if (job.attempt + 1 >= job.run.fn.maxAttempts) endRun", "if (job.attempt >= job.run.fn.maxAttempts) endRun", "faults.test.ts"),
  mutation("a handler that goes from step to step is only slow", "request.ts", "flight.encounters.size + flight.started.size > reached ? wait() : ", "", "safeguards.test.ts"),
  mutation("an attempt has a number", "request.ts", "attempt: job.attempt + 1, start: false", "attempt: job.attempt, start: false", "retries.test.ts"),
  mutation("five attempts by default", "config.ts", "const DEFAULT_RETRIES = 4;", "const DEFAULT_RETRIES = 3;", "retries.test.ts", "sync.test.ts"),
  mutation("at most 20 retries", "config.ts", "Math.min(retries, MAX_RETRIES) + 1", "retries + 1", "sync.test.ts"),
  mutation("retries back off", "backoff.ts", "return now + (TABLE[Math.min(attempt, TABLE.length - 1)] ?? 0);", "return now;", "retries.test.ts"),
  mutation("the backoff's last entry holds", "backoff.ts", "TABLE[Math.min(attempt, TABLE.length - 1)]", "TABLE[attempt]", "retries.test.ts"),
  mutation("Retry-After is kept", "backoff.ts", "if (!Number.isNaN(asked)) return Math.min", "if (Number.NaN) return Math.min", "retries.test.ts"),
  mutation("Retry-After is at least 1 s", "backoff.ts", "Math.max(asked, now + SECOND)", "asked", "retries.test.ts"),
  mutation("Retry-After is at most 24 h", "backoff.ts", "Math.min(Math.max(asked, now + SECOND), now + DAY)", "Math.max(asked, now + SECOND)", "retries.test.ts"),
  mutation("a step's Retry-After is read", "request.ts", "retry(world, job, answer.retryAfter);", "retry(world, job, null);", "retries.test.ts"),
  mutation("the body's Retry-After is read", "request.ts", "answer.noRetry, answer.retryAfter);", "answer.noRetry, null);", "retries.test.ts"),
  mutation("the no-retry header is read", "request.ts", "serialized(answer.body), answer.noRetry,", "serialized(answer.body), false,", "retries.test.ts"),
  mutation("a failed step is memoised for the handler to catch", "opcodes.ts", 'memoise(world, run, op.id, result, "failed");', "", "retries.test.ts"),

  // Parallel steps
  mutation("planned steps run each in its request", "opcodes.ts", "enqueueOnce(world, run, `plan ${op.id}`, { step: op.id, parallelMode: mode, coalesceKey });", "enqueueOnce(world, run, `plan ${op.id}`, { step: null, parallelMode: mode, coalesceKey });", "parallel.test.ts"),
  mutation("several steps are planned first", "opcodes.ts", "if (ops.length > 1) run.forceStepPlan = true;", "", "parallel.test.ts"),
  mutation("the handler goes on when all parallel steps are done", "resume.ts", "if (run.pending.size > 0 && !race) return;", "", "parallel.test.ts"),
  mutation("a race goes on with the first", "resume.ts", 'const race = parallelMode === "race";', "const race = false;", "parallel.test.ts"),
  mutation("what follows parallel steps is asked for once", "resume.ts", "if (run.enqueued.has(key) || !isLive(run)) return;", "if (!isLive(run)) return;", "parallel.test.ts", "memoisation.test.ts"),
  mutation("after a parallel section steps run at once", "resume.ts", "if (run.version >= 2) run.forceStepPlan = false;", "", "parallel.test.ts"),
  mutation("optimizeParallelism: false keeps planning", "resume.ts", "if (run.version >= 2) run.forceStepPlan = false;", "run.forceStepPlan = false;", "parallel.test.ts"),
  mutation("a condition that mentions the event loses its race", "waiting.ts", 'expression?.includes("event.") ? null : parallelMode', "parallelMode", "parallel.test.ts"),

  // What the handler sees of the clock
  mutation("a request sees a later time than the run's request before", "clock.ts", "const first = run.seen + 1;", "const first = run.seen;", "clock.test.ts"),
  mutation("later than all that the run has seen", "clock.ts", "run.seen = Math.max(run.seen, now);", "run.seen = Math.max(run.seen, first);", "clock.test.ts"),
  mutation("the time that is seen goes with the clock", "clock.ts", "const now = Math.max(clock.now, first);", "const now = Math.max(0, Number.isFinite(first) ? first : clock.now);", "clock.test.ts"),
  mutation("a step's code sees the request's time", "probe.ts", "clock: flight.clock,", "clock: world.clock,", "clock.test.ts"),
  mutation("a replay sees a later time", "replay.ts", " + ++run.replays * LATER", "", "clock.test.ts"),
  mutation("each replay sees a later time", "replay.ts", "++run.replays * LATER", "LATER", "clock.test.ts"),

  // Waiting
  mutation("a sleep lasts", "waiting.ts", "return now + (parseDuration(text) ?? 0);", "return now;", "waiting.test.ts"),
  mutation("sleepUntil ends at its time", "waiting.ts", "return Math.max(now, Date.parse(text));", "return now;", "waiting.test.ts"),
  mutation("a sleep until the past ends at once", "waiting.ts", "return Math.max(now, Date.parse(text));", "return Date.parse(text) < now ? Number.POSITIVE_INFINITY : Date.parse(text);", "waiting.test.ts"),
  mutation("a sleep ends within a year", "waiting.ts", 'if (at > world.clock.now + LIMITS.waitMs) throw tooLong(`The sleep', 'if (at < 0) throw tooLong(`The sleep', "limits.test.ts"),
  mutation("a wait ends within a year", "waiting.ts", "if (expires > world.clock.now + LIMITS.waitMs) {", "if (expires < 0) {", "limits.test.ts"),
  mutation("a wait is for one event name", "events.ts", 'if (wait.kind === "signal" || wait.event !== event.name) return false;', 'if (wait.kind === "signal") return false;', "waiting.test.ts"),
  mutation("a wait has a condition", "events.ts", "return wait.expression === null || isTrue(wait.expression, { event: wait.run.events[0], async: event });", "return true;", "waiting.test.ts"),
  mutation("a wait times out", "waiting.ts", 'world.queue.add({ kind: "timer", of: "wait", at: wait.expires, score: wait.run.createdAt, run: wait.run, fire });', "", "waiting.test.ts"),
  mutation("a broken condition fails the run", "waiting.ts", 'if (wrong !== null) throw new EndsRun({ name: "InvalidExpression"', 'if (wrong === "") throw new EndsRun({ name: "InvalidExpression"', "waiting.test.ts"),
  mutation("a signal resumes its run", "signals.ts", 'resume(world, wait, { data: { signal, data: data ?? null } });', "", "waiting.test.ts"),
  mutation("a signal has a name", "signals.ts", "wait.signal !== signal", "wait.signal === null", "waiting.test.ts"),
  mutation("a second wait for a signal fails", "waiting.ts", 'if (conflict !== "replace") throw', 'if (conflict === "") throw', "waiting.test.ts"),
  mutation("a second wait may replace the first", "waiting.ts", "    other.signal = null;\n", "", "waiting.test.ts"),
  mutation("settle does not jump to timeouts of waits", "durable.ts", 'job.of === "sleep" || job.of === "flow"', 'job.of === "wait" || job.of === "sleep" || job.of === "flow"', "waiting.test.ts"),

  // What the server does for a step, and what is published
  mutation("infer's answer is memoised", "infer.ts", 'memoise(world, run, op.id, result, result.type === "error" ? "failed" : "completed");', "", "infer.test.ts"),
  mutation("infer is tried again", "infer.ts", "if (job.attempt + 1 < run.fn.maxAttempts) return true;", "", "infer.test.ts"),
  mutation("infer's attempts end", "infer.ts", "if (job.attempt + 1 < run.fn.maxAttempts) return true;", "return true;", "infer.test.ts"),
  mutation("infer beside parallel steps", "opcodes.ts", 'new Set(["AIGateway", ', "new Set([", "infer.test.ts"),
  mutation("infer shows no key", "ops.ts", 'kind === "ai.infer" ? body : ', "", "infer.test.ts"),
  mutation("what is published is kept", "realtime.ts", "  world.published.push(", "  void (", "realtime.test.ts"),
  mutation("a message is cut at 512 KB", "realtime.ts", ".subarray(0, LIMITS.messageBytes)", "", "realtime.test.ts"),

  // Invoking
  mutation("an invoked function runs", "events.ts", "if (event.name === INVOKED) invoke(world, event, chain);", "", "invoke.test.ts"),
  mutation("the result comes back", "events.ts", "return { data: event.data.result === undefined ? event : event.data.result };", "return { data: event };", "invoke.test.ts"),
  mutation("a failure comes back", "events.ts", "if (event.data.error !== undefined) return { error: event.data.error as SerializedError };", "", "invoke.test.ts"),
  mutation("the answer is the invoked run's", "events.ts", "event.data.correlation_id === wait.correlationId", "true", "invoke.test.ts"),
  mutation("an invocation times out", "waiting.ts", 'wait.kind === "invoke" ? { error } : { data: null }', "{ data: null }", "invoke.test.ts"),
  mutation("an unknown function is refused", "events.ts", "fn === undefined ? `could not find function with ID: ${slug}` :", "fn === undefined ? null :", "invoke.test.ts"),
  mutation("a rate-limited function is refused", "events.ts", '? "invoked function is rate limited" : null', "? null : null", "invoke.test.ts"),

  // Events
  mutation("an event starts every function that it triggers", "events.ts", "for (const fn of world.functions) {\n    if (!catches(fn, event)) continue;", "for (const fn of world.functions.slice(0, 1)) {\n    if (!catches(fn, event)) continue;", "events.test.ts"),
  mutation("triggers have wildcards", "triggers.ts", 'for (const separator of ["/", "."]) {', "for (const separator of [] as string[]) {", "events.test.ts"),
  mutation("triggers have conditions", "triggers.ts", "(trigger.expression === undefined || isTrue(trigger.expression, { event }))", "true", "events.test.ts"),
  mutation("a future ts delays the start", "schedule.ts", "events.length === 1 ? Math.max(now, event.ts) : now", "now", "events.test.ts"),
  mutation("an event id starts one run", "schedule.ts", "world.flow.started.set(key, now + LIMITS.idempotencyMs);", "", "events.test.ts"),
  mutation("an event id counts for 24 hours", "limits.ts", "idempotencyMs: 24 * 3_600_000", "idempotencyMs: 48 * 3_600_000", "events.test.ts"),
  mutation("an event id counts by function", "schedule.ts", "const key = `${fn.slug} ${id}`;", "const key = id;", "events.test.ts"),
  mutation("events of reserved names are refused", "gateway.ts", 'if (payload.name.toLowerCase().startsWith("inngest/")) return', 'if (payload.name === "") return', "limits.test.ts"),
  mutation("at most 5,000 events in a request", "gateway.ts", "if (payloads.length > LIMITS.eventsPerRequest) return", "if (payloads.length < 0) return", "limits.test.ts"),
  mutation("events have the virtual time", "gateway.ts", "payload.ts === undefined || payload.ts === stamped ? world.clock.now : payload.ts", "payload.ts ?? world.clock.now", "events.test.ts"),

  // Schedules
  mutation("a schedule starts runs", "durable.ts", 'world.queue.add({ kind: "timer", of: "cron", at, score: at, run: null, fire })', "void fire", "cron.test.ts"),
  mutation("a schedule goes on", "durable.ts", "        startRun(world, fn, [event], event.id, 0);\n        next();", "        startRun(world, fn, [event], event.id, 0);", "cron.test.ts"),
  mutation("a schedule has a time zone", "cron.ts", "{ timezone: zone, paused: true }", '{ timezone: "UTC", paused: true }', "cron.test.ts"),
  mutation("settle does not jump to schedules", "durable.ts", 'job.of === "sleep" || job.of === "flow"', 'job.of === "cron" || job.of === "sleep" || job.of === "flow"', "cron.test.ts"),

  // Cancellation
  mutation("cancelOn cancels", "events.ts", "cancelRun(world, cancel.run, `event ${event.name}`);", "", "cancellation.test.ts"),
  mutation("cancelOn has a condition", "events.ts", "cancel.expression === null || isTrue(cancel.expression, { event: cancel.run.events[0], async: event })", "true", "cancellation.test.ts"),
  mutation("cancelOn has a timeout", "events.ts", " || cancel.expires < world.clock.now", "", "cancellation.test.ts"),
  mutation("an event does not cancel the run that it starts", "events.ts", "const cancels = [...world.cancelTriggers];", "const cancels = world.cancelTriggers;", "cancellation.test.ts"),
  mutation("a broken timeout of cancelOn starts no run", "schedule.ts", "if (expires === null) return false;\n    world.cancelTriggers", "if (expires === null) continue;\n    world.cancelTriggers", "cancellation.test.ts"),
  mutation("timeouts.start cancels", "schedule.ts", 'if (run.startedAt === null) cancelRun(world, run, "timeouts.start");', "", "cancellation.test.ts"),
  mutation("timeouts.start spares what has started", "schedule.ts", 'if (run.startedAt === null) cancelRun(world, run, "timeouts.start");', 'cancelRun(world, run, "timeouts.start");', "cancellation.test.ts"),
  mutation("timeouts.finish cancels", "request.ts", 'fire: () => cancelRun(world, run, "timeouts.finish")', "fire: () => {}", "cancellation.test.ts"),
  mutation("an unreadable timeout leaves the run Scheduled", "schedule.ts", "parseDuration(text) === null) return false;\n  if (startTimeout", "parseDuration(text) === null) continue;\n  if (startTimeout", "cancellation.test.ts"),
  mutation("a step's code runs after its latency", "probe.ts", 'await pass(flight, "latency", id);', "", "cancellation.test.ts"),
  mutation("a report of a cancelled run ends the request", "checkpoint.ts", " || !isLive(run)", "", "cancellation.test.ts"),
  mutation("a cancelled run makes no more requests", "request.ts", "if (!isLive(run) || !takePlace(world, job)) return;", "if (!takePlace(world, job)) return;", "cancellation.test.ts", "flow.test.ts"),

  // Flow control
  mutation("a full batch starts", "schedule.ts", "if (batch.events.length >= config.maxSize) close();", "", "flow.test.ts"),
  mutation("a batch starts when its time is up", "schedule.ts", 'world.queue.add({ kind: "timer", of: "flow", at, score: at, run: null, fire: close, moot });', "", "flow.test.ts"),
  mutation("a batch has a key", "schedule.ts", 'const key = `${fn.slug} ${config.key === undefined ? "" : keyText(config.key, { event })}`;', "const key = fn.slug;", "flow.test.ts"),
  mutation("a batch has a condition", "schedule.ts", "batch !== undefined && (batch.if === undefined || isTrue(batch.if, { event }))", "batch !== undefined", "flow.test.ts"),
  mutation("debounce waits for a pause", "schedule.ts", "if (world.flow.debounce.get(name) !== next) return;", "", "flow.test.ts"),
  mutation("debounce has a key", "schedule.ts", 'const name = `${fn.slug} ${key ? keyText(key, { event }) : ""}`;', "const name = fn.slug;", "flow.test.ts"),
  mutation("debounce has a timeout", "schedule.ts", "Math.min(now + (parseDuration(period) ?? 0), latest ?? Number.POSITIVE_INFINITY)", "now + (parseDuration(period) ?? 0)", "flow.test.ts"),
  mutation("debounce keeps the latest event by ts", "schedule.ts", "if (open !== undefined && open.event.ts > event.ts) return;", "", "flow.test.ts"),
  mutation("rateLimit drops", "schedule.ts", "if (limited !== null) return skip(world, fn, event, limited, `over the limit of ${limited}`);", "", "flow.test.ts"),
  mutation("rateLimit has a key", "flow.ts", 'const key = config.key === undefined ? "" : evaluate(config.key, { event });', 'const key: unknown = "";', "flow.test.ts"),
  mutation("rateLimit lets a tenth more start at once", "flow.ts", "Math.floor(config.limit / 10)", "0", "flow.test.ts"),
  mutation("a false key is not limited", "flow.ts", "if (key === false || key === null) return null;\n  const text", "const text", "flow.test.ts"),
  mutation("idempotency wins over rateLimit", "flow.ts", "fn.idempotency === undefined ? fn.rateLimit :", "fn.rateLimit !== undefined ? fn.rateLimit :", "flow.test.ts"),
  mutation("idempotency lasts 24 hours", "flow.ts", 'period: "24h", key: fn.idempotency', 'period: "20h", key: fn.idempotency', "flow.test.ts"),
  mutation("throttle delays", "request.ts", "const wait = job.start ? throttled(world, job) : null;", "const wait = null as number | null;", "flow.test.ts"),
  mutation("throttle spreads starts evenly", "gcra.ts", "const interval = period / Math.max(limit, 1);", "const interval = period;", "flow.test.ts"),
  mutation("throttle has a burst", "request.ts", "limit + (throttle.burst ?? 0) - 1", "limit - 1", "flow.test.ts"),
  mutation("throttle has a key", "flow.ts", "return `${fn.slug} ${keyText(fn.throttle.key, { event })}`;", "return fn.slug;", "flow.test.ts"),
  mutation("a retry is not throttled", "request.ts", "const wait = job.start ? throttled(world, job) : null;", "const wait = throttled(world, { ...job, attempt: 0 });", "flow.test.ts"),
  mutation("singleton skips", "schedule.ts", 'else if (holder !== undefined) return skip(world, fn, event, "singleton"', 'else if (holder === null) return skip(world, fn, event, "singleton"', "flow.test.ts"),
  mutation("singleton cancels", "schedule.ts", 'cancelRun(world, holder, "singleton");', "{}", "flow.test.ts"),
  mutation("singleton has a key", "flow.ts", "return key === false || key === null ? null : `${fn.slug} ${JSON.stringify(key)}`;", "return fn.slug;", "flow.test.ts"),
  mutation("a singleton ends with its run", "finish.ts", "leaveSingleton(world, run);\n", "", "flow.test.ts"),
  mutation("priority goes first", "schedule.ts", "score: run.createdAt - run.priority, run, step: null", "score: run.createdAt, run, step: null", "flow.test.ts"),
  mutation("priority is at most 12 hours", "flow.ts", "return Math.max(Math.min(Number(value), LIMITS.prioritySeconds), -LIMITS.prioritySeconds) * 1_000;", "return Number(value) * 1_000;", "flow.test.ts"),
  mutation("concurrency limits", "flow.ts", "const full = job.run.concurrencyKeys.find(({ key, limit }) => (active.get(key) ?? 0) >= limit);", "const full = job.run.concurrencyKeys.find(() => false);", "flow.test.ts"),
  mutation("concurrency has a key", "flow.ts", '${key === undefined ? "" : keyText(key, { event })}`,\n    }));', "`,\n    }));", "flow.test.ts"),
  mutation("concurrency has a scope", "flow.ts", 'scope === "fn" ? fn.slug : scope', "fn.slug", "flow.test.ts"),
  mutation("all concurrency limits count", "flow.ts", "return fn.concurrency\n", "return fn.concurrency.slice(0, 1)\n", "flow.test.ts"),
  mutation("a place is given back", "request.ts", "  stopWatching();\n  leavePlace(flight.world, flight.run);\n", "  stopWatching();\n", "flow.test.ts"),

  // Endings
  mutation("a failed run is told", "finish.ts", 'if (ending.status === "Failed") publish(FAILED, run.id);', "", "failure.test.ts"),
  mutation("a cancelled run is told", "finish.ts", 'if (ending.status === "Cancelled") publish(CANCELLED, run.id);', "", "failure.test.ts"),
  mutation("a run's end is told", "finish.ts", "    publish(FINISHED, world.newId());\n", "", "failure.test.ts"),
  mutation("a cancelled run calls no onFailure", "finish.ts", 'if (ending.status === "Failed") publish(FAILED, run.id);', 'if (ending.status !== "Completed") publish(FAILED, run.id);', "failure.test.ts"),
  mutation("runs of failed and finished tell nothing", "finish.ts", "if (event.name === FAILED || event.name === FINISHED) continue;", "", "failure.test.ts"),
  mutation("a run that has ended stays", "finish.ts", "  if (!isLive(run)) return;\n  run.status", "  run.status", "cancellation.test.ts"),

  // Checkpointing
  mutation("checkpointing reports steps within a request", "sdk.ts", "...(world.options.checkpointing ? { fn_id: run.fn.slug } : {}),", "", "memoisation.test.ts", "parallel.test.ts"),
  mutation("without checkpointing there is one request a step", "sdk.ts", "...(world.options.checkpointing ? { fn_id: run.fn.slug } : {}),", "fn_id: run.fn.slug,", "memoisation.test.ts", "parallel.test.ts"),
  mutation("a checkpoint is memoised", "checkpoint.ts", 'memoise(flight.world, run, op.id, result, "completed");', "", "memoisation.test.ts", "faults.test.ts"),

  // Limits
  mutation("1,000 steps in a run, also in one request", "checkpoint.ts", "if (run.memoised.size >= LIMITS.stepsPerRun) {", "if (run.memoised.size < 0) {", "limits.test.ts"),
  mutation("1,000 steps in a run", "request.ts", "if (run.memoised.size >= LIMITS.stepsPerRun) {", "if (run.memoised.size < 0) {", "limits.test.ts"),
  mutation("1,000 parallel steps", "opcodes.ts", "if (ops.length > LIMITS.stepsPerRun) {", "if (ops.length < 0) {", "limits.test.ts"),
  mutation("4 MB of output, one request a step", "request.ts", "if (tooLarge) again", "if (tooLarge && tooLarge.id === \"\") again", "limits.test.ts"),
  mutation("4 MB of output, checkpointing", "checkpoint.ts", "if (JSON.stringify(result).length > LIMITS.stepOutputBytes) {", "if (JSON.stringify(result).length < 0) {", "limits.test.ts"),
  mutation("32 MB of state, one request a step", "opcodes.ts", "if (run.stateBytes + JSON.stringify(result).length > LIMITS.stateBytes) {", "if (run.stateBytes < 0) {", "limits.test.ts"),
  mutation("32 MB of state, checkpointing", "checkpoint.ts", "if (run.stateBytes <= LIMITS.stateBytes) return 200;", "return 200;", "limits.test.ts"),

  // What is refused, and what stops
  mutation("bad registrations are refused", "durable.ts", "if (refused.length > 0) throw new SyncRefused(refused);", "", "sync.test.ts"),
  mutation("what is not modelled is refused", "opcodes.ts", "throw new NotModelled(", "return false; throw new NotModelled(", "safeguards.test.ts"),
  mutation("an endless loop of events is stopped", "events.ts", "if (chain > EVENT_CHAIN_LENGTH && cause !== null) {", "if (chain > 1e6 && cause !== null) {", "safeguards.test.ts"),
  mutation("a changed step id is stopped", "safeguards.ts", "  changedStep(flight, answer);\n", "", "safeguards.test.ts"),
  mutation("a floating step is stopped", "safeguards.ts", "  floatingStep(flight, answer);\n", "", "safeguards.test.ts"),
  mutation("a floating send is stopped", "gateway.ts", "if (flight?.bodyEnded) {", "if (flight?.bodyEnded && flight.job === null) {", "safeguards.test.ts"),
  mutation("an output that JSON cannot carry is stopped", "probe.ts", "const lossy = unserialisable(came.output);", "const lossy = null as string | null;", "safeguards.test.ts"),
  mutation("a step in a step is stopped", "probe.ts", "if (outer !== null && !flight.bodyEnded) {", "if (outer !== null && flight.job === null) {", "safeguards.test.ts"),
  mutation("a fault throws", "probe.ts", 'if (fault === "throw") {', 'if (fault === undefined && id === "") {', "faults.test.ts"),
  mutation("a fault loses the process", "probe.ts", 'if (fault === "lose") {', 'if (fault === "lose" && id === "") {', "faults.test.ts"),
  mutation("a replay runs no step", "replay.ts", "sdk.call(flight, null, 0, true)", "sdk.call(flight, null, 0, false)", "faults.test.ts"),
  mutation("Date follows the clock", "clock.ts", "args.length === 0 && clock ? [clock.now] : args", "args", "waiting.test.ts"),

  // CEL
  mutation("what is missing is unknown", "cel-evaluate.ts", "if (a === UNKNOWN || b === UNKNOWN) return a === null || b === null;", "", "cel.test.ts"),
  mutation("numbers of both kinds are equal by value", "cel-evaluate.ts", "if (numeric(a) && numeric(b)) return Number(a) === Number(b);", "", "cel.test.ts"),
  mutation("missing parts of the first event are null in waits", "cel.ts", "missingEvent: data.async === undefined ? UNKNOWN : null,", "missingEvent: UNKNOWN,", "cel.test.ts"),
  mutation("a missing key is the text false", "cel.ts", "const value = evaluate(expression, data) ?? false;", 'const value = evaluate(expression, data) || "";', "cel.test.ts"),
  mutation("cancelOn allows comparisons only", "cel.ts", "const found = outsideLogic(parse(expression));", "const found = null as string | null;", "cel.test.ts", "sync.test.ts"),
];
