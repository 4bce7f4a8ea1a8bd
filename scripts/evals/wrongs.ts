/**
 * A realistic wrong solution: what is swapped in the right one, and the criteria that must fail, all others holding.
 * "behaviour" is every criterion of the case's scenario. The checker may complain of more of them than those that name it.
 */
export type Wrong = { name: string; swap: [from: string, to: string][]; fails: (string | typeof behaviour)[] };
export const behaviour = "behaviour";

/** Wrong solutions of the worth cases. The right one of each is fixtures/<case>.ts. */
export const wrongs: Record<string, Wrong[]> = {
  "worth-welcome": [
    {
      name: "the v3 signature",
      swap: [['{ id: "welcome", triggers: signup }, async', '{ id: "welcome" }, { event: "app/user.signup" }, async']],
      fails: ["checker", behaviour, "compiles"],
    },
    { name: "seconds where milliseconds are meant", swap: [['"3d"', "3 * 24 * 60 * 60"]], fails: ["tips-after-three-days"] },
    {
      name: "the address from the event",
      swap: [["to: user.email", "to: email"]],
      fails: ["tips-after-three-days"],
    },
    {
      name: "a key of the moment",
      swap: [["`welcome-${userId}`", "`welcome-${userId}-${Date.now()}`"]],
      fails: ["mail-server-down", "process-lost"],
    },
    { name: "the first mail outside of a step", swap: [['step.run("welcome", () => ', "Promise.resolve("]], fails: ["mail-server-down", "nothing-to-leavers", "process-lost", "tips-after-three-days"] },
  ],
  "worth-approval": [
    { name: "no match", swap: [[', match: "data.expenseId"', ""], [', match: "data.expenseId"', ""]], fails: ["checker", "own-decision-only"] },
    { name: "seven days after the reminder", swap: [['timeout: "3d"', 'timeout: "7d"']], fails: ["expires-after-seven-days"] },
    { name: "a timeout taken for a rejection", swap: [['mail(applicant, "expired")', 'mail(applicant, "rejected")']], fails: ["expires-after-seven-days"] },
    {
      name: "payment and mail in one step",
      swap: [
        ["expenseId, amount, idempotencyKey: `pay-${expenseId}` }));", "expenseId, amount, idempotencyKey: `pay-${expenseId}` }).then(() => sendEmail({ to: applicant, template: \"approved\", expenseId, idempotencyKey: `approved-${expenseId}` })));"],
        ['  await mail(applicant, "approved");\n', ""],
      ],
      fails: ["services-down"],
    },
    { name: "a rejection paid", swap: [['  if (!decision.data.approved) return mail(applicant, "rejected");\n', ""]], fails: ["rejection-does-not-pay"] },
    { name: "a late decision not looked at", swap: [["    decision = await", "    await"]], fails: ["reminder-then-decision"] },
    { name: "another amount", swap: [["{ expenseId, amount, idem", "{ expenseId, amount: amount * 100, idem"]], fails: ["approval-pays", "reminder-then-decision"] },
    { name: "a key of the moment", swap: [["`pay-${expenseId}`", "`pay-${Date.now()}`"]], fails: ["process-lost", "services-down"] },
  ],
  "worth-saga": [
    { name: "a plain Error after undoing", swap: [["new NonRetriableError(", "new Error("]], fails: ["does-not-start-over"] },
    { name: "oldest first", swap: [["undo.reverse()", "undo"]], fails: ["newest-first", "undoes-the-others"] },
    { name: "swallowed", swap: [["throw new NonRetriableError(`order ${orderId} was undone`, { cause });", "console.error(cause, NonRetriableError);"]], fails: ["does-not-start-over", "undoes-the-others"] },
    {
      name: "undone in one step",
      swap: [["for (const [id, run] of undo.reverse()) {", 'await step.run("undo", async () => { for (const [, run] of undo.reverse()) await run(); });\n    for (const [id, run] of [] as typeof undo) {']],
      fails: ["undoes-the-others"],
    },
    { name: "a random key", swap: [["`${name}-${orderId}`", "`${name}-${crypto.randomUUID()}`"]], fails: ["services-down", "process-lost"] },
    {
      name: "shipped before it is paid",
      swap: [
        ['step.run("ship", () => shipOrder(key("ship")))', 'step.run("charge", () => chargeCard({ ...key("charge"), amount }) )'],
        ['step.run("charge", () => chargeCard({ ...key("charge"), amount }))', 'step.run("ship", () => shipOrder(key("ship")))'],
      ],
      fails: ["declined-card-releases-stock", "does-not-start-over", "in-order", "newest-first"],
    },
  ],
  "worth-webhook": [
    { name: "no await", swap: [["await inngest.send", "inngest.send"]], fails: ["checker", "asks-to-call-again", "credits-a-payment", "credits-once", "waits-for-inngest"] },
    { name: "no id", swap: [["id: `payment-${payload.id}`, ", ""]], fails: ["credits-once"] },
    { name: "an id for all", swap: [["id: `payment-${payload.id}`", 'id: "payment"']], fails: ["credits-once"] },
    { name: "a failure swallowed", swap: [["data: payload.data });", "data: payload.data }).catch(console.error);"]], fails: ["asks-to-call-again"] },
    { name: "no signature asked for", swap: [["if (!isSigned(body", 'if (body === "" && !isSigned(body']], fails: ["refuses-unsigned"] },
    { name: "every payload sent", swap: [['payload.type === "payment.succeeded"', 'payload.type.startsWith("payment.")']], fails: ["ignores-other-types"] },
  ],
  "worth-cron": [
    { name: "no time zone", swap: [["TZ=Asia/Tokyo ", ""]], fails: ["at-two-in-tokyo", "of-the-day-before"] },
    { name: "the day of the server", swap: [[" + 9 * hours - 24 * hours", " - 24 * hours"]], fails: ["of-the-day-before"] },
    { name: "an alert each time", swap: [["loadSales(day)", 'loadSales(day).catch(async (error: Error) => { await alertTeam({ text: error.message, idempotencyKey: day }); throw error; })']], fails: ["alerts-once", "recovers-by-itself", "alert-arrives", "services-down"] },
    { name: "nobody is told", swap: [['await step.run("alert", ', 'console.error(step, error.message, event, ']], fails: ["alerts-once", "alert-arrives"] },
    { name: "a key of the moment", swap: [["`sales-${day}`", "`sales-${Date.now()}`"]], fails: ["process-lost", "services-down"] },
  ],
  "worth-fan-out": [
    { name: "all in one run", swap: [["await step.sendEvent(`send-${page}`, events);", "for (const { userId, email } of users) await step.run(`send-${userId}`, () => sendDigest({ email, week, idempotencyKey: `digest-${week}-${userId}` }));"]], fails: ["everyone-gets-one", "one-refusal-stops-nobody"] },
    { name: "the first page only", swap: [["after = last.userId;", "after = last.userId; if (users.length <= 500) return;"]], fails: ["everyone-gets-one"] },
    { name: "a page in one step", swap: [["await step.sendEvent(`send-${page}`, events);", "await step.run(`send-${page}`, async () => { for (const { userId, email } of users) await sendDigest({ email, week, idempotencyKey: `digest-${week}-${userId}` }); });"]], fails: ["one-refusal-stops-nobody", "services-down"] },
    { name: "a key of the run", swap: [["const { week, userId, email } = event.data;", "const { week, email } = event.data; const userId = crypto.randomUUID();"]], fails: ["process-lost", "services-down"] },
  ],
  "worth-retry-after": [
    { name: "seconds where milliseconds are meant", swap: [[" ?? 60) * 1000", " ?? 60)"]], fails: ["checker", "waits-two-minutes", "waits-an-hour"] },
    { name: "422 retried", swap: [["new NonRetriableError(", "new Error("], ["eventType, NonRetriableError, ", "eventType, "]], fails: ["gives-up-on-422"] },
    { name: "429 taken for final", swap: [["new RetryAfterError(", "new NonRetriableError("], [', Number(headers.get("Retry-After") ?? 60) * 1000', ""]], fails: ["waits-two-minutes", "waits-an-hour"] },
    { name: "the status not looked at", swap: [["if (status === 429)", "if (status === 1429)"], ["if (status === 422)", "if (status === 1422)"], ["if (status >= 400)", "if (status >= 1400)"]], fails: ["waits-two-minutes", "waits-an-hour", "gives-up-on-422", "retries-5xx"] },
    { name: "the name of the event", swap: [["putContact(event.data)", "putContact({ ...event.data, name: event.name })"]], fails: ["writes-the-contact"] },
  ],
  "worth-tenant-limits": [
    { name: "two for all tenants", swap: [[', key: "event.data.tenantId"', ""]], fails: ["tenants-apart"] },
    { name: "imports dropped", swap: [["throttle:", "rateLimit:"]], fails: ["none-dropped", "ten-a-minute", "tenants-apart", "two-of-a-tenant"] },
    { name: "a throttle for each tenant", swap: [['period: "1m"', 'period: "1m", key: "event.data.tenantId"']], fails: ["ten-a-minute"] },
    { name: "no limit at one time", swap: [['concurrency: { limit: 2, key: "event.data.tenantId" },', ""]], fails: ["two-of-a-tenant", "tenants-apart"] },
    { name: "a random key", swap: [["idempotencyKey: importId", "idempotencyKey: crypto.randomUUID()"]], fails: ["process-lost", "services-down"] },
  ],
  "worth-migrate": [
    { name: "silenced", swap: [["{ id: \"price-order\", triggers: orderPriced }, async", "{ id: \"price-order\" }, // @ts-ignore\n  { event: \"shop/order.priced\" }, async"]], fails: ["checker", behaviour, "compiles"] },
    { name: "a function by its name", swap: [["function: priceOrder", 'function: "shop-price-order" as never']], fails: ["checker", "alerts-on-failure", "compiles", "confirms-with-the-total", "nothing-suppressed"] },
    { name: "another id", swap: [['id: "confirm-order"', 'id: "order-confirm"']], fails: ["confirms-with-the-total"] },
    { name: "the signing key lost", swap: [[', signingKey: process.env["SHOP_SIGNING_KEY"]', ""]], fails: ["signing-key-stays"] },
    { name: "the event of the failure", swap: [["event.data.event.data", "event.data"]], fails: ["alerts-on-failure"] },
  ],
  "worth-trial-reminder": [
    { name: "cancelled by anybody", swap: [[', if: "event.data.userId == async.data.userId"', ""]], fails: ["checker", "own-upgrade-only"] },
    { name: "eleven days for all", swap: [['step.sleepUntil("three-days-before", new Date(Date.parse(endsAt) - 3 * 24 * 60 * 60 * 1000))', 'step.sleep("three-days-before", "11d")']], fails: ["three-days-before"] },
    { name: "never cancelled", swap: [['cancelOn: [{ event: upgraded, if: "event.data.userId == async.data.userId" }]', "cancelOn: [] as { event: typeof upgraded }[]"]], fails: ["not-after-an-upgrade", "own-upgrade-only"] },
    { name: "at the end", swap: [[" - 3 * 24 * 60 * 60 * 1000", ""]], fails: ["three-days-before", "own-upgrade-only"] },
    { name: "a key of the moment", swap: [["`trial-${userId}`", "`trial-${Date.now()}`"]], fails: ["mail-server-down", "process-lost"] },
  ],
  "worth-fix-billing": [
    { name: "the sum kept in a step", swap: [["total += await step.run(`read-usage-${meter}`, () => readUsage({ accountId, meter }));", "await step.run(`read-usage-${meter}`, async () => { total += await readUsage({ accountId, meter }); });"]], fails: ["checker", "charges-the-sum", "process-lost", "services-down", "tells-the-team-once"] },
    { name: "the moment in the key", swap: [["`${accountId}-${month}`", "`${accountId}-${Date.now()}`"]], fails: ["checker", "process-lost", "services-down"] },
    { name: "the message outside of a step", swap: [['step.run("notify", () => ', "Promise.resolve("]], fails: ["process-lost", "tells-the-team-once"] },
    { name: "a key for every month", swap: [["`${accountId}-${month}`", "accountId"]], fails: ["every-month-is-charged"] },
  ],
  "worth-on-failure": [
    { name: "the event of the failure", swap: [["event.data.event.data", "event.data"]], fails: ["names-the-order", "after-the-last-try", "alert-arrives"] },
    { name: "an alert each time", swap: [["pushOrder(event.data));", "pushOrder(event.data).catch(async (error: Error) => { await alertTeam({ ...event.data, reason: error.message, idempotencyKey: event.data.orderId }); throw error; }));"]], fails: ["names-the-order", "after-the-last-try", "not-for-a-blip", "alert-arrives"] },
    { name: "a failure swallowed", swap: [['await step.run("push", () => pushOrder(event.data));', 'try { await step.run("push", () => pushOrder(event.data)); } catch (error) { await step.run("alert", () => alertTeam({ ...event.data, reason: (error as Error).message, idempotencyKey: event.data.orderId })); }']], fails: ["the-run-fails"] },
    { name: "an alert whatever comes", swap: [['await step.run("push", () => pushOrder(event.data));', 'try { await step.run("push", () => pushOrder(event.data)); } finally { await step.run("alert", () => alertTeam({ ...event.data, reason: "done", idempotencyKey: event.data.orderId })); }']], fails: ["after-the-last-try", "alert-arrives", "names-the-order", "not-for-a-blip", "still-pushes"] },
  ],
  "worth-write-tests": [
    { name: "only the good case", swap: [['it("期限', 'it.skip("期限'], ['it("ほか', 'it.skip("ほか'], ['it("返金が', 'it.skip("返金が']], fails: ["notice-refund-gives-up", "notice-refund-without-approval", "notice-wrong-order"] },
    { name: "tests that fail", swap: [['toEqual(["refund-o1", "refund-o1"])', 'toEqual(["refund-o1"])']], fails: [behaviour] },
  ],
};
