// @inngest/test が模さないので、ここで確かめていないこと:
// match で正しいイベントだけが届くこと、実際の待ち時間、wait の登録が依頼より先になること、依頼のイベントで askApprover が
// 動くこと、再試行、onFailure がいつ呼ばれるか。
import { InngestTestEngine, mockCtx } from "@inngest/test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { approveExpense, approverAsked, askApprover, expenseDecided, expenseSubmitted, services } from "./human-approval";

type Decision = Awaited<ReturnType<typeof services.findDecision>>;
const approved: Decision = { expenseId: "e1", approved: true, decidedBy: "boss" };
const rejected: Decision = { expenseId: "e1", approved: false, decidedBy: "boss" };

const submitted = expenseSubmitted.create({ expenseId: "e1", applicant: "me@example.com", approver: "boss@example.com", amount: 300 });

const log: string[] = [];
beforeEach(() => {
  log.length = 0;
  vi.spyOn(services, "sendEmail").mockImplementation(async ({ to, idempotencyKey }) => {
    log.push(`${idempotencyKey} → ${to}`);
    return { messageId: "m1" };
  });
  vi.spyOn(services, "payExpense").mockImplementation(async ({ amount, idempotencyKey }) => {
    log.push(`${idempotencyKey} ${amount}`);
    return { paymentId: "p1" };
  });
});
afterEach(() => vi.restoreAllMocks());

// waitForEvent は steps では mock できないので、transformCtx で差し替える。null は timeout。
// ハンドラーは何度も初めから走るので、答えは呼ばれた回数ではなくステップの id で決める。
async function approve(first: Decision, second: Decision = null) {
  const waitForEvent = vi.fn(async (id: string, _options: object) => {
    const decision = id === "wait-after-request" ? first : second;
    return decision && expenseDecided.create(decision);
  });
  const { result, ctx } = await new InngestTestEngine({
    function: approveExpense,
    events: [submitted],
    // mock しない sendEvent は本物のネットワークに出る。
    steps: ["ask-request", "ask-reminder"].map((id) => ({ id, handler: () => ({ ids: [] }) })),
    transformCtx: (raw) => {
      const ctx = mockCtx(raw);
      return { ...ctx, step: { ...ctx.step, waitForEvent: waitForEvent as never } };
    },
  }).execute();
  const asked = ctx.step.sendEvent.mock.calls.map(([, payload]) => payload);
  return { result, waitForEvent, asked, runId: ctx.runId };
}

const asking = (template: "request" | "reminder") => approverAsked.create({ expenseId: "e1", approver: "boss@example.com", template }, { id: `${template}-e1-r1` });

async function ask(template: "request" | "reminder") {
  const { ctx } = await new InngestTestEngine({
    function: askApprover,
    events: [asking(template)],
    steps: [{ id: "pass-decision", handler: () => ({ ids: [] }) }],
  }).execute();
  return ctx.step.sendEvent.mock.calls;
}

test("承認されたら支払い、申請者に知らせる", async () => {
  const { result, waitForEvent, asked, runId } = await approve(approved);

  expect(result).toEqual({ expenseId: "e1", status: "approved", decidedBy: "boss", paymentId: "p1" });
  expect(log).toEqual(["pay-e1 300", "approved-e1 → me@example.com"]);
  expect(asked).toEqual([expect.objectContaining({ data: asking("request").data, id: `request-e1-${runId}` })]);
  expect(waitForEvent).toHaveBeenLastCalledWith("wait-after-request", {
    event: expenseDecided,
    timeout: "4d",
    match: "data.expenseId",
  });
});

test("却下されたら支払わない", async () => {
  const { result } = await approve(rejected);

  expect(result).toEqual({ expenseId: "e1", status: "rejected", decidedBy: "boss" });
  expect(log).toEqual(["rejected-e1 → me@example.com"]);
});

test("4 日で決まらなければ催促し、その後の承認で支払う", async () => {
  const { result, waitForEvent, asked } = await approve(null, approved);

  expect(result).toMatchObject({ status: "approved" });
  expect(asked).toMatchObject([{ data: { template: "request" } }, { data: { template: "reminder" } }]);
  expect(log).toEqual([
    "pay-e1 300",
    "approved-e1 → me@example.com",
  ]);
  expect(waitForEvent).toHaveBeenLastCalledWith("wait-after-reminder", {
    event: expenseDecided,
    timeout: "3d",
    match: "data.expenseId",
  });
});

test("7 日で決まらなければ期限切れにし、支払わない", async () => {
  const expireUnlessDecided = vi.spyOn(services, "expireUnlessDecided");

  const { result } = await approve(null, null);

  expect(result).toEqual({ expenseId: "e1", status: "expired" });
  expect(expireUnlessDecided.mock.calls).toEqual([["e1"]]);
  expect(log).toEqual(["expired-e1 → me@example.com"]);
});

test.each(["request", "reminder"] as const)("決まっていなければ、承認者に頼む: %s", async (template) => {
  expect(await ask(template)).toEqual([]);
  expect(log).toEqual([`${template}-e1 → boss@example.com`]);
});

test("wait の登録より前の決定は DB から拾い、頼まずに承認の run に渡す", async () => {
  vi.spyOn(services, "findDecision").mockResolvedValue(approved);

  expect(await ask("request")).toEqual([
    ["pass-decision", expect.objectContaining({ name: "app/expense.decided", data: approved, id: "expense-decided-request-e1-r1" })],
  ]);
  expect(log).toEqual([]);
});

test("期限と同時の決定は、期限切れにならない", async () => {
  vi.spyOn(services, "expireUnlessDecided").mockResolvedValue(rejected);

  const { result } = await approve(null, null);

  expect(result).toMatchObject({ status: "rejected", decidedBy: "boss" });
  expect(log.at(-1)).toBe("rejected-e1 → me@example.com");
});

test.each([
  [approveExpense, "経費の承認が止まった"],
  [askApprover, "承認を頼めない"],
] as const)("onFailure は、止まった run を知らせる: %#", async (fn, what) => {
  const alertTeam = vi.spyOn(services, "alertTeam");

  // engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
  await fn.opts.onFailure?.({
    error: new Error("boom"),
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: submitted } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(alertTeam.mock.calls).toEqual([[{ text: `${what}(run r1): boom`, idempotencyKey: "approval-failed-r1" }]]);
});
