import { expect, it } from "vitest";
import { SyncRefused } from "../runtime/index.ts";
import type { App } from "../runtime/index.ts";
import { newClient, start } from "../runtime/test-kit.ts";
import type { Run } from "../runtime/types.ts";
import { startReference, tableOf } from "./kit.ts";

const doc = "multi-tenant.md";
const started = Date.UTC(2026, 0, 1);
const services = { storage: { get: async () => "text", put: async () => ({ key: "k" }) }, partner: { push: async () => ({ status: 200 }) }, searchIndex: { upsert: async () => {} } };
const takes = ({ stepId }: { stepId: string }) => (stepId === "" ? 0 : "10s");
const seconds = (date: Date | null | undefined) => (Number(date) - started) / 1000;

/** How many of the runs had a step that was executing at once, at most. */
function most(runs: Run[]): number {
  const moments = runs.flatMap(({ steps }) => steps.flatMap(({ attempts }) => attempts.map(({ startedAt, endedAt }) => [seconds(startedAt), seconds(endedAt)] as const)));
  return Math.max(...moments.map(([at]) => moments.filter(([from, to]) => from <= at && at < to).length));
}

const last = (runs: Run[]) => Math.max(...runs.map(({ endedAt }) => seconds(endedAt)));
const of = (app: App, id: string, tenant: string) => app.runsOf(id).filter(({ events }) => events[0]?.data.tenantId === tenant);
const many = (count: number, tenantId: string) => Array.from({ length: count }, (_, n) => ({ name: "app/import.requested", data: { tenantId, path: `${n}` } }));

it("the table of two tenants holds", async () => {
  const { app } = await startReference(doc, ["src/inngest/functions/imports.ts"], { services, takes });
  await app.send([...many(100, "big"), ...many(4, "small")]);
  await app.settle();
  const measured = ["unfair", "fair"].map((id) => {
    const [big, small] = [of(app, id, "big"), of(app, id, "small")];
    expect([...big, ...small].filter(({ status }) => status === "Completed")).toHaveLength(104);
    return [id, String(most(big)), String(most(small)), `${last(small)} 秒`, `${last([...big, ...small])} 秒`];
  });
  expect(measured).toEqual(tableOf(doc, "関数"));
});

it("throttle starts the runs of each tenant at the times of the table", async () => {
  const { app } = await startReference(doc, ["src/inngest/functions/push-contact.ts"], { services });
  const contact = (tenantId: string) => ({ name: "app/contact.changed", data: { tenantId, contactId: "c" } });
  await app.send([...Array.from({ length: 6 }, () => contact("大")), contact("小")]);
  await app.settle();
  const measured = ["大", "小"].map((tenant) => [tenant, of(app, "push-contact", tenant).map(({ startedAt }) => seconds(startedAt)).sort((a, b) => a - b).join(" ")]);
  expect(measured).toEqual(tableOf(doc, "テナント"));
});

it("priority lets pro go first, once there is a queue", async () => {
  const { app } = await startReference(doc, ["src/inngest/functions/render.ts"], { services, takes });
  const send = (name: string) => app.send({ name: "app/render.requested", data: { name, plan: name.startsWith("pro") ? "pro" : "free" } });
  await send("free1");
  await app.run();
  for (const name of ["free2", "pro1", "free3", "pro2"]) await send(name);
  await app.settle();
  const order = app.runsOf("render").sort((a, b) => Number(a.startedAt) - Number(b.startedAt)).map(({ events }) => events[0]?.data.name);
  expect(order.join(" ")).toBe("free1 pro1 pro2 free2 free3");
});

it("two functions share a tenant's places", async () => {
  const { app } = await startReference(doc, ["src/inngest/functions/shared.ts"], { services, takes });
  await app.send(Array.from({ length: 6 }, (_, n) => ({ name: "app/sync.requested", data: { tenantId: n % 2 === 0 ? "a" : "b" } })));
  await app.settle();
  for (const tenant of ["a", "b"]) {
    const runs = [...of(app, "push-order", tenant), ...of(app, "push-stock", tenant)];
    expect(runs).toHaveLength(6);
    expect([most(runs), last(runs)]).toEqual([2, 30]);
  }
});

it("singleton keeps a tenant's runs apart also while one sleeps; a concurrency of 1 does not", async () => {
  const { app } = await startReference(doc, ["src/inngest/functions/rebuild.ts"], { services });
  for (const tenantId of ["a", "a", "b"]) await app.send({ name: "app/rebuild.requested", data: { tenantId } });
  await app.settle();
  expect(app.runsOf("rebuild").map(({ events }) => events[0]?.data.tenantId)).toEqual(["a", "b"]);
  expect(app.timeline().skips.map(({ reason }) => reason)).toEqual(["singleton"]);

  const client = newClient();
  const log: string[] = [];
  const one = client.createFunction({ id: "one", triggers: { event: "go" }, concurrency: { limit: 1, key: "event.data.tenantId" } }, async ({ event, step }) => {
    await step.run("first", () => void log.push(`first ${event.data.n}`));
    await step.sleep("nap", "10m");
    await step.run("last", () => void log.push(`last ${event.data.n}`));
  });
  const other = await start(client, one);
  await other.send([1, 2].map((n) => ({ name: "go", data: { tenantId: "a", n } })));
  await other.settle();
  expect(log).toEqual(["first 1", "first 2", "last 1", "last 2"]);
});

it("a concurrency of 2 lets in more than two runs that wait for a function that they invoked", async () => {
  const client = newClient();
  const child = client.createFunction({ id: "child" }, async ({ step }) => step.run("work", () => null));
  const parent = client.createFunction({ id: "parent", triggers: { event: "go" }, concurrency: { limit: 2, key: "event.data.tenantId" } }, async ({ step }) =>
    step.invoke("child", { function: child, data: {} }),
  );
  const app = await start(client, [child, parent], { takes });
  await app.send([1, 2, 3, 4].map(() => ({ name: "go", data: { tenantId: "a" } })));
  await app.settle();
  expect(most(app.runsOf("child"))).toBe(4);
});

it.each(["env", "account"] as const)("a scope of %s without a key is refused when the app registers", async (scope) => {
  const client = newClient();
  const fn = client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: { scope, limit: 1 } }, async () => null);
  await expect(start(client, fn)).rejects.toThrow(SyncRefused);
});
