// 宛先の一覧をページごとに読み、宛先ひとつにイベントひとつを送る。宛先ごとに別の run になるので、
// 一人の失敗は他を止めず、再試行も一人ずつになる。全員が終わったら次へ進む形(件数と締め切り)は patterns.md の「Fan-in」。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(campaignRequested.create({ campaignId }, { id: `campaign-requested-${campaignId}` }))
import { eventType, Inngest, NonRetriableError } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "fan-out-pattern" });

export const campaignRequested = eventType("app/campaign.requested", {
  // cursor は続きから始めるときだけ入る。
  schema: z.object({ campaignId: z.string(), cursor: z.string().optional() }),
});

// 個人情報は載せず id だけを運ぶ。イベントは小さくなり、送る直前の宛先を読める。
export const recipientQueued = eventType("app/campaign.recipient-queued", {
  schema: z.object({ campaignId: z.string(), recipientId: z.string() }),
});

export const paging = {
  // 1 回の sendEvent は 5,000 件、ステップの出力は 4 MB まで。id だけの 1,000 件なら十分に小さい。
  size: 1_000,
  // run は 1,000 ステップ、状態の合計 32 MB まで。1 ページに 2 ステップ使うので、200 ページごとに次の run へ引き継ぐ。
  pagesPerRun: 200,
};

type Page = { recipientIds: string[]; next: string | null };
type Recipient = { email: string | null; subscribed: boolean };
type Delivery = { campaignId: string; recipientId: string; status: "sent" | "skipped" | "failed" };

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
export const services = {
  // 同じ cursor には、いつ呼んでも重なりも抜けもないページを返す(id 順など)。
  async listRecipients(query: { campaignId: string; cursor: string | null; limit: number }): Promise<Page> {
    return { recipientIds: [`placeholder-recipient-${query.campaignId}`], next: null };
  },
  async findRecipient(recipientId: string): Promise<Recipient | null> {
    return { email: `${recipientId}@example.com`, subscribed: true };
  },
  // 同じ idempotencyKey なら一度だけ送る。
  async sendEmail(mail: { to: string; campaignId: string; idempotencyKey: string }): Promise<{ messageId: string }> {
    return { messageId: `placeholder-mail-${mail.idempotencyKey}` };
  },
  // campaignId と recipientId を主キーに upsert する。全体の進みは、この表を数えて知る。
  async recordDelivery(delivery: Delivery): Promise<{ recorded: string }> {
    return { recorded: `placeholder-${delivery.campaignId}-${delivery.recipientId}-${delivery.status}` };
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<{ alertId: string }> {
    return { alertId: `placeholder-alert-${alert.idempotencyKey}` };
  },
};

export const startCampaign = inngest.createFunction(
  {
    id: "start-campaign",
    triggers: campaignRequested,
    retries: 4,
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `配信を始められなかった(run ${event.data.run_id}): ${error.message}`,
          idempotencyKey: `campaign-failed-${event.data.run_id}`,
        }),
      );
    },
  },
  async ({ event, step, runId }) => {
    const { campaignId } = event.data;
    let cursor: string | null = event.data.cursor ?? null;
    let queued = 0;

    for (let page = 0; ; page++) {
      const from = cursor;
      // 型を書く。cursor が自分の結果に依存するので、推論させると TS7022 になる。
      const { recipientIds, next }: Page = await step.run(`list-recipients-${page}`, () =>
        services.listRecipients({ campaignId, cursor: from, limit: paging.size }),
      );
      queued += recipientIds.length;

      if (recipientIds.length > 0) {
        // イベント id があるので、このステップが二度走っても、依頼が重なっても、宛先ごとの run は一つ(24 時間)。
        await step.sendEvent(
          `queue-recipients-${page}`,
          recipientIds.map((recipientId) =>
            recipientQueued.create({ campaignId, recipientId }, { id: `campaign-recipient-${campaignId}-${recipientId}` }),
          ),
        );
      }

      if (next === null) return { queued, continued: false };
      if (page + 1 >= paging.pagesPerRun) {
        // 引き継ぎは run ごとに一度。campaignId から作ると、24 時間以内のやり直しで続きが始まらない。
        await step.sendEvent(
          "continue-campaign",
          campaignRequested.create({ campaignId, cursor: next }, { id: `campaign-continued-${runId}` }),
        );
        return { queued, continued: true };
      }
      cursor = next;
    }
  },
);

export const deliverToRecipient = inngest.createFunction(
  {
    id: "deliver-to-recipient",
    triggers: recipientQueued,
    retries: 3,
    // 同時に動くステップの上限。1 分あたりの数を守るには throttle を使う(→ flow-control.ts)。
    concurrency: { limit: 5 },
    onFailure: async ({ event, step }) => {
      // event は inngest/function.failed。元のイベントは event.data.event にある。
      const original = recipientQueued.schema.safeParse(event.data.event.data);
      if (!original.success) return; // 宛先がわからない。parse では、この onFailure も失敗する。
      const { campaignId, recipientId } = original.data;
      await step.run("record-failed", () => services.recordDelivery({ campaignId, recipientId, status: "failed" }));
    },
  },
  async ({ event, step }) => {
    const { campaignId, recipientId } = event.data;
    const status = await step.run("send-email", async () => {
      // 送るステップの中で読めば、再試行の間の配信停止にも気づく。
      const recipient = await services.findRecipient(recipientId);
      if (recipient === null || !recipient.subscribed) return "skipped";
      // 宛先がないのは待っても直らない。再試行せずに失敗させる。
      if (recipient.email === null) throw new NonRetriableError(`recipient ${recipientId} has no address`);
      await services.sendEmail({ to: recipient.email, campaignId, idempotencyKey: `campaign-${campaignId}-${recipientId}` });
      return "sent";
    });
    await step.run("record-delivery", () => services.recordDelivery({ campaignId, recipientId, status }));
    return { status };
  },
);

export const functions = [startCampaign, deliverToRecipient];
