import { fileURLToPath } from "node:url";
import type { Inngest, InngestFunction } from "inngest";
import { beforeEach, expect, it } from "vitest";
import { runFences } from "../run-fences.ts";
import { type App, durable } from "../runtime/index.ts";
import { recordingServices } from "./example.ts";

const guide = fileURLToPath(new URL("../../plugin/skills/inngest/references/v3-to-v4-example.md", import.meta.url));

let app: App;
let calls: string[];
beforeEach(async () => {
  calls = [];
  const [{ inngest }, { fulfilOrder, reportFulfilled }] = await runFences(guide, ["src/inngest/client.ts", "src/inngest/functions.ts"], recordingServices(calls));
  app = await durable({ client: inngest as Inngest.Any, functions: [fulfilOrder, reportFulfilled] as InngestFunction.Any[] });
  await app.send({ name: "shop/order.placed", data: { orderId: "o1", email: "a@example.com", total: 1200 } });
  await app.run();
});

it("charges, waits for the shipment of that order, and asks the other app for the receipt", async () => {
  await app.send({ name: "shop/order.shipped", data: { orderId: "o2", trackingId: "t2" } });
  await app.run();
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Running" }]);
  await app.send({ name: "shop/order.shipped", data: { orderId: "o1", trackingId: "t1" } });
  await app.run();
  const invoked = app.timeline().events.filter(({ event }) => event.name === "inngest/function.invoked");
  expect(invoked).toMatchObject([{ event: { data: { orderId: "o1", email: "a@example.com", source: "shop", _inngest: { fn_id: "billing-send-receipt" } } } }]);
  expect(calls.map((call) => call.split(" ")[0])).toEqual(expect.arrayContaining(["payments.charge", "inventory.reserve"]));
});

it("is cancelled by the cancellation of that order only", async () => {
  await app.send({ name: "shop/order.cancelled", data: { orderId: "o2" } });
  await app.run();
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Running" }]);
  await app.send({ name: "shop/order.cancelled", data: { orderId: "o1" } });
  await app.run();
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Cancelled" }]);
});

it("tells when the order is not shipped within seven days, after the retries of the body", async () => {
  await app.advance("7d");
  await app.advance("1h");
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Failed", error: { message: "o1 was not shipped" } }]);
  expect(calls.filter((call) => call.startsWith("slack") && call.includes("ops"))).toEqual(['slack.postMessage [{"channel":"ops","text":"o1 was not shipped"}]']);
});

it("reports the orders of a minute at once", async () => {
  for (const orderId of ["o1", "o2"]) await app.send({ name: "shop/order.fulfilled", data: { orderId } });
  await app.advance("1m");
  expect(calls.filter((call) => call.includes("sales"))).toEqual(['slack.postMessage [{"channel":"sales","text":"o1\\no2"}]']);
});
