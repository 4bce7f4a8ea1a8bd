import { advance, again, cancelled, completed, failed, fails, returns, send, sendFromNow, settle, storiesOf } from "../scenario.ts";

const exportOf = (exportId: string, tenantId: string, plan = "free") => ({ name: "app/export.requested", data: { exportId, tenantId, plan } });
const changed = (contactId: string) => ({ name: "app/contact.changed", data: { contactId } });
const low = (productId: string, left: number) => ({ name: "app/stock.low", data: { productId, left }, id: `${productId}-has-${left}` });
const edited = (documentId: string) => ({ name: "app/document.edited", data: { documentId } });
const viewed = (viewId: string, siteId: string) => ({ name: "app/page.viewed", data: { viewId, siteId } });
const stale = (accountId: string) => ({ name: "app/account.stale", data: { accountId } });
const booked = (visitId: string, remindAt = "2026-11-30T00:00:00Z") => ({ name: "app/visit.booked", data: { visitId, remindAt } });
/** Its reminder is due at once, whatever the time is. */
const overdue = booked("v1", "2020-01-01T00:00:00Z");
const visitCancelled = (visitId: string) => ({ name: "app/visit.cancelled", data: { visitId } });

const done = (...parts: string[]) => completed({ id: ["placeholder", ...parts].join("-") });
const contacts = Array.from({ length: 6 }, (_, i) => `c${i}`);

