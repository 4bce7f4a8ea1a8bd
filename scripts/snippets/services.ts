/**
 * The app's own services, which a snippet may use without declaring them, whichever SDK it is compiled against.
 * A fence with a path comment imports them from "@/lib/services".
 */
export type User = { id: string; email: string; plan: "free" | "pro" };
export type Order = { id: string; userId: string; total: number; status: "open" | "paid" | "cancelled" };
/** `next`: the first row that was not tried yet. */
export type Import = { tenantId: string; status: "waiting" | "running" | "done" | "cancelled"; rows: number; next: number; failedRows: number[] };

export declare const db: {
  users: {
    find(id: string): Promise<User | null>;
    upsertByEmail(email: string): Promise<string>;
    page(cursor: string | null, limit: number): Promise<{ ids: string[]; next: string | null }>;
  };
  orders: {
    find(id: string): Promise<Order | null>;
    create(order: { userId: string; total: number; idempotencyKey?: string }): Promise<Order>;
    setStatus(id: string, status: Order["status"]): Promise<void>;
  };
  /** Rows that are kept for ever. `take` inserts the key; it answers true when the row is new or has the same owner. */
  claims: { take(key: string, owner: string): Promise<boolean> };
  /** What was sent, kept for ever. `add` inserts the key and leaves it when it is there. */
  sent: { has(key: string): Promise<boolean>; add(key: string): Promise<void> };
  /**
   * Items of a job. `add` inserts pending ones and leaves those that are there; `close` says that no more will come. `finish`
   * marks one, once: the first result stays. Both answer how many are pending, and at least 1 before `close`.
   */
  jobs: {
    add(jobId: string, itemIds: string[]): Promise<void>;
    close(jobId: string): Promise<{ remaining: number }>;
    finish(jobId: string, itemId: string, result: "ok" | "failed"): Promise<{ remaining: number }>;
    results(jobId: string): Promise<{ reported: boolean; closed: boolean; ok: string[]; failed: string[]; pending: string[] }>;
    setReported(jobId: string): Promise<void>;
  };
  /**
   * Files of tenants, each a row: `add` inserts it as waiting. `start` makes each tenant's oldest that wait running, as far as
   * it has less than `perTenant` of them, in one transaction; it answers with these, and with all that are running. `record`
   * counts the rows from `from` to `to` as tried, the same `from` once. `finish` changes only what is running, `cancel` not
   * what is done.
   */
  imports: {
    add(tenantId: string, path: string): Promise<{ importId: string }>;
    start(perTenant: number): Promise<{ started: string[]; running: string[] }>;
    find(importId: string): Promise<Import | null>;
    rows(importId: string, from: number, limit: number): Promise<string[]>;
    record(importId: string, from: number, tried: { to: number; failedRows: number[] }): Promise<void>;
    finish(importId: string): Promise<void>;
    cancel(importId: string): Promise<void>;
  };
};

export declare function sendEmail(mail: {
  to: string;
  subject: string;
  body?: string;
  idempotencyKey?: string;
}): Promise<{ messageId: string }>;

export declare const payments: {
  charge(args: { orderId: string; amount: number; idempotencyKey: string }): Promise<{ chargeId: string }>;
  refund(args: { chargeId: string; idempotencyKey: string }): Promise<{ refundId: string }>;
  /** The charges of an order that have come about. */
  find(orderId: string): Promise<{ chargeId: string }[]>;
};

/** What a route needs of Stripe's SDK. `constructEvent` throws when the signature does not fit the raw body. */
export declare const stripe: {
  webhooks: {
    constructEvent(raw: string, signature: string, secret: string):
      | {
          id: string;
          type: "checkout.session.completed" | "checkout.session.async_payment_succeeded";
          data: { object: { id: string; payment_status: "paid" | "unpaid" | "no_payment_required" } };
        }
      | { id: string; type: "charge.refunded"; data: { object: { id: string } } };
  };
};

export declare const inventory: {
  reserve(args: { orderId: string; idempotencyKey: string }): Promise<{ reservationId: string }>;
  release(args: { reservationId: string }): Promise<void>;
};

/** A partner's HTTP API. It answers 429 with a `retry-after` header, in seconds, when it is busy. */
export declare const partner: {
  push(orderId: string): Promise<Response>;
  /** Many at once. Answers which it refused, by their place; throws when it cannot take any. The same key has its effect once. */
  pushRows(args: { rows: string[]; idempotencyKey: string }): Promise<{ rejected: number[] }>;
};

export declare const slack: {
  postMessage(message: { channel: string; text: string }): Promise<{ ts: string }>;
};

export declare const metrics: {
  /** One measurement, in milliseconds. */
  record(name: string, milliseconds: number, tags?: Record<string, string>): void;
  increment(name: string, tags?: Record<string, string>): void;
};

export declare const storage: {
  put(key: string, body: string): Promise<{ key: string }>;
  get(key: string): Promise<string>;
};

export declare const searchIndex: {
  upsert(ids: string[]): Promise<void>;
};

export declare const exportJobs: {
  start(args: { storeId: string; idempotencyKey: string }): Promise<{ exportId: string }>;
  status(exportId: string): Promise<"running" | "done" | "failed">;
};

export type ChatMessage = { role: "user" | "assistant" | "tool"; content: string };

/** A model's API. `chat` answers with a text, or with the tool that it wants to have called. */
export declare const llm: {
  chat(messages: ChatMessage[]): Promise<{ text: string; tool: { name: string; input: string } | null; tokens: number }>;
  stream(prompt: string): AsyncIterable<string>;
};

/** Calls a tool of an agent. The same key has its effect once. */
export declare function callTool(call: { name: string; input: string; idempotencyKey: string }): Promise<string>;
