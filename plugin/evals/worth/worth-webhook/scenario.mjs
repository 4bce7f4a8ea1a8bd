import { createHmac } from "node:crypto";

export const services = { creditAccount: () => undefined };
export const modules = { payments: "src/api/payments.ts" };
export const kept = ["src/services.ts", "src/signature.ts"];

const data = { paymentId: "p1", accountId: "a1", amount: 1200 };
const body = (change = {}) => JSON.stringify({ id: "evt_1", type: "payment.succeeded", data, ...change });
const sign = (text) => createHmac("sha256", "development").update(text).digest("hex");

/** The status of the answer; a handler that throws is answered 500 by every framework. */
async function call({ app }, text, signature = sign(text)) {
  const headers = signature === null ? {} : { "x-signature": signature };
  const request = new Request("http://shop.test/api/payments", { method: "POST", body: text, headers });
  return app.modules.payments.POST(request).then(({ status }) => status, () => 500);
}

/** What `run` gives while the client's send is another. */
async function sendingWith({ app }, send, run) {
  app.client.send = send;
  try {
    return await run();
  } finally {
    delete app.client.send;
  }
}

export const criteria = {
  "credits-a-payment": async (world) => {
    const { settle, calls } = await world.play();
    world.expect("answer", await call(world, body()), 200);
    await settle();
    world.expect("credits", calls.map(({ args }) => args), [data]);
  },
  "ignores-other-types": async (world) => {
    const { settle, calls } = await world.play();
    world.expect("answer is 2xx", (await call(world, body({ type: "payment.created" }))) < 300, true);
    await settle();
    world.expect("credits", calls.length, 0);
  },
  "refuses-unsigned": async (world) => {
    const { settle, calls } = await world.play();
    world.expect("answer to a call without a signature", await call(world, body(), null), 401);
    world.expect("answer to a call with another's signature", await call(world, body(), sign("else")), 401);
    await settle();
    world.expect("credits", calls.length, 0);
  },
  "credits-once": async (world) => {
    const { settle, advance, calls } = await world.play();
    await call(world, body());
    await settle();
    await advance("1h");
    await call(world, body());
    await call(world, body({ id: "evt_2", data: { ...data, paymentId: "p2" } }));
    await settle();
    world.expect("payments credited", calls.map(({ args }) => args.paymentId), ["p1", "p2"]);
  },
  "waits-for-inngest": async (world) => {
    await world.play();
    let taken = false;
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      taken = true;
      return { ids: [] };
    };
    const known = await sendingWith(world, slow, async () => (await call(world, body())) < 300 && taken);
    world.expect("Inngest has the event when the answer goes out", known, true);
  },
  "asks-to-call-again": async (world) => {
    await world.play();
    const status = await sendingWith(world, async () => Promise.reject(new Error("Inngest cannot be reached")), () => call(world, body()));
    world.expect("answer is 5xx", status >= 500, true);
  },
};
