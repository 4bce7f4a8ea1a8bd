import { advance, again, byArgument, completed, failed, fails, returns, send, settle, storiesOf } from "../scenario.ts";

const submitted = { name: "app/expense.submitted", data: { expenseId: "e1", applicant: "me@example.com", approver: "boss@example.com", amount: 300 }, id: "expense-submitted-e1" };
const yes = { expenseId: "e1", approved: true, decidedBy: "boss" };
const no = { ...yes, approved: false };
const decided = (decision: typeof yes) => ({ name: "app/expense.decided", data: decision, id: `expense-decided-${decision.expenseId}` });

const lookedUp = ["findDecision", "e1"] as const;
const mailed = (template: "request" | "reminder") => ["sendEmail", { to: "boss@example.com", template, idempotencyKey: `${template}-e1` }] as const;
const asked = [lookedUp, mailed("request")];
const reminded = [lookedUp, mailed("reminder")];
const paid = ["payExpense", { expenseId: "e1", amount: 300, idempotencyKey: "pay-e1" }] as const;
const answered = (template: "approved" | "rejected" | "expired") => ["sendEmail", { to: "me@example.com", template, idempotencyKey: `${template}-e1` }] as const;

const approved = completed({ expenseId: "e1", status: "approved", decidedBy: "boss", paymentId: "placeholder-payment-pay-e1" });
const rejected = completed({ expenseId: "e1", status: "rejected", decidedBy: "boss" });
const told = completed(null);
const expired = completed({ expenseId: "e1", status: "expired" });

