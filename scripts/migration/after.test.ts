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
  const [{ inngest }, functions] = await runFences(guide, ["src/inngest/client.ts", "src/inngest/functions.ts"], recordingServices(calls));
  app = await durable({ client: inngest as Inngest.Any, functions: Object.values(functions) as InngestFunction.Any[] });
  await app.send({ name: "shop/order.placed", data: { orderId: "o1", email: "a@example.com", total: 1200 } });
  await app.run();
});

it("charges, waits for the shipment of that order, invokes the receipt and announces the order", async () => {
  await app.send({ name: "shop/order.shipped", data: { orderId: "o2", trackingId: "t2" } });
  await app.run();
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Running" }]);
  await app.send({ name: "shop/order.shipped", data: { orderId: "o1", trackingId: "t1" } });
  await app.run();
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Completed", output: { trackingId: "t1", receipt: { messageId: "m1" } } }]);
  expect(calls.map((call) => call.split(" ")[0])).toEqual(["payments.charge", "inventory.reserve", "sendEmail"]);
  expect(app.timeline().events.map(({ event }) => event.name)).toContain("shop/order.fulfilled");
});

it("tells when the order is not shipped within seven days, after the retries of the body", async () => {
  await app.advance("7d");
  await app.advance("1h");
  expect(app.runsOf("fulfil-order")).toMatchObject([{ status: "Failed", error: { message: "o1 was not shipped" } }]);
  expect(calls.filter((call) => call.startsWith("slack") && call.includes("ops"))).toEqual(['slack.postMessage [{"channel":"ops","text":"o1 was not shipped"}]']);
});

it("reports at nine in Tokyo", async () => {
  await app.advance("1d");
  expect(app.runsOf("nightly-report")).toMatchObject([{ status: "Completed" }]);
});
