import { again, byArgument, completed, failed, fails, returns, send, settle, storiesOf } from "../scenario.ts";

const requested = { name: "app/campaign.requested", data: { campaignId: "c1" }, id: "campaign-requested-c1" };
const queued = (recipientId: string) => ({ name: "app/campaign.recipient-queued", data: { campaignId: "c1", recipientId }, id: `campaign-recipient-c1-${recipientId}` });
const sent = completed({ status: "sent" });
const delivery = (recipientId: string) =>
  [
    ["findRecipient", recipientId],
    ["sendEmail", { to: `${recipientId}@example.com`, campaignId: "c1", idempotencyKey: `campaign-c1-${recipientId}` }],
    ["recordDelivery", { campaignId: "c1", recipientId, status: "sent" }],
  ] as const;

const twoPages = byArgument<{ recipientIds: string[]; next: string | null }>(
  [{ cursor: null }, returns({ recipientIds: ["a", "b"], next: "b" })],
  [{ cursor: "b" }, returns({ recipientIds: ["c"], next: null })],
);

export const fanOutPattern = storiesOf<typeof import("../../../plugin/skills/inngest/examples/fan-out-pattern.ts")>()({
  example: "fan-out-pattern",
  reads: ["listRecipients", "findRecipient"],
  upserts: ["recordDelivery"],
  scenarios: [
    {
      name: "one page: each recipient gets a run and a mail",
      given: { listRecipients: returns({ recipientIds: ["a", "b"], next: null }) },
      acts: [send(requested), settle],
      expect: {
        anyOrder: true,
        effects: [["listRecipients", { campaignId: "c1", cursor: null, limit: 1_000 }], ...delivery("a"), ...delivery("b")],
        runs: { "start-campaign": [completed({ queued: 2, continued: false })], "deliver-to-recipient": [sent, sent] },
      },
    },
    {
      name: "several pages are read by one run",
      settings: { paging: { size: 2 } },
      given: { listRecipients: twoPages },
      acts: [send(requested), settle],
      expect: {
        anyOrder: true,
        effects: [
          ["listRecipients", { cursor: null, limit: 2 }],
          ["listRecipients", { cursor: "b", limit: 2 }],
          ...delivery("a"),
          ...delivery("b"),
          ...delivery("c"),
        ],
        runs: { "start-campaign": [completed({ queued: 3, continued: false })], "deliver-to-recipient": [sent, sent, sent] },
      },
    },
    {
      name: "after the last page of a run, another run continues",
      settings: { paging: { size: 2, pagesPerRun: 1 } },
      given: { listRecipients: twoPages },
      acts: [send(requested), settle],
      expect: {
        anyOrder: true,
        effects: [
          ["listRecipients", { cursor: null }],
          ["listRecipients", { cursor: "b" }],
          ...delivery("a"),
          ...delivery("b"),
          ...delivery("c"),
        ],
        runs: {
          "start-campaign": [completed({ queued: 2, continued: true }), completed({ queued: 1, continued: false })],
          "deliver-to-recipient": [sent, sent, sent],
        },
      },
    },
    {
      name: "an empty page queues nobody",
      given: { listRecipients: returns({ recipientIds: [], next: null }) },
      acts: [send(requested), settle],
      expect: {
        effects: [["listRecipients", { campaignId: "c1" }]],
        runs: { "start-campaign": [completed({ queued: 0, continued: false })] },
      },
    },
    {
      name: "the same request twice starts one run; under another event id nobody gets a second mail",
      given: { listRecipients: returns({ recipientIds: ["a"], next: null }) },
      acts: [send(requested, requested), settle, send({ ...requested, id: "again" }), settle],
      expect: {
        anyOrder: true,
        effects: [["listRecipients"], ["listRecipients"], ...delivery("a")],
        runs: {
          "start-campaign": [completed({ queued: 1, continued: false }), completed({ queued: 1, continued: false })],
          "deliver-to-recipient": [sent],
        },
        skips: { "start-campaign": ["idempotency"], "deliver-to-recipient": ["idempotency"] },
      },
    },
    {
      name: "the recipients cannot be listed: the team is told",
      needsLongWait: "retries",
      given: { listRecipients: fails(new Error("database is down")) },
      acts: [send(requested), settle],
      expect: {
        effects: [
          ["listRecipients", { campaignId: "c1" }, { fails: 5 }],
          ["alertTeam", { text: "配信を始められなかった(run <start-campaign>): database is down", idempotencyKey: "campaign-failed-<start-campaign>" }],
        ],
        runs: { "start-campaign": [failed("Error", "database is down")], "start-campaign-failure": [completed(null)] },
      },
    },
    {
      name: "the second page cannot be listed: the first page's recipients get their mail, the team is told",
      needsLongWait: "retries",
      given: {
        listRecipients: byArgument(
          [{ cursor: null }, returns({ recipientIds: ["a"], next: "a" })],
          [{ cursor: "a" }, fails(new Error("database is down"))],
        ),
      },
      acts: [send(requested), settle],
      expect: {
        anyOrder: true,
        effects: [
          ["listRecipients", { cursor: null }],
          ["listRecipients", { cursor: "a" }, { fails: 5 }],
          ...delivery("a"),
          ["alertTeam", { idempotencyKey: "campaign-failed-<start-campaign>" }],
        ],
        runs: {
          "start-campaign": [failed("Error", "database is down")],
          "start-campaign-failure": [completed(null)],
          "deliver-to-recipient": [sent],
        },
      },
    },
    {
      name: "who is gone or has unsubscribed is skipped",
      given: { findRecipient: byArgument<{ email: string | null; subscribed: boolean } | null>(["a", returns(null)], ["b", returns({ email: "b@example.com", subscribed: false })]) },
      acts: [send(queued("a"), queued("b")), settle],
      expect: {
        anyOrder: true,
        effects: [
          ["findRecipient", "a"],
          ["findRecipient", "b"],
          ["recordDelivery", { campaignId: "c1", recipientId: "a", status: "skipped" }],
          ["recordDelivery", { campaignId: "c1", recipientId: "b", status: "skipped" }],
        ],
        runs: { "deliver-to-recipient": [completed({ status: "skipped" }), completed({ status: "skipped" })] },
      },
    },
    {
      name: "a recipient without address fails at once and alone; the others get their mail",
      given: {
        listRecipients: returns({ recipientIds: ["a", "bad", "c"], next: null }),
        findRecipient: byArgument<{ email: string | null; subscribed: boolean } | null>(["bad", returns({ email: null, subscribed: true })]),
      },
      acts: [send(requested), settle],
      expect: {
        anyOrder: true,
        effects: [["listRecipients"], ...delivery("a"), ["findRecipient", "bad"], ["recordDelivery", { recipientId: "bad", status: "failed" }], ...delivery("c")],
        runs: {
          "start-campaign": [completed({ queued: 3, continued: false })],
          "deliver-to-recipient": [sent, failed("NonRetriableError", "recipient bad has no address"), sent],
          "deliver-to-recipient-failure": [completed(null)],
        },
      },
    },
    {
      name: "a mail that cannot be sent is tried four times, then recorded as failed",
      needsLongWait: "retries",
      given: { sendEmail: fails(new Error("mailbox is full")) },
      acts: [send(queued("a")), settle],
      expect: {
        effects: [["findRecipient", "a"], ["sendEmail", { to: "a@example.com" }, { fails: 4 }], ...again(3, ["findRecipient", "a"] as const), ["recordDelivery", { recipientId: "a", status: "failed" }]],
        runs: { "deliver-to-recipient": [failed("Error", "mailbox is full")], "deliver-to-recipient-failure": [completed(null)] },
        attemptsAt: { "send-email": ["0s", "15s", "45s", "105s"] },
      },
    },
    {
      name: "at most five recipients are worked on at the same time",
      needsLongWait: true,
      takes: { "send-email": "1m" },
      given: { findRecipient: returns(null) },
      acts: [send(...["a", "b", "c", "d", "e", "f", "g"].map(queued)), settle],
      expect: {
        anyOrder: true,
        effects: ["a", "b", "c", "d", "e", "f", "g"].flatMap((recipientId) => [["findRecipient", recipientId] as const, ["recordDelivery", { recipientId, status: "skipped" }] as const]),
        runs: { "deliver-to-recipient": Array.from({ length: 7 }, () => completed({ status: "skipped" })) },
        attemptsAt: { "send-email": ["0s", "0s", "0s", "0s", "0s", "1m", "1m"] },
      },
    },
  ],
});