export const flowControl = storiesOf<typeof import("../../../plugin/skills/inngest/examples/flow-control.ts")>()({
  example: "flow-control",
  reads: ["pullAccount", "findVisit"],
  upserts: ["buildExport", "pushContact", "reindexDocument", "insertPageViews", "saveAccount"],
  scenarios: [
    {
      name: "concurrency: one export at a time for each tenant, other tenants do not wait for it",
      needsLongWait: true,
      takes: { build: "1m" },
      acts: [send(exportOf("x1", "t1"), exportOf("x2", "t1"), exportOf("x3", "t2")), settle],
      expect: {
        anyOrder: true,
        effects: [["buildExport", { exportId: "x1", tenantId: "t1" }], ["buildExport", { exportId: "x2", tenantId: "t1" }], ["buildExport", { exportId: "x3", tenantId: "t2" }]],
        runs: { "build-export": [done("export", "x1"), done("export", "x2"), done("export", "x3")] },
        attemptsAt: { build: ["0s", "0s", "1m"] },
      },
    },
    {
      name: "concurrency: five exports at a time over all tenants",
      needsLongWait: true,
      takes: { build: "1m" },
      acts: [send(...["t1", "t2", "t3", "t4", "t5", "t6"].map((tenant) => exportOf(`x-${tenant}`, tenant))), settle],
      expect: {
        anyOrder: true,
        effects: ["t1", "t2", "t3", "t4", "t5", "t6"].map((tenantId) => ["buildExport", { tenantId }] as const),
        runs: { "build-export": ["t1", "t2", "t3", "t4", "t5", "t6"].map((tenant) => done("export", `x-${tenant}`)) },
        attemptsAt: { build: ["0s", "0s", "0s", "0s", "0s", "1m"] },
      },
    },
    {
      name: "priority: an enterprise export goes before one that came two seconds earlier",
      needsLongWait: true,
      takes: { build: "1m" },
      acts: [send(exportOf("first", "t1")), advance("1s"), send(exportOf("free", "t1")), advance("2s"), send(exportOf("enterprise", "t1", "enterprise")), settle],
      expect: {
        effects: [["buildExport", { exportId: "first" }], ["buildExport", { exportId: "enterprise" }], ["buildExport", { exportId: "free" }]],
        runs: { "build-export": [done("export", "first"), done("export", "free"), done("export", "enterprise")] },
      },
    },
    {
      name: "throttle: three contacts go at once, the others one by one, and none is lost",
      acts: [send(...contacts.map(changed)), settle],
      expect: {
        anyOrder: true,
        effects: contacts.map((contactId) => ["pushContact", contactId] as const),
        runs: { "push-contact": contacts.map((contactId) => done("contact", contactId)) },
        attemptsAt: { push: ["0s", "0s", "0s", "667ms", "1s334ms", "2s"] },
      },
    },
    {
      name: "rateLimit: one notice an hour for each product, the others are dropped",
      needsLongWait: true,
      acts: [send(low("p1", 3), low("p2", 9)), settle, advance("30m"), send(low("p1", 2)), settle, advance("31m"), send(low("p1", 1)), settle],
      expect: {
        effects: [
          ["notifyBuyer", { productId: "p1", left: 3, idempotencyKey: "stock-p1-p1-has-3" }],
          ["notifyBuyer", { productId: "p2", left: 9, idempotencyKey: "stock-p2-p2-has-9" }],
          ["notifyBuyer", { productId: "p1", left: 1, idempotencyKey: "stock-p1-p1-has-1" }],
        ],
        runs: {
          "warn-low-stock": [done("notice", "stock-p1-p1-has-3"), done("notice", "stock-p2-p2-has-9"), done("notice", "stock-p1-p1-has-1")],
        },
        skips: { "warn-low-stock": ["rateLimit"] },
      },
    },
    {
      name: "rateLimit: a second notice about the same product is dropped, one about another is not",
      acts: [send(low("p1", 3)), settle, send(low("p1", 2)), settle, send(low("p2", 9)), settle],
      expect: {
        effects: [
          ["notifyBuyer", { productId: "p1", left: 3 }],
          ["notifyBuyer", { productId: "p2", left: 9 }],
        ],
        runs: { "warn-low-stock": [done("notice", "stock-p1-p1-has-3"), done("notice", "stock-p2-p2-has-9")] },
        skips: { "warn-low-stock": ["rateLimit"] },
      },
    },
    {
      name: "debounce: one run when the edits have paused for 30 s",
      needsLongWait: true,
      acts: [send(edited("d1")), advance("20s"), send(edited("d1")), advance("20s"), send(edited("d1")), settle],
      expect: {
        effects: [["reindexDocument", "d1"]],
        runs: { "reindex-document": [done("document", "d1")] },
        attemptsAt: { reindex: ["70s"] },
      },
    },
    {
      name: "debounce: edits that never pause do not put it off for more than 5 minutes",
      needsLongWait: true,
      acts: [...Array.from({ length: 20 }, () => [send(edited("d1")), advance("20s")]).flat(), settle],
      expect: {
        effects: [["reindexDocument", "d1"], ["reindexDocument", "d1"]],
        runs: { "reindex-document": [done("document", "d1"), done("document", "d1")] },
        attemptsAt: { reindex: ["5m", "410s"] },
      },
    },
    {
      name: "batchEvents: five views are written at once, the rest after ten seconds, each site by itself",
      acts: [send(...["v1", "v2", "v3", "v4", "v5"].map((view) => viewed(view, "s1"))), settle, send(viewed("v6", "s1"), viewed("v7", "s2")), settle],
      expect: {
        anyOrder: true,
        effects: [
          ["insertPageViews", ["v1", "v2", "v3", "v4", "v5"].map((viewId) => ({ viewId, siteId: "s1" }))],
          ["insertPageViews", [{ viewId: "v6", siteId: "s1" }]],
          ["insertPageViews", [{ viewId: "v7", siteId: "s2" }]],
        ],
        runs: { "record-page-views": [completed({ inserted: 5 }), completed({ inserted: 1 }), completed({ inserted: 1 })] },
        attemptsAt: { insert: ["0s", "10s", "10s"] },
      },
    },
    {
      name: "singleton: while an account is refreshed, it is not refreshed again",
      needsLongWait: true,
      takes: { pull: "1m" },
      given: { pullAccount: returns({ balance: 7 }) },
      acts: [send(stale("a1"), stale("a2")), advance("30s"), send(stale("a1")), settle, send(stale("a1")), settle],
      expect: {
        anyOrder: true,
        effects: [
          ["pullAccount", "a1"],
          ["pullAccount", "a2"],
          ["saveAccount", { accountId: "a1", balance: 7 }],
          ["saveAccount", { accountId: "a2", balance: 7 }],
          ["pullAccount", "a1"],
          ["saveAccount", { accountId: "a1", balance: 7 }],
        ],
        runs: { "refresh-account": [done("account", "a1"), done("account", "a2"), done("account", "a1")] },
        skips: { "refresh-account": ["singleton"] },
      },
    },
    {
      name: "cancelOn: the reminder comes at its time",
      needsLongWait: true,
      now: "2026-11-29T00:00:00Z",
      acts: [send(booked("v1")), settle],
      expect: {
        effects: [["findVisit", "v1"], ["sendReminder", { visitId: "v1", idempotencyKey: "reminder-v1" }]],
        runs: { "remind-visit": [done("reminder", "reminder-v1")] },
        attemptsAt: { remind: ["1d"] },
      },
    },
    {
      name: "cancelOn: no reminder of a visit that was cancelled; others keep theirs",
      needsLongWait: true,
      now: "2026-11-29T00:00:00Z",
      acts: [send(booked("v1"), booked("v2")), advance("1h"), send(visitCancelled("v1")), settle],
      expect: {
        effects: [["findVisit", "v2"], ["sendReminder", { visitId: "v2" }]],
        runs: { "remind-visit": [cancelled, done("reminder", "reminder-v2")] },
      },
    },
    {
      name: "cancelOn: a sleeping run is cancelled at once, and not by another visit",
      acts: [sendFromNow((now) => booked("v1", new Date(now.getTime() + 30 * 86_400_000).toISOString())), advance("2s"), send(visitCancelled("v2")), advance("2s"), send(visitCancelled("v1")), settle],
      expect: { effects: [], runs: { "remind-visit": [cancelled] } },
    },
    {
      name: "cancelOn: a visit that was cancelled before its run began is seen when the run wakes up",
      needsLongWait: true,
      now: "2026-11-29T00:00:00Z",
      given: { findVisit: returns(null) },
      acts: [send(booked("v1")), settle],
      expect: { effects: [["findVisit", "v1"]], runs: { "remind-visit": [completed(null)] } },
    },
    {
      name: "the failure of any function is told once",
      needsLongWait: "retries",
      given: { sendReminder: fails(new Error("phone is off")) },
      acts: [send(overdue), settle],
      expect: {
        effects: [
          ["findVisit", "v1"],
          ["sendReminder", { visitId: "v1" }, { fails: 5 }],
          ...again(4, ["findVisit", "v1"] as const),
          ["alertTeam", { text: "flow-control-remind-visit が失敗した: phone is off", idempotencyKey: "failed-<remind-visit>" }],
        ],
        runs: { "remind-visit": [failed("Error", "phone is off")], "report-failure": [done("alert", "failed-<remind-visit>")] },
      },
    },
    {
      name: "a failure that cannot be told does not report itself",
      needsLongWait: "retries",
      given: { sendReminder: fails(new Error("phone is off")), alertTeam: fails(new Error("pager is down")) },
      acts: [send(overdue), settle],
      expect: {
        effects: [
          ["findVisit", "v1"],
          ["sendReminder", { visitId: "v1" }, { fails: 5 }],
          ...again(4, ["findVisit", "v1"] as const),
          ["alertTeam", { idempotencyKey: "failed-<remind-visit>" }, { fails: 5 }],
        ],
        runs: { "remind-visit": [failed("Error", "phone is off")], "report-failure": [failed("Error", "pager is down")] },
      },
    },
  ],
});
