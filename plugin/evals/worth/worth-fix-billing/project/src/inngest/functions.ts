import { eventType } from "inngest";
import { z } from "zod";
import { charge, notifyTeam, readUsage, sendReceipt } from "../services";
import { inngest } from "./client";

const billingDue = eventType("app/billing.due", {
  schema: z.object({ accountId: z.string(), email: z.string(), month: z.string(), meters: z.array(z.string()) }),
});

const bill = inngest.createFunction({ id: "bill-account", triggers: billingDue }, async ({ event, step }) => {
  const { accountId, email, month, meters } = event.data;
  const billId = `${accountId}-${Date.now()}`;

  let total = 0;
  for (const meter of meters) {
    await step.run("read-usage", async () => {
      total += await readUsage({ accountId, meter });
    });
  }

  await step.run("charge", async () => {
    await charge({ accountId, amount: total, idempotencyKey: billId });
    await step.run("receipt", () => sendReceipt({ to: email, month, amount: total, idempotencyKey: billId }));
  });

  await notifyTeam({ text: `${accountId} ${month}: ${total}`, idempotencyKey: billId });
  await step.sleep("cool-down", "1m");
  return { total };
});

export const functions = [bill];
