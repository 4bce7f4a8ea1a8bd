// 流量の制御を、必要になる場面ごとに小さな関数で示す。key と if は CEL 式(JS ではない)。
//
// 配信: serve({ client: inngest, functions })
import { eventType, Inngest } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "flow-control" });

export const exportRequested = eventType("app/export.requested", {
  schema: z.object({ exportId: z.string(), tenantId: z.string(), plan: z.string() }),
});
export const contactChanged = eventType("app/contact.changed", { schema: z.object({ contactId: z.string() }) });
export const stockLow = eventType("app/stock.low", { schema: z.object({ productId: z.string(), left: z.number() }) });
export const documentEdited = eventType("app/document.edited", { schema: z.object({ documentId: z.string() }) });
export const pageViewed = eventType("app/page.viewed", { schema: z.object({ viewId: z.string(), siteId: z.string() }) });
export const accountStale = eventType("app/account.stale", { schema: z.object({ accountId: z.string() }) });
export const visitBooked = eventType("app/visit.booked", { schema: z.object({ visitId: z.string(), remindAt: z.string() }) });
export const visitCancelled = eventType("app/visit.cancelled", { schema: z.object({ visitId: z.string() }) });

// Inngest が送るイベント。ここで読む項目だけを書く。
export const functionFailed = eventType("inngest/function.failed", {
  schema: z.object({ function_id: z.string(), run_id: z.string(), error: z.object({ message: z.string().optional() }).optional() }),
});

