import { eventType } from "inngest";
import { z } from "zod";
import { creditAccount } from "../services";
import { inngest } from "./client";

const paid = eventType("shop/payment.succeeded", {
  schema: z.object({ paymentId: z.string(), accountId: z.string(), amount: z.number() }),
});

export const creditPayment = inngest.createFunction({ id: "credit-payment", triggers: paid }, async ({ event, step }) => {
  await step.run("credit", () => creditAccount(event.data));
});

export const functions = [creditPayment];
