// 経費の承認: 承認者に依頼し、最長 7 日待つ。4 日で催促し、決まらなければ期限切れにする。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(expenseSubmitted.create(expense, { id: `expense-submitted-${expense.expenseId}` }))
//       承認の画面は、決定を DB に書いてから次を送る(最初の決定だけを受け付ける)。
//       await inngest.send(expenseDecided.create(decision, { id: `expense-decided-${decision.expenseId}` }))
import { eventType, Inngest } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "human-approval" });

export const expenseSubmitted = eventType("app/expense.submitted", {
  schema: z.object({ expenseId: z.string(), applicant: z.string(), approver: z.string(), amount: z.number() }),
});

// 承認も却下も一つのイベントにする。別々のイベントを競わせると、負けた wait が timeout まで残る。
export const expenseDecided = eventType("app/expense.decided", {
  schema: z.object({ expenseId: z.string(), approved: z.boolean(), decidedBy: z.string() }),
});

// 依頼と催促。approveExpense が送り、askApprover がメールにする。
export const approverAsked = eventType("app/expense.approver-asked", {
  schema: z.object({ expenseId: z.string(), approver: z.string(), template: z.enum(["request", "reminder"]) }),
});

type Decision = z.infer<typeof expenseDecided.schema>;
type Mail = { to: string; template: "request" | "reminder" | "approved" | "rejected" | "expired"; idempotencyKey: string };

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
// 同じ idempotencyKey なら一度だけ効くように実装する。
export const services = {
  async sendEmail(mail: Mail): Promise<{ messageId: string }> {
    return { messageId: `placeholder-mail-${mail.idempotencyKey}` };
  },
  async findDecision(_expenseId: string): Promise<Decision | null> {
    return null;
  },
  // まだ決まっていないときだけ期限切れにして null を返す。決まっていれば、その決定を返す(一つの UPDATE で行う)。
  async expireUnlessDecided(_expenseId: string): Promise<Decision | null> {
    return null;
  },
  async payExpense(payment: { expenseId: string; amount: number; idempotencyKey: string }): Promise<{ paymentId: string }> {
    return { paymentId: `placeholder-payment-${payment.idempotencyKey}` };
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<{ alertId: string }> {
    return { alertId: `placeholder-alert-${alert.idempotencyKey}` };
  },
};

const alertTeam = (what: string, runId: string, error: Error) =>
  services.alertTeam({ text: `${what}(run ${runId}): ${error.message}`, idempotencyKey: `approval-failed-${runId}` });

export const approveExpense = inngest.createFunction(
  {
    id: "approve-expense",
    triggers: expenseSubmitted,
    retries: 4,
    // 24 時間のうちに出し直すなら、新しい expenseId で送る。同じ id では run が始まらない。
    idempotency: "event.data.expenseId",
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () => alertTeam("経費の承認が止まった", event.data.run_id, error));
    },
  },
  async ({ event, step, runId }) => {
    const { expenseId, applicant, approver, amount } = event.data;

    // 待ちと依頼を並べると、待ちが先に登録され、依頼の途中の決定も待ちに届く。
    // 並べたステップの失敗は待ちが終わるまで届かないので、失敗しうるメールは askApprover に任せる。
    const ask = async (template: "request" | "reminder", timeout: string) => {
      const asked = approverAsked.create({ expenseId, approver, template }, { id: `${template}-${expenseId}-${runId}` });
      const [decided] = await Promise.all([
        // match がないと、他の経費の決定でも進む。
        step.waitForEvent(`wait-after-${template}`, { event: expenseDecided, timeout, match: "data.expenseId" }),
        step.sendEvent(`ask-${template}`, asked),
      ]);
      return decided?.data ?? null;
    };
    // 期限と決定が同時でも、どちらになったかは DB が一度だけ決める。
    const decision =
      (await ask("request", "4d")) ??
      (await ask("reminder", "3d")) ??
      (await step.run("expire", () => services.expireUnlessDecided(expenseId)));

    if (decision === null) {
      await step.run("notify-expired", () =>
        services.sendEmail({ to: applicant, template: "expired", idempotencyKey: `expired-${expenseId}` }),
      );
      return { expenseId, status: "expired" };
    }

    if (!decision.approved) {
      await step.run("notify-rejected", () =>
        services.sendEmail({ to: applicant, template: "rejected", idempotencyKey: `rejected-${expenseId}` }),
      );
      return { expenseId, status: "rejected", decidedBy: decision.decidedBy };
    }

    const { paymentId } = await step.run("pay-expense", () =>
      services.payExpense({ expenseId, amount, idempotencyKey: `pay-${expenseId}` }),
    );
    await step.run("notify-approved", () =>
      services.sendEmail({ to: applicant, template: "approved", idempotencyKey: `approved-${expenseId}` }),
    );
    return { expenseId, status: "approved", decidedBy: decision.decidedBy, paymentId };
  },
);

export const askApprover = inngest.createFunction(
  {
    id: "ask-approver",
    triggers: approverAsked,
    retries: 4,
    // 頼めなくても承認の run は待ち続ける。人が伝えれば、決定は待ちに届く。
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () => alertTeam("承認を頼めない", event.data.run_id, error));
    },
  },
  async ({ event, step }) => {
    const { expenseId, approver, template } = event.data;
    // 待ちはもう登録されている。その前の決定は DB にあり、その後の決定は待ちに届く。
    const decision = await step.run("send-unless-decided", async () => {
      const known = await services.findDecision(expenseId);
      if (known === null) await services.sendEmail({ to: approver, template, idempotencyKey: `${template}-${expenseId}` });
      return known;
    });
    if (decision === null) return;
    await step.sendEvent("pass-decision", expenseDecided.create(decision, { id: `expense-decided-${event.id}` }));
  },
);

export const functions = [approveExpense, askApprover];
