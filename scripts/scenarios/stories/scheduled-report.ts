import { advance, completed, failed, fails, inTurn, returns, send, settle, storiesOf } from "../scenario.ts";

// 09:00 on Monday, 23 November 2026 in Tokyo is 00:00 UTC.
const sundayEvening = "2026-11-22T12:00:00Z";
const lastWeek = { from: "2026-11-16", until: "2026-11-23" };
const reportId = "weekly-2026-11-16";
const summary = { orders: 3, total: 900 };
const requested = { name: "app/weekly-report.requested", data: { date: "2026-11-25" } };
const sales = returns(summary);
const down = new Error("database is down");

const summed = ["summarizeSales", lastWeek] as const;
const sent = [
  ["saveReport", { reportId, period: lastWeek, summary }],
  ["sendReport", { reportId, summary, idempotencyKey: reportId }],
] as const;
// Only the schedule shows that the schedule lives.
const reported = [...sent, ["reportHeartbeat", { job: "weekly-report", reportId }]] as const;
const done = completed({ reportId, ...summary });
const told = (reason: string) =>
  ["alertTeam", { text: `週次レポートに失敗した(run <weekly-report>): ${reason}`, idempotencyKey: "weekly-report-failed-<weekly-report>" }] as const;

export const scheduledReport = storiesOf<typeof import("../../../plugin/skills/inngest/examples/scheduled-report.ts")>()({
  example: "scheduled-report",
  reads: ["summarizeSales"],
  upserts: ["saveReport", "reportHeartbeat"],
  scenarios: [
    {
      name: "on Monday at nine in Tokyo last week's report is sent",
      needsLongWait: true,
      now: sundayEvening,
      given: { summarizeSales: sales },
      acts: [advance("13h")],
      expect: {
        effects: [summed, ...reported],
        runs: { "weekly-report": [done] },
        attemptsAt: { "summarize-sales": ["12h"], "send-report": ["12h"] },
      },
    },
    {
      name: "not a minute earlier, and only once a week",
      needsLongWait: true,
      now: sundayEvening,
      given: { summarizeSales: sales },
      acts: [advance("11h"), advance("6d"), advance("23h")],
      expect: { effects: [summed, ...reported], runs: { "weekly-report": [done] } },
    },
    {
      name: "a report asked for by hand is about the week before its date",
      now: "2026-12-24T00:00:00Z",
      given: { summarizeSales: sales },
      acts: [send(requested), settle],
      expect: { effects: [summed, ...sent], runs: { "weekly-report": [done] } },
    },
    {
      name: "the schedule and a request for the same week use the same keys",
      needsLongWait: true,
      now: sundayEvening,
      given: { summarizeSales: sales },
      acts: [advance("13h"), send(requested), settle],
      expect: { effects: [summed, ...reported, summed, ...sent], runs: { "weekly-report": [done, done] } },
    },
    {
      name: "sales that can be summed only at the fourth try are those of the same week",
      needsLongWait: true,
      now: sundayEvening,
      given: { summarizeSales: inTurn(fails(down), fails(down), fails(down), sales) },
      acts: [advance("13h")],
      expect: {
        effects: [["summarizeSales", lastWeek, { fails: 3 }], summed, ...reported],
        runs: { "weekly-report": [done] },
      },
    },
    {
      name: "the sales cannot be summed: no report, no heartbeat, the team is told",
      needsLongWait: true,
      now: sundayEvening,
      given: { summarizeSales: fails(down) },
      acts: [advance("13h")],
      expect: {
        effects: [["summarizeSales", lastWeek, { fails: 6 }], told("database is down")],
        runs: { "weekly-report": [failed("Error", "database is down")], "weekly-report-failure": [completed(null)] },
      },
    },
    {
      name: "the report cannot be sent: no heartbeat, the team is told",
      needsLongWait: "retries",
      given: { summarizeSales: sales, sendReport: fails(new Error("mail server is down")) },
      acts: [send(requested), settle],
      expect: {
        effects: [summed, ["saveReport"], ["sendReport", { idempotencyKey: reportId }, { fails: 6 }], told("mail server is down")],
        runs: { "weekly-report": [failed("Error", "mail server is down")], "weekly-report-failure": [completed(null)] },
      },
    },
  ],
});
