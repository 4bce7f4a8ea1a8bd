// 毎週月曜 9 時(日本時間)に前週の売上を集計して送る。作り直すときは同じ関数をイベントで動かす。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(reportRequested.create({ date: "2026-11-23" }))
import { cron, eventType, Inngest } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "scheduled-report" });

// date を含む週の前の週を集計する。
export const reportRequested = eventType("app/weekly-report.requested", {
  schema: z.object({ date: z.string().refine((date) => !Number.isNaN(Date.parse(date)), "not a date") }),
});

type Period = { from: string; until: string };
type Summary = { orders: number; total: number };

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
export const services = {
  async summarizeSales(_period: Period): Promise<Summary> {
    return { orders: 0, total: 0 };
  },
  // reportId を主キーに upsert する。
  async saveReport(report: { reportId: string; period: Period; summary: Summary }): Promise<{ reportId: string }> {
    return { reportId: report.reportId };
  },
  // 同じ idempotencyKey なら一度だけ送る。
  async sendReport(mail: { reportId: string; summary: Summary; idempotencyKey: string }): Promise<{ messageId: string }> {
    return { messageId: `placeholder-mail-${mail.idempotencyKey}` };
  },
  // 死活監視(healthchecks など)に届ける。途絶えたら監視の側が知らせる。
  async reportHeartbeat(heartbeat: { job: string; reportId: string }): Promise<{ heartbeatId: string }> {
    return { heartbeatId: `placeholder-${heartbeat.job}-${heartbeat.reportId}` };
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<{ alertId: string }> {
    return { alertId: `placeholder-alert-${alert.idempotencyKey}` };
  },
};

/** 日本時間で、前の週の月曜(含む)から今週の月曜(含まない)まで。 */
export function previousWeek(day: Date): Period {
  // 日本に夏時間はない。9 時間ずらせば、実行環境の time zone によらず UTC の関数で数えられる。
  const tokyo = new Date(day.getTime() + 9 * 60 * 60 * 1_000);
  const daysSinceMonday = (tokyo.getUTCDay() + 6) % 7;
  const monday = (weeksAgo: number) =>
    new Date(Date.UTC(tokyo.getUTCFullYear(), tokyo.getUTCMonth(), tokyo.getUTCDate() - daysSinceMonday - 7 * weeksAgo))
      .toISOString()
      .slice(0, 10);
  return { from: monday(1), until: monday(0) };
}

export const weeklyReport = inngest.createFunction(
  {
    id: "weekly-report",
    // TZ がないと UTC になる。
    triggers: [cron("TZ=Asia/Tokyo 0 9 * * 1"), reportRequested],
    retries: 5,
    // 待つ利用者がいないので、失敗を知らせなければ誰も気づかない。
    onFailure: async ({ error, event, step }) => {
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `週次レポートに失敗した(run ${event.data.run_id}): ${error.message}`,
          idempotencyKey: `weekly-report-failed-${event.data.run_id}`,
        }),
      );
    },
  },
  async ({ event, step }) => {
    // cron の event.ts は予定された時刻。今の時刻から決めると、遅れた run や翌週のやり直しが別の週を集計する。
    const period = previousWeek(new Date("date" in event.data ? event.data.date : event.ts));
    // 期間から決まる鍵。cron と手動の依頼が重なっても、同じ週の送信は一度になる。
    const reportId = `weekly-${period.from}`;

    const summary = await step.run("summarize-sales", () => services.summarizeSales(period));
    await step.run("save-report", () => services.saveReport({ reportId, period, summary }));
    await step.run("send-report", () => services.sendReport({ reportId, summary, idempotencyKey: reportId }));

    // 止められた関数や外れた同期では onFailure も動かない。「来ないこと」を外から見張らせる。
    // 手動の作り直しは、cron が動いた証拠にはならない。
    if (event.name === "inngest/scheduled.timer") {
      await step.run("report-heartbeat", () => services.reportHeartbeat({ job: "weekly-report", reportId }));
    }
    return { reportId, ...summary };
  },
);

export const functions = [weeklyReport];
