import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { App, DurableOptions } from "../runtime/index.ts";
import { newClient, start } from "../runtime/test-kit.ts";
import { type Damage, startReference, tableOf } from "./kit.ts";

const doc = "multi-tenant.md";
const started = Date.UTC(2026, 0, 1);
const realPause = timers.setTimeout;

/** A partner, the imports of tenants, and what a step held on to its place for: in virtual time, through `takes`. */
function world({ down = [], refused = [] }: { down?: string[]; refused?: string[] } = {}) {
  type Import = { id: string; tenant: string; rows: number; failed: number[] | null };
  const imports: Import[] = [];
  const sent: { at: number; rows: string[] }[] = [];
  const mails: { at: number; subject: string; body: string }[] = [];
  let held = 0;
  const now = () => (Date.now() - started) / 1000;
  const find = (id: string) => imports.find((one) => one.id === id) as Import;
  return {
    imports,
    sent,
    mails,
    hold: (milliseconds: number) => void (held = milliseconds),
    /** What the last step to run took. */
    takes: ({ stepId }: { stepId: string }) => {
      if (!stepId.startsWith("push")) return 0;
      const took = held;
      held = 0;
      return took;
    },
    services: {
      db: {
        imports: {
          add: async (tenant: string, rows: string) => {
            imports.push({ id: `${tenant}${imports.length}`, tenant, rows: Number(rows), failed: null });
            return { importId: imports.at(-1)?.id };
          },
          next: async (tenant: string) => {
            const next = imports.find((one) => one.tenant === tenant && one.failed === null);
            return next === undefined ? null : { importId: next.id, rows: next.rows };
          },
          rows: async (id: string, from: number, limit: number) => Array.from({ length: Math.min(limit, find(id).rows - from) }, (_, n) => `${id}:${from + n}`),
          finish: async (id: string, failed: number[]) => void (find(id).failed = failed),
          tenantsWaiting: async () => [...new Set(imports.filter(({ failed }) => failed === null).map(({ tenant }) => tenant))],
        },
      },
      partner: {
        pushRows: async ({ rows }: { rows: string[] }) => {
          sent.push({ at: now() + held / 1000, rows });
          if (down.includes(rows[0] as string)) throw new Error("down");
          return { rejected: rows.flatMap((row, n) => (refused.includes(row) ? [n] : [])) };
        },
      },
      sendEmail: async ({ subject, body }: { subject: string; body: string }) => void mails.push({ at: now(), subject, body }),
    },
  };
}

type World = ReturnType<typeof world>;
let current: World;
beforeAll(() => {
  timers.setTimeout = (async (delay: number, ...rest: []) => (delay === 1_000 ? current.hold(delay) : realPause(delay, ...rest))) as typeof realPause;
  syncBuiltinESMExports();
});
afterAll(() => {
  timers.setTimeout = realPause;
  syncBuiltinESMExports();
});

type Given = { down?: string[]; refused?: string[]; damage?: Damage; fault?: DurableOptions["fault"] };

async function importing(given: Given = {}) {
  const { services, takes, ...all } = (current = world(given));
  const { app, exports } = await startReference(doc, ["src/inngest/functions/import-file.ts"], { services, takes, ...given });
  return { ...all, services, app, add: exports[1]?.addImport as (tenantId: string, path: string) => Promise<void> };
}

/** The most rows that the partner was sent within a second. */
const mostRows = ({ sent }: Pick<World, "sent">) =>
  Math.max(...sent.map(({ at }) => sent.reduce((sum, other) => sum + (at <= other.at && other.at < at + 1 ? other.rows.length : 0), 0)));
const different = ({ sent }: Pick<World, "sent">) => new Set(sent.flatMap(({ rows }) => rows)).size;
const report = (rows: number, failed: number) => `取り込み: ${rows} 行、失敗 ${failed} 行`;

const files = [["big", 5_000], ["small", 500]] as const;
/** Another form: a function whose steps send the batches, with a run for each file or for each batch. */
async function other(options: object, aRunFor: "batch" | "file") {
  const all = (current = world());
  const client = newClient();
  const fn = client.createFunction({ id: "f", triggers: { event: "go" }, ...options }, async ({ event, step }) => {
    for (const from of event.data.batches as number[]) {
      await step.run(`push-${from}`, async () => {
        if (aRunFor === "file") all.hold(1_000);
        await all.services.partner.pushRows({ rows: await all.services.db.imports.rows(event.data.id, from, 100) });
      });
    }
  });
  const app = await start(client, fn, { takes: all.takes });
  for (const [tenantId, rows] of files) {
    const { importId: id } = await all.services.db.imports.add(tenantId, String(rows));
    const batches = Array.from({ length: rows / 100 }, (_, n) => n * 100);
    await app.send((aRunFor === "file" ? [batches] : batches.map((from) => [from])).map((some) => ({ name: "go", data: { tenantId, id, batches: some } })));
  }
  await app.settle();
  return all;
}

const forms: (() => Promise<Pick<World, "sent">>)[] = [
  () => other({ throttle: { limit: 1, period: "1s" }, concurrency: { limit: 1, key: "event.data.tenantId" } }, "batch"),
  () => other({ concurrency: 1 }, "file"),
  async () => {
    const all = await importing();
    for (const [tenantId, rows] of files) await all.add(tenantId, String(rows));
    await all.app.advance("3m");
    return all;
  },
];

