import type * as app from "../snippets/services.ts";

// No pitfall is about the items of a job, or about imports.
type Services = Pick<typeof app, "exportJobs" | "inventory" | "payments" | "searchIndex" | "sendEmail" | "slack" | "storage"> & {
  db: Omit<typeof app.db, "imports" | "jobs">;
  partner: Pick<typeof app.partner, "push">;
};

type Mail = Parameters<Services["sendEmail"]>[0];

/** What the app's services hold: what reached the outside world. */
export type Effects = {
  mails: Mail[];
  charges: { chargeId: string; orderId: string; amount: number; key: string }[];
  refunds: string[];
  reservations: string[];
  released: string[];
  orders: app.Order[];
  /** Texts posted to the chat. */
  posts: string[];
  files: Map<string, string>;
  users: Map<string, app.User>;
};

/** One call of a service: `"db.orders.create"`, how often it was called before, and what with. */
export type Call = { service: string; nth: number; args: unknown[] };

/** Asked before each call: throws, or returns a function that makes the answer in place of the service. */
export type Before = (call: Call) => (() => unknown) | void;

/** The app's services, in memory. A key that was seen before has no second effect, as with real services. */
export function openServices(before: Before): { services: Services; effects: Effects; calls: Call[] } {
  const effects: Effects = { mails: [], charges: [], refunds: [], reservations: [], released: [], orders: [], posts: [], files: new Map(), users: new Map() };
  const calls: Call[] = [];
  return { services: watch(inMemory(effects), "", (call) => (calls.push(call), before(call)), calls), effects, calls };
}

function inMemory(effects: Effects): Services {
  const answers = new Map<string, unknown>();
  const once = <T>(key: string | undefined, act: () => T): T => {
    if (key === undefined) return act();
    if (!answers.has(key)) answers.set(key, act());
    return answers.get(key) as T;
  };
  const owners = new Map<string, string>();
  const sent = new Set<string>();
  return {
    sendEmail: async (mail) => once(mail.idempotencyKey && `mail ${mail.idempotencyKey}`, () => ({ messageId: `m${effects.mails.push(mail)}` })),
    payments: {
      charge: async ({ orderId, amount, idempotencyKey: key }) =>
        once(`charge ${key}`, () => {
          const chargeId = `c${effects.charges.length + 1}`;
          effects.charges.push({ chargeId, orderId, amount, key });
          return { chargeId };
        }),
      refund: async ({ chargeId, idempotencyKey }) => once(`refund ${idempotencyKey}`, () => ({ refundId: `r${effects.refunds.push(chargeId)}` })),
      find: async (orderId) => effects.charges.filter((charge) => charge.orderId === orderId).map(({ chargeId }) => ({ chargeId })),
    },
    inventory: {
      reserve: async ({ orderId, idempotencyKey }) => once(`reserve ${idempotencyKey}`, () => ({ reservationId: `s${effects.reservations.push(orderId)}` })),
      release: async ({ reservationId }) => void effects.released.push(reservationId),
    },
    slack: { postMessage: async ({ text }) => ({ ts: String(effects.posts.push(text)) }) },
    storage: {
      put: async (key, body) => (effects.files.set(key, body), { key }),
      get: async (key) => effects.files.get(key) ?? "",
    },
    db: {
      users: {
        find: async (id) => effects.users.get(id) ?? null,
        upsertByEmail: async (email) => `user-${email}`,
        page: async (cursor, limit) => ({ ids: Array.from({ length: limit }, (_, n) => `u${Number(cursor ?? 0) + n}`), next: null }),
      },
      orders: {
        find: async (id) => effects.orders.find((order) => order.id === id) ?? null,
        create: async ({ userId, total, idempotencyKey }) =>
          once(idempotencyKey && `order ${idempotencyKey}`, () => {
            const order = { id: `row-${effects.orders.length + 1}`, userId, total, status: "open" as const };
            effects.orders.push(order);
            return order;
          }),
        setStatus: async (id, status) => void effects.orders.filter((order) => order.id === id).forEach((order) => (order.status = status)),
      },
      claims: { take: async (key, owner) => (owners.get(key) ?? owners.set(key, owner).get(key)) === owner },
      sent: { has: async (key) => sent.has(key), add: async (key) => void sent.add(key) },
    },
    partner: { push: async () => new Response(null, { status: 200 }) },
    searchIndex: { upsert: async () => {} },
    exportJobs: { start: async ({ idempotencyKey }) => ({ exportId: idempotencyKey }), status: async () => "done" },
  };
}

/** The same services, but each call is told to `before` first. */
function watch<T extends object>(services: T, path: string, before: Before, calls: Call[]): T {
  return new Proxy(services, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      const service = path + String(key);
      if (typeof value === "object" && value !== null) return watch(value, `${service}.`, before, calls);
      return async (...args: unknown[]) => {
        const nth = calls.filter((call) => call.service === service).length;
        const answer = before({ service, nth, args });
        return answer ? answer() : Reflect.apply(value as (...args: unknown[]) => unknown, target, args);
      };
    },
  });
}
