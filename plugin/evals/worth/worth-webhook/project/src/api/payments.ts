import { inngest } from "../inngest/client";

type Payload = { id: string; type: string; data: { paymentId: string; accountId: string; amount: number } };

export async function POST(request: Request): Promise<Response> {
  const payload = (await request.json()) as Payload;
  if (payload.type === "payment.succeeded") {
    inngest.send({ name: "shop/payment.succeeded", data: payload.data });
  }
  return Response.json({ received: true });
}
