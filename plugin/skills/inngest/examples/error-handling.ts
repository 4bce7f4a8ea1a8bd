// 外部 API から商品を取り込む。失敗を、待てば直る・待っても直らない・待ち時間が分かる、に分けて投げる。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(syncRequested.create({ storeId }, { id: `sync-${storeId}-${requestId}` }))
import { eventType, Inngest, NonRetriableError, RetryAfterError, StepError } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "error-handling" });

export const syncRequested = eventType("shop/sync.requested", {
  schema: z.object({ storeId: z.string() }),
});

// Inngest が送るイベント。ここで読む項目だけを書く。
export const functionCancelled = eventType("inngest/function.cancelled", {
  schema: z.object({ run_id: z.string(), event: z.object({ data: syncRequested.schema }) }),
});

const products = z.array(z.object({ sku: z.string(), price: z.number() }));
type Products = z.infer<typeof products>;
type SyncState = { storeId: string; state: "synced" | "failed" | "cancelled"; reason?: string };

// ステップの外では instanceof が効かず name で見分けるので、name を固定する。
export class SearchIndexError extends Error {
  override readonly name = "SearchIndexError";
}

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
// 書き込みは upsert にして、同じ呼び出しが二度あっても結果を一つにする。
export const services = {
  // 例: fetch(url, { signal: AbortSignal.timeout(30_000) })。応答の判定は readProducts がする。
  async requestProducts(storeId: string): Promise<Response> {
    return new Response(JSON.stringify([{ sku: `placeholder-${storeId}`, price: 100 }]));
  },
  async saveProducts(store: { storeId: string; products: Products }): Promise<{ saved: number }> {
    return { saved: store.products.length };
  },
  // 索引が使えないときは SearchIndexError を投げる。
  async refreshSearchIndex(storeId: string): Promise<{ indexId: string }> {
    return { indexId: `placeholder-index-${storeId}` };
  },
  async markIndexStale(storeId: string): Promise<{ staleId: string }> {
    return { staleId: `placeholder-stale-${storeId}` };
  },
  async setSyncState(sync: SyncState): Promise<{ state: string }> {
    return { state: sync.state };
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<{ alertId: string }> {
    return { alertId: `placeholder-alert-${alert.idempotencyKey}` };
  },
};

/** Retry-After ヘッダー(秒数か HTTP date)を、RetryAfterError が受け取るミリ秒か Date にする。 */
export function retryAfter(headers: Headers): number | Date | null {
  const value = headers.get("retry-after")?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** 応答を読む。投げる error の種類が、再試行のしかたを決める。 */
export async function readProducts(response: Response): Promise<Products> {
  if (response.ok) return products.parse(await response.json());

  // 待っても直らないものだけを再試行から外す。
  if ([400, 404, 410, 422].includes(response.status)) {
    throw new NonRetriableError(`shop API refused the request with ${response.status}`);
  }
  const wait = retryAfter(response.headers);
  if (wait !== null) throw new RetryAfterError(`shop API asked to wait (${response.status})`, wait);
  // それ以外は普通の Error。既定の backoff で再試行される。
  throw new Error(`shop API answered ${response.status}`);
}

export const syncProducts = inngest.createFunction(
  {
    id: "sync-products",
    triggers: syncRequested,
    retries: 5,
    // 超えると run は失敗ではなく cancel になり、onFailure は呼ばれない(→ reportCancelledSync)。
    timeouts: { finish: "2h" },
    onFailure: async ({ error, event, step }) => {
      // event は inngest/function.failed。元のイベントは event.data.event にある。
      const original = syncRequested.schema.safeParse(event.data.event.data);
      if (original.success) {
        const { storeId } = original.data;
        await step.run("mark-failed", () => services.setSyncState({ storeId, state: "failed", reason: error.message }));
      }
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `商品を取り込めなかった(run ${event.data.run_id}): ${error.message}`,
          idempotencyKey: `sync-failed-${event.data.run_id}`,
        }),
      );
    },
  },
  async ({ event, step, logger }) => {
    const { storeId } = event.data;

    const found = await step.run("fetch-products", async () => readProducts(await services.requestProducts(storeId)));
    const { saved } = await step.run("save-products", () => services.saveProducts({ storeId, products: found }));

    let indexed = true;
    try {
      await step.run("refresh-search-index", () => services.refreshSearchIndex(storeId));
    } catch (err) {
      // 届くのは StepError。元の class は name に残る。知らない失敗は握りつぶさず、同じ error を投げ直す。
      if (!(err instanceof StepError) || err.name !== "SearchIndexError") throw err;
      logger.warn({ storeId, reason: err.message }, "search index is stale");
      await step.run("mark-index-stale", () => services.markIndexStale(storeId));
      indexed = false;
    }

    await step.run("mark-synced", () => services.setSyncState({ storeId, state: "synced" }));
    return { saved, indexed };
  },
);

export const reportCancelledSync = inngest.createFunction(
  {
    id: "report-cancelled-sync",
    // if がないと、すべての関数の cancel が届く。function_id は「client の id-関数の id」。
    triggers: { event: functionCancelled, if: `event.data.function_id == '${syncProducts.id(inngest.id)}'` },
    retries: 4,
  },
  async ({ event, step }) => {
    const { storeId } = event.data.event.data;
    await step.run("mark-cancelled", () => services.setSyncState({ storeId, state: "cancelled" }));
    return { storeId, runId: event.data.run_id };
  },
);

export const functions = [syncProducts, reportCancelledSync];
