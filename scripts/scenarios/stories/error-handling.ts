import { cancelled, completed, failed, fails, inTurn, returns, send, settle, storiesOf } from "../scenario.ts";

const requested = { name: "shop/sync.requested", data: { storeId: "s1" }, id: "sync-s1-r1" };
const products = [{ sku: "a", price: 1 }];
const answer = (status: number, retryAfter?: string) =>
  returns(() => new Response(JSON.stringify(products), { status, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } }));
const fine = answer(200);
/** The error that the example's own class makes; the name is what travels. */
const indexError = Object.assign(new Error("index is read-only"), { name: "SearchIndexError" });

const requestedProducts = ["requestProducts", "s1"] as const;
const saved = ["saveProducts", { storeId: "s1", products }] as const;
const synced = ["setSyncState", { storeId: "s1", state: "synced" }] as const;
const imported = [saved, ["refreshSearchIndex", "s1"], synced] as const;
const done = completed({ saved: 1, indexed: true });

/** What the failure handler does. */
const reported = (reason: string) =>
  [
    ["setSyncState", { storeId: "s1", state: "failed", reason }],
    ["alertTeam", { text: `商品を取り込めなかった(run <sync-products>): ${reason}`, idempotencyKey: "sync-failed-<sync-products>" }],
  ] as const;

export const errorHandling = storiesOf<typeof import("../../../plugin/skills/inngest/examples/error-handling.ts")>()({
  example: "error-handling",
  reads: ["requestProducts"],
  upserts: ["saveProducts", "refreshSearchIndex", "markIndexStale", "setSyncState"],
  scenarios: [
    {
      name: "the products are imported and indexed",
      given: { requestProducts: fine },
      acts: [send(requested), settle],
      expect: { effects: [requestedProducts, ...imported], runs: { "sync-products": [done] } },
    },
    {
      name: "429 with seconds: asked again when the seconds are over",
      needsLongWait: true,
      given: { requestProducts: inTurn(answer(429, "120"), fine) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, requestedProducts, ...imported],
        runs: { "sync-products": [done] },
        attemptsAt: { "fetch-products": ["0s", "2m"] },
      },
    },
    {
      name: "429 with an HTTP date: asked again at that time",
      needsLongWait: true,
      now: "2026-11-23T00:00:00Z",
      given: { requestProducts: inTurn(answer(429, "Mon, 23 Nov 2026 00:07:00 GMT"), fine) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, requestedProducts, ...imported],
        runs: { "sync-products": [done] },
        attemptsAt: { "fetch-products": ["0s", "7m"] },
      },
    },
    {
      name: "429 that names no time: asked again after the usual backoff",
      given: { requestProducts: inTurn(answer(429), fine) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, requestedProducts, ...imported],
        runs: { "sync-products": [done] },
        attemptsAt: { "fetch-products": ["0s", "15s"] },
      },
    },
    {
      name: "503 and 502, then fine",
      needsLongWait: "retries",
      given: { requestProducts: inTurn(answer(503), answer(502), fine) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, requestedProducts, requestedProducts, ...imported],
        runs: { "sync-products": [done] },
        attemptsAt: { "fetch-products": ["0s", "15s", "45s"] },
      },
    },
    {
      name: "the network is down once, then fine",
      given: { requestProducts: inTurn(fails(new TypeError("fetch failed")), fine) },
      acts: [send(requested), settle],
      expect: {
        effects: [["requestProducts", "s1", { fails: 1 }], requestedProducts, ...imported],
        runs: { "sync-products": [done] },
      },
    },
    {
      name: "404 is permanent: one attempt, recorded as failed, the team is told",
      given: { requestProducts: answer(404) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, ...reported("shop API refused the request with 404")],
        runs: { "sync-products": [failed("NonRetriableError", "shop API refused the request with 404")], "sync-products-failure": [completed(null)] },
        attemptsAt: { "fetch-products": ["0s"] },
      },
    },
    {
      name: "500 without end: six attempts, then recorded as failed, the team is told",
      needsLongWait: "retries",
      given: { requestProducts: answer(500) },
      acts: [send(requested), settle],
      expect: {
        effects: [...Array.from({ length: 6 }, () => requestedProducts), ...reported("shop API answered 500")],
        runs: { "sync-products": [failed("Error", "shop API answered 500")], "sync-products-failure": [completed(null)] },
        attemptsAt: { "fetch-products": ["0s", "15s", "45s", "105s", "225s", "525s"] },
      },
    },
    {
      name: "the products cannot be saved: recorded as failed, the team is told",
      needsLongWait: "retries",
      given: { requestProducts: fine, saveProducts: fails(new Error("disk is full")) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, ["saveProducts", { storeId: "s1" }, { fails: 6 }], ...reported("disk is full")],
        runs: { "sync-products": [failed("Error", "disk is full")], "sync-products-failure": [completed(null)] },
      },
    },
    {
      name: "the index cannot be used: marked as stale, and the import is a success",
      needsLongWait: "retries",
      given: { requestProducts: fine, refreshSearchIndex: fails(indexError) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, saved, ["refreshSearchIndex", "s1", { fails: 6 }], ["markIndexStale", "s1"], synced],
        runs: { "sync-products": [completed({ saved: 1, indexed: false })] },
      },
    },
    {
      name: "an unknown failure of the index is not swallowed",
      needsLongWait: "retries",
      given: { requestProducts: fine, refreshSearchIndex: fails(new TypeError("bug")) },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, saved, ["refreshSearchIndex", "s1", { fails: 6 }], ...reported("bug")],
        runs: { "sync-products": [failed("TypeError", "bug")], "sync-products-failure": [completed(null)] },
      },
    },
    {
      name: "the shop asks to wait for longer than the run may take: cancelled after 2 h, and recorded so",
      needsLongWait: true,
      given: { requestProducts: answer(503, "5400") },
      acts: [send(requested), settle],
      expect: {
        effects: [requestedProducts, requestedProducts, ["setSyncState", { storeId: "s1", state: "cancelled" }]],
        runs: { "sync-products": [cancelled], "report-cancelled-sync": [completed({ storeId: "s1", runId: "<sync-products>" })] },
        attemptsAt: { "fetch-products": ["0s", "90m"], "mark-cancelled": ["2h"] },
      },
    },
  ],
});
