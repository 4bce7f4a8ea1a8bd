import { invoke } from "inngest";
import { beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import type { App, DurableOptions, Duration } from "../runtime/index.ts";
import { newClient, start } from "../runtime/test-kit.ts";
import { type Damage, fencesOf, startReference, tableOf } from "./kit.ts";

const doc = "fair-imports.md";
const started = Date.UTC(2026, 0, 1);
const MINUTE = 60;

// Hundreds of runs, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });
// Failing calls are what many tests are about.
beforeEach(() => void (["warn", "error"] as const).forEach((level) => vi.spyOn(console, level).mockImplementation(() => {})));

type Import = { id: string; tenantId: string; status: "waiting" | "running" | "done" | "cancelled"; rows: number; next: number; failedRows: number[] };
type Call = { at: number; until: number; id: string; rows: number[]; key: string };
type Given = {
  /** Seconds that the partner takes to answer, by tenant. */
  answers?: Record<string, number>;
  /** Seconds for which the step holds on before it sends. */
  hold?: number;
  /** Calls that fail: of them, as `[import, first row]`, how many. */
  down?: [id: string, from: number, times: number][];
  refused?: [id: string, row: number][];
  lasts?: Duration;
  damage?: Damage;
  fault?: DurableOptions["fault"];
};

/** A partner and the imports of tenants, in virtual time. */
function world({ answers = {}, hold = 0, down = [], refused = [] }: Given = {}) {
  const imports: Import[] = [];
  const calls: Call[] = [];
  let took = 0;
  const find = (id: string) => imports.find((one) => one.id === id) as Import;
  return {
    imports,
    calls,
    /** What the last push to run took. */
    takes: ({ stepId }: { stepId: string }) => {
      if (!stepId.startsWith("push")) return 0;
      const last = took;
      took = 0;
      return last * 1_000;
    },
    services: {
      db: {
        imports: {
          add: async (tenantId: string, rows: string) => {
            imports.push({ id: `${tenantId}${imports.length}`, tenantId, status: "waiting", rows: Number(rows), next: 0, failedRows: [] });
            return { importId: imports.at(-1)?.id };
          },
          start: async (perTenant: number) => {
            const running = () => imports.filter(({ status }) => status === "running");
            const started = imports.filter((one) => {
              if (one.status !== "waiting" || running().filter(({ tenantId }) => tenantId === one.tenantId).length >= perTenant) return false;
              one.status = "running";
              return true;
            });
            return { started: started.map(({ id }) => id), running: running().map(({ id }) => id) };
          },
          find: async (id: string) => structuredClone(find(id) ?? null),
          rows: async (id: string, from: number, limit: number) => Array.from({ length: Math.min(limit, find(id).rows - from) }, (_, n) => `${id}:${from + n}`),
          record: async (id: string, from: number, { to, failedRows }: { to: number; failedRows: number[] }) => {
            const one = find(id);
            if (from < one.next) return;
            one.next = to;
            one.failedRows.push(...failedRows);
          },
          finish: async (id: string) => {
            if (find(id).status === "running") find(id).status = "done";
          },
          cancel: async (id: string) => {
            if (find(id).status !== "done") find(id).status = "cancelled";
          },
        },
      },
      partner: {
        pushRows: async ({ rows, idempotencyKey: key }: { rows: string[]; idempotencyKey: string }) => {
          const [id = "", from = ""] = rows[0]?.split(":") ?? [];
          const at = (Date.now() - started) / 1_000 + hold;
          const answer = answers[find(id).tenantId] ?? 0;
          took = hold + answer;
          calls.push({ at, until: at + answer, id, rows: rows.map((row) => Number(row.split(":")[1])), key });
          const times = down.find(([one, row]) => one === id && row === Number(from))?.[2] ?? 0;
          if (calls.filter((call) => call.key === key).length <= times) throw new Error("down");
          return { rejected: rows.flatMap((row, n) => (refused.some(([one, bad]) => row === `${one}:${bad}`) ? [n] : [])) };
        },
      },
    },
  };
}

type World = Pick<ReturnType<typeof world>, "calls" | "imports">;
type Route = Record<"GET" | "DELETE", (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>>;

async function importing(given: Given = {}) {
  const { services, takes, ...all } = world(given);
  const { app, exports } = await startReference(doc, ["src/inngest/functions/import-file.ts"], { services, takes, ...given });
  return { ...all, services, app, add: exports[1]?.addImport as (tenantId: string, path: string) => Promise<string> };
}

/** The most calls that the partner got within a minute, both ends included. */
const busiest = ({ calls }: World) => Math.max(...calls.map(({ at }) => calls.filter((other) => at <= other.at && other.at <= at + MINUTE).length));
const different = ({ calls }: World) => new Set(calls.flatMap(({ id, rows }) => rows.map((row) => `${id}:${row}`))).size;
const rowsOf = ({ calls }: World, tenant: string, until: number) =>
  calls.filter((call) => call.id.startsWith(tenant) && call.until <= until).reduce((sum, { rows }) => sum + rows.length, 0);

/** How many imports of a tenant were being sent at once, at most. */
function atOnce({ calls, imports }: World, tenant: string): number {
  const spans = imports.filter(({ tenantId }) => tenantId === tenant).flatMap(({ id }) => {
    const own = calls.filter((call) => call.id === id);
    return own.length === 0 ? [] : [[Math.min(...own.map(({ at }) => at)), Math.max(...own.map(({ until }) => until))] as const];
  });
  return Math.max(...spans.map(([at]) => spans.filter(([from, to]) => from <= at && at < to).length));
}

const slot: Damage = ['throttle: { limit: 3, period: "2s" },', `concurrency: { limit: 1, scope: "env", key: '"partner"' },`];
type Form = (files: [tenant: string, rows: number][], given: Given) => Promise<World>;
/** A run for each batch, which all wait for the throttle. */
const fanOut: Form = async (files, given) => {
  const all = world(given);
  const client = newClient();
  const fn = client.createFunction({ id: "f", triggers: { event: "go" }, throttle: { limit: 3, period: "2s" } }, async ({ event, step }) => {
    await step.run("push", async () => {
      await all.services.partner.pushRows({ rows: await all.services.db.imports.rows(event.data.id, event.data.from, 100), idempotencyKey: "" });
    });
  });
  const app = await start(client, fn, { takes: all.takes });
  for (const [tenantId, rows] of files) {
    const { importId: id } = await all.services.db.imports.add(tenantId, String(rows));
    await app.send(Array.from({ length: rows / 100 }, (_, n) => ({ name: "go", data: { id, from: n * 100 } })));
  }
  await app.advance("2m");
  return all;
};
const recipe = (damage?: Damage, hold = 0): Form => async (files, given) => {
  const all = await importing({ ...given, hold, ...(damage && { damage }) });
  for (const [tenantId, rows] of files) await all.add(tenantId, String(rows));
  await all.app.advance("2m");
  return all;
};

const forms = [fanOut, recipe(slot, 0.65), recipe()];
it.each(forms.map((form, n) => [n, form] as const))("row %i of the table of forms holds: a big tenant before a small one, a slow one before a fast one", async (n, form) => {
  const big = await form([["big", 5_000], ["small", 500]], {});
  const slow = await form([["slow", 1_000], ["fast", 1_000]], { answers: { slow: 30 } });
  const small = Math.max(...big.calls.filter(({ id }) => id.startsWith("small")).map(({ until }) => until));
  const table = tableOf(doc, "形");
  expect([table.length, busiest(big) <= 100]).toEqual([forms.length, true]);
  expect([`${Math.ceil(small)} 秒`, `${rowsOf(slow, "fast", 20)} 行`]).toEqual(table[n]?.slice(1));
});

/** Three tenants: one with three files. */
async function several(given: Given = {}, act?: (app: App) => Promise<unknown>) {
  const all = await importing(given);
  for (const [tenant, rows] of [["a", "450"], ["a", "300"], ["a", "250"], ["b", "700"], ["c", "80"]] as const) await all.add(tenant, rows);
  await act?.(all.app);
  await all.app.advance(given.lasts ?? "10m");
  return all;
}
const everyRow = 450 + 300 + 250 + 700 + 80;
const allDone = ({ imports }: World) => imports.every(({ status, next, rows }) => status === "done" && next === rows);

it("imports each go through once, a tenant's two at a time, in turn with the others'", async () => {
  const all = await several();
  expect([allDone(all), different(all), all.calls.length]).toEqual([true, everyRow, 5 + 3 + 3 + 7 + 1]);
  expect([atOnce(all, "a"), busiest(all) <= 100]).toEqual([2, true]);
  expect(all.calls.slice(0, 8).map(({ id, rows }) => `${id}:${rows[0]}`)).toEqual(["a0:0", "a1:0", "b3:0", "c4:0", "a0:100", "a1:100", "b3:100", "a0:200"]);
});

it("imports name the rows that the partner refused, and all rows of a batch that failed four times", async () => {
  const all = await several({ refused: [["a0", 7], ["a0", 449]], down: [["b3", 600, 4], ["a1", 100, 3]] });
  expect(all.imports.map(({ failedRows }) => failedRows)).toEqual([[7, 449], [], [], Array.from({ length: 100 }, (_, n) => 600 + n), []]);
  expect(allDone(all)).toBe(true);
});

it("imports lose nothing, and keep to the rate, when attempts fail or processes die", async () => {
  for (const broken of ["throw", "lose"] as const) {
    let pushes = 0;
    const breaks = ({ functionId, attempt }: { functionId: string; attempt: number }) => (functionId === "push-rows" ? pushes++ % 3 === 0 : attempt === 0);
    const all = await several({ lasts: "1h", fault: (attempt) => (breaks(attempt) ? broken : undefined) });
    expect([allDone(all), different(all), busiest(all) <= 100, atOnce(all, "a")]).toEqual([true, everyRow, true, 2]);
    expect(all.imports.flatMap(({ failedRows }) => failedRows)).toEqual([]);
  }
});

it.each<[string, Damage | undefined, boolean]>([
  ["no more calls a minute than one that is not", undefined, true],
  ["more, if the function retries by itself", ["    retries: 0,\n", ""], false],
])("a partner that is down gets %s", async (_what, damage, keeps) => {
  const tenants = Array.from({ length: 40 }, (_, n) => `t${n}-`);
  const all = await importing({ down: tenants.map((tenant, n) => [`${tenant}${n}`, 0, 99]), ...(damage && { damage }) });
  for (const tenant of tenants) await all.add(tenant, "100");
  await all.app.advance(keeps ? "5m" : "90s");
  expect(busiest(all) <= 100).toBe(keeps);
  if (keeps) expect([all.calls.length, all.imports.filter(({ failedRows }) => failedRows.length === 100).length]).toEqual([160, 40]);
});

it("imports go on where they were within a minute after a run was cancelled, or failed", async () => {
  const cancellable: Damage = ["triggers: importStarted, ", 'triggers: importStarted, cancelOn: [{ event: "app/stopped" }], '];
  const cancelled = await several({ damage: cancellable }, async (app) => {
    await app.advance("2s");
    await app.send({ name: "app/stopped" });
  });
  expect(cancelled.app.runsOf("import-file").filter(({ status }) => status === "Cancelled").length).toBeGreaterThan(2);
  expect([allDone(cancelled), different(cancelled)]).toEqual([true, everyRow]);
  let broken = "";
  const failed = await several({ fault: ({ stepId, runId }) => (stepId === "load" && runId === (broken ||= runId) ? "throw" : undefined) });
  expect(failed.app.runsOf("import-file").filter(({ status }) => status === "Failed")).toHaveLength(1);
  expect([allDone(failed), different(failed)]).toEqual([true, everyRow]);
});

it("an import that is longer than a run goes on in the next, and sends no row twice", async () => {
  const all = await several({ damage: ["const CALLS = 450;", "const CALLS = 2;"] });
  expect([allDone(all), all.calls.length, atOnce(all, "a")]).toEqual([true, 5 + 3 + 3 + 7 + 1, 2]);
  const runs = all.app.runsOf("import-file").filter(({ events, output }) => events[0]?.data.importId === "b3" && output !== null);
  expect(runs.map(({ output }) => output)).toEqual([200, 400, 600, 700]);
});

it("imports are found though the event that tells of them was not sent", async () => {
  const all = await importing();
  await all.services.db.imports.add("a", "150");
  await all.app.advance("2m");
  expect([allDone(all), all.calls[0]?.at]).toEqual([true, MINUTE]);
});

/** A tenant with three imports, of which it looks at all and cancels the first after 35 seconds. */
async function cancelling(damage?: Damage) {
  const { services, takes, ...all } = world({ answers: { a: 10 } });
  const { app, exports } = await startReference(doc, ["src/inngest/functions/import-file.ts"], { services, takes, ...(damage && { damage }) });
  const add = exports[1]?.addImport as (tenantId: string, path: string) => Promise<string>;
  const ids = [await add("a", "1000"), await add("a", "1000"), await add("a", "100")];
  const [route] = (await fencesOf(doc, ["src/app/api/imports/[id]/route.ts"], services)) as unknown as [Route];
  const ask = async (method: keyof Route, id: string, tenant: string) => {
    const response = await route[method](new Request("http://localhost/", { headers: { "x-tenant-id": tenant } }), { params: Promise.resolve({ id }) });
    return response.status === 200 ? ((await response.json()) as unknown) : response.status;
  };
  await app.advance("35s");
  const seen = await Promise.all(ids.map((id) => ask("GET", id, "a")));
  const others = await Promise.all((["GET", "DELETE"] as const).flatMap((method) => [ask(method, "a0", "b"), ask(method, "none", "a")]));
  const answer = await ask("DELETE", "a0", "a");
  await app.advance("10m");
  return { ...all, app, seen, others, answer };
}

it("a tenant sees how far its imports are, and stops one: the call that is under way is its last", async () => {
  const all = await cancelling();
  expect(all.seen).toEqual([
    { status: "running", rows: 1000, tried: 300, failed: 0 },
    { status: "running", rows: 1000, tried: 300, failed: 0 },
    { status: "waiting", rows: 100, tried: 0, failed: 0 },
  ]);
  expect([all.others, all.answer]).toEqual([[404, 404, 404, 404], 202]);
  expect(all.imports.map(({ status, next }) => [status, next])).toEqual([["cancelled", 400], ["done", 1000], ["done", 100]]);
  expect(all.app.runsOf("import-file").map(({ output }) => output)).toEqual(["cancelled", 1000, 100]);
  expect([all.calls.length, atOnce(all, "a")]).toEqual([4 + 10 + 1, 2]);

  const blind = await cancelling(['if (found?.status !== "running") return null;\n      const rows', "if (found === null) return null;\n      const rows"]);
  expect(blind.calls).toHaveLength(10 + 10 + 1);
});

it("cancelOn stops the run that asked, and not the function that it invoked", async () => {
  const client = newClient();
  const pushed: string[] = [];
  const child = client.createFunction({ id: "child", triggers: invoke(z.object({ id: z.string() })), throttle: { limit: 1, period: "1m" } }, async ({ event, step }) => {
    await step.run("push", () => void pushed.push(event.data.id));
  });
  const parent = client.createFunction({ id: "parent", triggers: { event: "go" }, cancelOn: [{ event: "stop", if: "async.data.id == event.data.id" }] }, async ({ event, step }) => {
    await step.invoke("push", { function: child, data: { id: event.data.id } });
  });
  const app = await start(client, [parent, child]);
  await app.send(["1", "2"].map((id) => ({ name: "go", data: { id } })));
  await app.run();
  await app.send({ name: "stop", data: { id: "2" } });
  await app.settle();
  expect(app.runsOf("parent").map(({ status }) => status)).toEqual(["Completed", "Cancelled"]);
  expect(pushed).toEqual(["1", "2"]);
});

it.each<[string, Damage, Given, (all: Awaited<ReturnType<typeof several>>) => unknown, unknown]>([
  ["the throttle", ['throttle: { limit: 3, period: "2s" },', ""], {}, ({ calls }) => calls.filter(({ at }) => at < 1).length, 19],
  ["to count in the DB", ["const PER_TENANT = 2;", "const PER_TENANT = 3;"], {}, (all) => atOnce(all, "a"), 3],
  ["that a run is already at it", ['singleton: { mode: "skip", key: "event.data.importId" } }', "}"], { answers: { b: 30 } }, ({ calls }) => calls.length > 19, true],
  ["to wake the next", [`, { event: "inngest/function.finished", if: "event.data.function_id == 'my-app-import-file'" }`, ""], {}, ({ calls }) => Math.max(...calls.map(({ at }) => at)) >= MINUTE, true],
])("imports go wrong when the code forgets %s", async (_what, damage, given, measure, expected) => {
  expect(measure(await several({ ...given, damage }))).toEqual(expected);
});
