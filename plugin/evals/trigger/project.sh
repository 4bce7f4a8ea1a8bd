# A small project that has Inngest, for requests that do not name it. The cases' own project.sh sources this file.
set -euo pipefail

mkdir -p src/inngest/functions src/app/api/inngest

cat > package.json <<'JSON'
{
  "name": "shop",
  "private": true,
  "type": "module",
  "dependencies": { "inngest": "4.24.0", "next": "16.0.0", "zod": "4.6.7" }
}
JSON

cat > src/inngest/client.ts <<'TS'
import { Inngest } from "inngest";

export const inngest = new Inngest({ id: "shop" });
TS

cat > src/inngest/functions/orders.ts <<'TS'
import { eventType } from "inngest";
import { z } from "zod";
import { inngest } from "../client";

export const orderPlaced = eventType("shop/order.placed", {
  schema: z.object({ orderId: z.string(), email: z.string() }),
});

export const confirmOrder = inngest.createFunction({ id: "confirm-order", triggers: orderPlaced }, async ({ event, step }) => {
  await step.run("send-confirmation", () => sendConfirmation(event.data));
});

async function sendConfirmation(order: { orderId: string; email: string }) {
  await fetch("https://mail.example.test/send", { method: "POST", body: JSON.stringify(order) });
}
TS

cat > src/app/api/inngest/route.ts <<'TS'
import { serve } from "inngest/next";
import { inngest } from "@/inngest/client";
import { confirmOrder } from "@/inngest/functions/orders";

export const { GET, POST, PUT } = serve({ client: inngest, functions: [confirmOrder] });
TS