export const humanApproval = storiesOf<typeof import("../../../plugin/skills/inngest/examples/human-approval.ts")>()({
  example: "human-approval",
  reads: ["findDecision"],
  upserts: ["expireUnlessDecided"],
  scenarios: [
    {
      name: "approved at once: paid, and the applicant is told",
      acts: [send(submitted), settle, send(decided(yes)), settle],
      expect: { effects: [...asked, paid, answered("approved")], runs: { "approve-expense": [approved], "ask-approver": [told] } },
    },
    {
      name: "rejected at once: not paid, and the applicant is told",
      acts: [send(submitted), settle, send(decided(no)), settle],
      expect: { effects: [...asked, answered("rejected")], runs: { "approve-expense": [rejected], "ask-approver": [told] } },
    },
    {
      name: "approved while the approver is still being asked: paid at once",
      needsLongWait: true,
      takes: { "send-unless-decided": "1m" },
      acts: [send(submitted), advance("30s"), send(decided(yes)), settle],
      expect: {
        effects: [...asked, paid, answered("approved")],
        runs: { "approve-expense": [approved], "ask-approver": [told] },
        attemptsAt: { "pay-expense": ["30s"] },
      },
    },
    {
      name: "approved before the run began to wait: found in the database, paid at once, and nobody is asked",
      given: { findDecision: returns(yes) },
      acts: [send(submitted, decided(yes)), settle],
      expect: {
        effects: [lookedUp, paid, answered("approved")],
        runs: { "approve-expense": [approved], "ask-approver": [told] },
        attemptsAt: { "pay-expense": ["0s"] },
      },
    },
    {
      name: "approved on the third day",
      needsLongWait: true,
      acts: [send(submitted), settle, advance("3d"), send(decided(yes)), settle],
      expect: { effects: [...asked, paid, answered("approved")], runs: { "approve-expense": [approved], "ask-approver": [told] } },
    },
    {
      name: "reminded after four days, then approved",
      needsLongWait: true,
      acts: [send(submitted), settle, advance("5d"), send(decided(yes)), settle],
      expect: {
        effects: [...asked, ...reminded, paid, answered("approved")],
        runs: { "approve-expense": [approved], "ask-approver": [told, told] },
        attemptsAt: { "send-unless-decided": ["0s", "4d"], "pay-expense": ["5d"] },
      },
    },
    {
      name: "reminded after four days, then rejected",
      needsLongWait: true,
      acts: [send(submitted), settle, advance("5d"), send(decided(no)), settle],
      expect: { effects: [...asked, ...reminded, answered("rejected")], runs: { "approve-expense": [rejected], "ask-approver": [told, told] } },
    },
    {
      name: "a decision that came between the two waits is found in the database, without a reminder",
      needsLongWait: true,
      now: "2026-01-01T00:00:00Z",
      given: { findDecision: () => (Date.now() < Date.parse("2026-01-05T00:00:00Z") ? null : yes) },
      acts: [send(submitted), settle, advance("5d")],
      expect: {
        effects: [...asked, lookedUp, paid, answered("approved")],
        runs: { "approve-expense": [approved], "ask-approver": [told, told] },
        attemptsAt: { "pay-expense": ["4d"] },
      },
    },
    {
      name: "nobody decides: expired after seven days, not paid",
      needsLongWait: true,
      acts: [send(submitted), settle, advance("8d")],
      expect: {
        effects: [...asked, ...reminded, ["expireUnlessDecided", "e1"], answered("expired")],
        runs: { "approve-expense": [expired], "ask-approver": [told, told] },
        attemptsAt: { expire: ["7d"] },
      },
    },
    {
      name: "a decision at the very end wins over the expiry, as the database says",
      needsLongWait: true,
      given: { expireUnlessDecided: returns(no) },
      acts: [send(submitted), settle, advance("8d")],
      expect: {
        effects: [...asked, ...reminded, ["expireUnlessDecided", "e1"], answered("rejected")],
        runs: { "approve-expense": [rejected], "ask-approver": [told, told] },
      },
    },
    {
      name: "the decision about another expense changes nothing",
      needsLongWait: true,
      acts: [send(submitted), settle, send(decided({ ...yes, expenseId: "e2" })), advance("1d"), send(decided(no)), settle],
      expect: { effects: [...asked, answered("rejected")], runs: { "approve-expense": [rejected], "ask-approver": [told] } },
    },
    {
      name: "a second decision changes nothing",
      acts: [send(submitted), settle, send(decided(yes)), settle, send({ ...decided(no), id: "expense-decided-e1-again" }), settle],
      expect: { effects: [...asked, paid, answered("approved")], runs: { "approve-expense": [approved], "ask-approver": [told] } },
    },
    {
      name: "the same expense twice is asked for once",
      acts: [send(submitted, submitted), settle, send(decided(no)), settle],
      expect: { effects: [...asked, answered("rejected")], runs: { "approve-expense": [rejected], "ask-approver": [told] }, skips: { "approve-expense": ["idempotency"] } },
    },
    {
      name: "the payment fails without end: the team is told, the applicant is not told of a success",
      needsLongWait: "retries",
      given: { payExpense: fails(new Error("bank is closed")) },
      acts: [send(submitted), settle, send(decided(yes)), settle],
      expect: {
        effects: [
          ...asked,
          ["payExpense", { idempotencyKey: "pay-e1" }, { fails: 5 }],
          ["alertTeam", { text: "経費の承認が止まった(run <approve-expense>): bank is closed", idempotencyKey: "approval-failed-<approve-expense>" }],
        ],
        runs: { "approve-expense": [failed("Error", "bank is closed")], "approve-expense-failure": [completed(null)], "ask-approver": [told] },
      },
    },
    {
      name: "the approver cannot be asked: the team is told, and a decision still counts",
      needsLongWait: "retries",
      given: { sendEmail: byArgument([{ template: "request" }, fails(new Error("mail server is down"))]) },
      acts: [send(submitted), settle, send(decided(yes)), settle],
      expect: {
        effects: [
          lookedUp,
          ["sendEmail", { template: "request" }, { fails: 5 }],
          ...again(4, lookedUp),
          ["alertTeam", { text: "承認を頼めない(run <ask-approver>): mail server is down", idempotencyKey: "approval-failed-<ask-approver>" }],
          paid,
          answered("approved"),
        ],
        runs: { "approve-expense": [approved], "ask-approver": [failed("Error", "mail server is down")], "ask-approver-failure": [completed(null)] },
      },
    },
  ],
});