type Done = { id: string };
const placeholder = (...parts: string[]): Done => ({ id: ["placeholder", ...parts].join("-") });

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
// 書き込みは id を主キーにした upsert、送信は idempotencyKey で、二度呼ばれても結果を一つにする。
export const services = {
  async buildExport(args: { exportId: string; tenantId: string }): Promise<Done> {
    return placeholder("export", args.exportId);
  },
  async pushContact(contactId: string): Promise<Done> {
    return placeholder("contact", contactId);
  },
  async notifyBuyer(notice: { productId: string; left: number; idempotencyKey: string }): Promise<Done> {
    return placeholder("notice", notice.idempotencyKey);
  },
  async reindexDocument(documentId: string): Promise<Done> {
    return placeholder("document", documentId);
  },
  async insertPageViews(views: { viewId: string; siteId: string }[]): Promise<{ inserted: number }> {
    return { inserted: views.length };
  },
  async pullAccount(_accountId: string): Promise<{ balance: number }> {
    return { balance: 0 };
  },
  async saveAccount(account: { accountId: string; balance: number }): Promise<Done> {
    return placeholder("account", account.accountId);
  },
  // 取り消されていれば null。
  async findVisit(visitId: string): Promise<{ remindAt: string } | null> {
    return { remindAt: `placeholder-${visitId}` };
  },
  async sendReminder(reminder: { visitId: string; idempotencyKey: string }): Promise<Done> {
    return placeholder("reminder", reminder.idempotencyKey);
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<Done> {
    return placeholder("alert", alert.idempotencyKey);
  },
};

// concurrency + priority: 一つの tenant が枠を使い切らないように、全体と tenant ごとにステップの数を絞る。
export const buildExport = inngest.createFunction(
  {
    id: "build-export",
    triggers: exportRequested,
    retries: 3,
    concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.tenantId" }],
    // 待ち行列の中で、120 秒前に届いたものとして扱う。
    priority: { run: "event.data.plan == 'enterprise' ? 120 : 0" },
  },
  async ({ event, step }) => {
    const { exportId, tenantId } = event.data;
    return step.run("build", () => services.buildExport({ exportId, tenantId }));
  },
);

// throttle: 1 分 100 回までの API に合わせて開始を遅らせる。捨てない。
// どの 1 分を取っても、始まるのは平均(90)と limit(3)の和までで、残りは再試行に空けておく。
export const pushContact = inngest.createFunction(
  {
    id: "push-contact",
    triggers: contactChanged,
    retries: 5,
    throttle: { limit: 3, period: "2s" },
    // 同じ API を使う他の app とも枠を分け合う。固定の key は CEL の文字列なので、内側にも引用符が要る。
    concurrency: { limit: 2, scope: "account", key: '"crm-api"' },
  },
  async ({ event, step }) => step.run("push", () => services.pushContact(event.data.contactId)),
);

// rateLimit: 同じ知らせは 1 時間に一度で足りる。超えたイベントは捨てる。
export const warnLowStock = inngest.createFunction(
  {
    id: "warn-low-stock",
    triggers: stockLow,
    retries: 4,
    rateLimit: { limit: 1, period: "1h", key: "event.data.productId" },
  },
  async ({ event, step }) => {
    const { productId, left } = event.data;
    // 知らせごとの鍵。run の id では、失敗した run の Rerun がもう一度知らせる。イベントの id なら Rerun でも同じ。
    return step.run("notify", () => services.notifyBuyer({ productId, left, idempotencyKey: `stock-${productId}-${event.id}` }));
  },
);

// debounce: 編集が 30 秒止まってから一度だけ。止まらなくても 5 分に一度は動く。残るのは最後のイベント。
export const reindexDocument = inngest.createFunction(
  {
    id: "reindex-document",
    triggers: documentEdited,
    retries: 4,
    debounce: { period: "30s", timeout: "5m", key: "event.data.documentId" },
  },
  async ({ event, step }) => step.run("reindex", () => services.reindexDocument(event.data.documentId)),
);

// batchEvents: まとめて書く。event ではなく events を読む。件数と時間の上限はプランによる(無料は 5 件、30 秒)。
// cancelOn、debounce、singleton、priority とは併用できない。イベント id の重複防止も効かないので、主キーで防ぐ。
export const recordPageViews = inngest.createFunction(
  {
    id: "record-page-views",
    triggers: pageViewed,
    retries: 4,
    batchEvents: { maxSize: 5, timeout: "10s", key: "event.data.siteId" },
  },
  async ({ events, step }) => step.run("insert", () => services.insertPageViews(events.map((viewed) => viewed.data))),
);

// singleton: 動いている run があれば、次は始めない(そのイベントは捨てる)。concurrency はステップを数えるだけで、run の排他にはならない。
export const refreshAccount = inngest.createFunction(
  {
    id: "refresh-account",
    triggers: accountStale,
    retries: 4,
    singleton: { mode: "skip", key: "event.data.accountId" },
  },
  async ({ event, step }) => {
    const { accountId } = event.data;
    const { balance } = await step.run("pull", () => services.pullAccount(accountId));
    return step.run("save", () => services.saveAccount({ accountId, balance }));
  },
);

// cancelOn: 予約が取り消されたら、sleep 中の run をキャンセルする。event は run を始めたイベント、async は後から届いたイベント。
export const remindVisit = inngest.createFunction(
  {
    id: "remind-visit",
    triggers: visitBooked,
    retries: 4,
    cancelOn: [{ event: visitCancelled, if: "async.data.visitId == event.data.visitId" }],
  },
  async ({ event, step }) => {
    const { visitId, remindAt } = event.data;
    await step.sleepUntil("wait-until-reminder", remindAt);
    return step.run("remind", async () => {
      // run が始まる前の取り消しは cancelOn に届かない。送るステップの中で読む。
      if ((await services.findVisit(visitId)) === null) return null;
      return services.sendReminder({ visitId, idempotencyKey: `reminder-${visitId}` });
    });
  },
);

// この app のどの関数が失敗しても知らせる。この関数自身の失敗は届かない(failed で始まった run は failed を出さない)。
export const reportFailure = inngest.createFunction(
  {
    id: "report-failure",
    triggers: {
      event: functionFailed,
      if: `event.data.function_id.startsWith('${inngest.id}-')`,
    },
    retries: 4,
  },
  async ({ event, step }) => {
    const { function_id: functionId, run_id: runId, error } = event.data;
    return step.run("alert-team", () =>
      services.alertTeam({ text: `${functionId} が失敗した: ${error?.message ?? "unknown error"}`, idempotencyKey: `failed-${runId}` }),
    );
  },
);

export const functions = [
  buildExport,
  pushContact,
  warnLowStock,
  reindexDocument,
  recordPageViews,
  refreshAccount,
  remindVisit,
  reportFailure,
];