it("the table of forms holds: many rows of a big tenant, and then few of a small one", async () => {
  const measured = [];
  for (const form of forms) {
    const all = await form();
    expect([mostRows(all), different(all)]).toEqual([100, 5_500]);
    measured.push(["small", ""].map((tenant) => `${all.sent.filter(({ rows }) => rows[0]?.startsWith(tenant)).at(-1)?.at} 秒`));
  }
  expect(measured).toEqual(tableOf(doc, "形").map(([, ...cells]) => cells));
});

/** Three tenants: one with two files. */
async function several(given: Given = {}, act?: (app: App) => Promise<unknown>) {
  const all = await importing(given);
  for (const [tenant, rows] of [["a", "450"], ["a", "300"], ["b", "700"], ["c", "80"]] as const) await all.add(tenant, rows);
  await act?.(all.app);
  await all.app.advance("30m");
  return all;
}
const overlapping = ({ app }: { app: App }) => {
  const runs = app.runsOf("import-file").filter(({ output, events }) => output !== null && events[0]?.data.tenantId === "a");
  return runs.some((run) => runs.some((other) => other !== run && Number(run.startedAt) <= Number(other.startedAt) && Number(other.startedAt) < Number(run.endedAt)));
};
const everyRow = 450 + 300 + 700 + 80;

it("imports each go through once, a tenant's one after the other, and no second has more than 100 rows", async () => {
  const all = await several();
  expect(all.mails.map(({ subject }) => subject).sort()).toEqual([300, 450, 700, 80].map((rows) => report(rows, 0)));
  expect(all.sent.flatMap(({ rows }) => rows)).toHaveLength(everyRow);
  expect([mostRows(all), overlapping(all)]).toEqual([100, false]);
  expect(all.sent.slice(0, 6).map(({ rows }) => rows[0])).toEqual(["a0:0", "b2:0", "c3:0", "a0:100", "b2:100", "a0:200"]);
});

it("imports name the rows that the partner refused, and all rows of a batch whose retries are used up", async () => {
  const all = await several({ refused: ["a0:7", "a0:449"], down: ["b2:600"] });
  const mail = (rows: number) => all.mails.find(({ subject }) => subject.startsWith(`取り込み: ${rows} `));
  expect(mail(450)).toMatchObject({ subject: report(450, 2), body: "7,449" });
  expect(mail(700)).toMatchObject({ subject: report(700, 100), body: Array.from({ length: 100 }, (_, n) => 600 + n).join() });
  expect(all.imports.map(({ failed }) => failed?.length)).toEqual([2, 0, 100, 0]);
  expect([mostRows(all), overlapping(all)]).toEqual([100, false]);
});

it("imports lose nothing, and keep to the rate, when attempts fail or processes die", async () => {
  for (const broken of ["throw", "lose"] as const) {
    const all = await several({ fault: ({ attempt }) => (attempt === 0 ? broken : undefined) });
    expect(different(all)).toBe(everyRow);
    expect(all.imports.map(({ failed }) => failed)).toEqual([[], [], [], []]);
    expect([mostRows(all), overlapping(all)]).toEqual([100, false]);
  }
});

it("imports go on within a minute after a run was cancelled, or failed", async () => {
  const cancellable: Damage = ["triggers: importWaiting, ", 'triggers: importWaiting, cancelOn: [{ event: "app/stopped" }], '];
  const cancelled = await several({ damage: cancellable }, async (app) => {
    await app.advance("2s");
    await app.send({ name: "app/stopped" });
  });
  expect(cancelled.app.runsOf("import-file").filter(({ status }) => status === "Cancelled")).toHaveLength(3);
  expect(cancelled.imports.map(({ failed }) => failed)).toEqual([[], [], [], []]);
  let broken = "";
  const failed = await several({ fault: ({ stepId, runId }) => (stepId === "pick" && runId === (broken ||= runId) ? "throw" : undefined) });
  expect(failed.app.runsOf("import-file").filter(({ status }) => status === "Failed")).toHaveLength(1);
  expect(failed.imports.map((one) => one.failed)).toEqual([[], [], [], []]);
});

it("imports are found though the event that tells of them was not sent", async () => {
  const all = await importing();
  await all.services.db.imports.add("a", "150");
  await all.app.advance("2m");
  expect(all.mails).toMatchObject([{ at: 62, subject: report(150, 0) }]);
});

it.each<[string, Damage, (all: Awaited<ReturnType<typeof several>>) => unknown, unknown]>([
  ["to hold the place", ["await hold(1_000);", ""], mostRows, everyRow],
  ["the place that all share", [`concurrency: { limit: 1, scope: "env", key: '"partner-rows"' },`, ""], (all) => mostRows(all) > 100, true],
  ["the singleton: one tenant's imports overlap", [`importWaiting, singleton: { mode: "skip", key`, `importWaiting, concurrency: { limit: 1, key`], overlapping, true],
  ["to wake the next: it waits for ever", [`tenants.length > 0`, `tenants.length > 100`], ({ mails }) => mails.length, 3],
  ["what failed", ["return Array.from({ length: Math.min(ROWS, rows - from) }, (_, n) => from + n);", "throw err;"], ({ imports }) => imports[2]?.failed, null],
])("imports go wrong when the code forgets %s", async (what, damage, measure, expected) => {
  expect(measure(await several({ damage, ...(what === "what failed" && { down: ["b2:600"] }) }))).toEqual(expected);
});
