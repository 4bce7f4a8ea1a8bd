// @inngest/test が模さないので、ここで確かめていないこと:
// match で正しいイベントだけが届くこと、実際の待ち時間、wait の登録より早いイベント、再試行、onFailure がいつ呼ばれるか。
import { InngestTestEngine, mockCtx } from "@inngest/test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { approveExpense, expenseDecided, expenseSubmitted, services } from "./human-approval";

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
    const decision = id === "wait-for-decision" ? first : second;
    return decision && expenseDecided.create(decision);
  });
  const { result } = await new InngestTestEngine({
    function: approveExpense,
    events: [submitted],
    transformCtx: (raw) => {
      const ctx = mockCtx(raw);
      return { ...ctx, step: { ...ctx.step, waitForEvent: waitForEvent as never } };
    },
  }).execute();
  return { result, waitForEvent };
}

test("承認されたら支払い、申請者に知らせる", async () => {
  const { result, waitForEvent } = await approve(approved);

  expect(result).toEqual({ expenseId: "e1", status: "approved", decidedBy: "boss", paymentId: "p1" });
  expect(log).toEqual(["request-e1 → boss@example.com", "pay-e1 300", "approved-e1 → me@example.com"]);
  expect(waitForEvent).toHaveBeenLastCalledWith("wait-for-decision", {
    event: expenseDecided,
    timeout: "4d",
    match: "data.expenseId",
  });
});

test("却下されたら支払わない", async () => {
  const { result } = await approve(rejected);

  expect(result).toEqual({ expenseId: "e1", status: "rejected", decidedBy: "boss" });
  expect(log).toEqual(["request-e1 → boss@example.com", "rejected-e1 → me@example.com"]);
});

test("4 日で決まらなければ催促し、その後の承認で支払う", async () => {
  const { result, waitForEvent } = await approve(null, approved);

  expect(result).toMatchObject({ status: "approved" });
  expect(log).toEqual([
    "request-e1 → boss@example.com",
    "reminder-e1 → boss@example.com",
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
  expect(log).toEqual(["request-e1 → boss@example.com", "reminder-e1 → boss@example.com", "expired-e1 → me@example.com"]);
});

test("wait が逃した決定は DB から拾い、催促しない", async () => {
  vi.spyOn(services, "findDecision").mockResolvedValue(approved);

  const { result } = await approve(null);

  expect(result).toMatchObject({ status: "approved" });
  expect(log).toEqual(["request-e1 → boss@example.com", "pay-e1 300", "approved-e1 → me@example.com"]);
});

test("期限と同時の決定は、期限切れにならない", async () => {
  vi.spyOn(services, "expireUnlessDecided").mockResolvedValue(rejected);

  const { result } = await approve(null, null);

  expect(result).toMatchObject({ status: "rejected", decidedBy: "boss" });
  expect(log.at(-1)).toBe("rejected-e1 → me@example.com");
});

test("onFailure は、止まった run を知らせる", async () => {
  const alertTeam = vi.spyOn(services, "alertTeam");

  // engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
  await approveExpense.opts.onFailure?.({
    error: new Error("boom"),
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: submitted } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(alertTeam.mock.calls).toEqual([[{ text: "経費の承認が止まった(run r1): boom", idempotencyKey: "approval-failed-r1" }]]);
});
