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

export const approveExpense = inngest.createFunction(
  {
    id: "approve-expense",
    triggers: expenseSubmitted,
    retries: 4,
    // 24 時間のうちに出し直すなら、新しい expenseId で送る。同じ id では run が始まらない。
    idempotency: "event.data.expenseId",
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `経費の承認が止まった(run ${event.data.run_id}): ${error.message}`,
          idempotencyKey: `approval-failed-${event.data.run_id}`,
        }),
      );
    },
  },
  async ({ event, step }) => {
    const { expenseId, applicant, approver, amount } = event.data;

    await step.run("request-approval", () =>
      services.sendEmail({ to: approver, template: "request", idempotencyKey: `request-${expenseId}` }),
    );

    // match がないと、他の経費の決定でも進む。
    const first = await step.waitForEvent("wait-for-decision", {
      event: expenseDecided,
      timeout: "4d",
      match: "data.expenseId",
    });
    // wait に届くのは、登録の後のイベントだけ。すき間に届いた決定は、期限の後に DB から拾う。
    let decision: Decision | null = first?.data ?? (await step.run("check-decision", () => services.findDecision(expenseId)));

    if (decision === null) {
      await step.run("send-reminder", () =>
        services.sendEmail({ to: approver, template: "reminder", idempotencyKey: `reminder-${expenseId}` }),
      );
      const second = await step.waitForEvent("wait-after-reminder", {
        event: expenseDecided,
        timeout: "3d",
        match: "data.expenseId",
      });
      // 期限と決定が同時でも、どちらになったかは DB が一度だけ決める。
      decision = second?.data ?? (await step.run("expire", () => services.expireUnlessDecided(expenseId)));
    }

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

export const functions = [approveExpense];
