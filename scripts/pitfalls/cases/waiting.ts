import type { Inngest } from "inngest";
import type { EventToSend } from "../../runtime/index.ts";
import type { Cases, Proof } from "../proof.ts";
import type { Scene } from "../scene.ts";
import { cancelled, paid, placed } from "./given.ts";
import { recordRequests } from "./http.ts";

/** An order waits; the event comes; what is left of a day passes. Was a mail sent? */
function mailsAfter(event: EventToSend): Proof["play"] {
  return async ({ start, effects }: Scene) => {
    const app = await start();
    await app.send(placed());
    await app.run();
    await app.send(event);
    await app.advance("2d");
    return { mails: effects.mails.length };
  };
}

export const waiting: Cases = {
  "compound-duration": [
    {
      harm: "it does not sleep",
      async play({ start, effects }) {
        const app = await start();
        await app.send(placed());
        await app.run();
        const atOnce = effects.mails.length;
        await app.advance("90m");
        return { atOnce, after90m: effects.mails.length };
      },
      bad: { atOnce: 1, after90m: 1 },
      good: { atOnce: 0, after90m: 1 },
    },
    {
      harm: "no run starts",
      async play({ start, side }) {
        const app = await start();
        await app.send(placed());
        await app.settle();
        return { completed: app.runsOf(side).filter(({ status }) => status === "Completed").length };
      },
      bad: { completed: 0 },
      good: { completed: 1 },
    },
  ],
  "wait-without-condition": [
    { harm: "another order's payment ships this one", play: mailsAfter(paid("o2")), bad: { mails: 1 }, good: { mails: 0 } },
  ],
  "swapped-async": [
    {
      harm: "what someone else approved is taken for hers",
      // Both fields are missing where the wrong form looks for them, and what is missing is equal.
      async play({ start, effects }) {
        const app = await start();
        const approved = (approvedBy: string) => ({ name: "app/invoice.approved", data: { invoiceId: "i1", approvedBy } });
        await app.send(placed());
        await app.run();
        await app.send(approved("u2"));
        await app.run();
        const afterOther = effects.mails.length;
        await app.send(approved("u1"));
        await app.run();
        return { afterOther, afterOwn: effects.mails.length };
      },
      bad: { afterOther: 1, afterOwn: 1 },
      good: { afterOther: 0, afterOwn: 1 },
    },
  ],
  "ignored-option": [
    { harm: "another order's payment ships this one", play: mailsAfter(paid("o2")), bad: { mails: 1 }, good: { mails: 0 } },
    {
      harm: "a small order starts a run",
      async play({ start, side }) {
        const app = await start();
        await app.send(placed("o1", { total: 1 }));
        await app.settle();
        return { runs: app.runsOf(side).length };
      },
      bad: { runs: 1 },
      good: { runs: 0 },
    },
    {
      harm: "the events go to Inngest Cloud instead of the own server",
      async play({ own }) {
        const client = own as Inngest.Any;
        client.setEnvVars({ INNGEST_EVENT_KEY: "test" });
        const { hosts } = recordRequests(client);
        await client.send({ name: "go" });
        return hosts;
      },
      bad: ["inn.gs"],
      good: ["inngest.example.com"],
    },
  ],
  "wait-too-late": [
    {
      harm: "a paid order is cancelled",
      async play({ start, called }) {
        const app = await start();
        await app.send(placed());
        await app.advance("10m");
        await app.send(paid());
        await app.advance("2d");
        return { cancellations: called("db.orders.setStatus") };
      },
      bad: { cancellations: 1 },
      good: { cancellations: 0 },
    },
  ],
  "cancel-on-without-condition": [
    {
      harm: "one cancellation ends the runs of all orders",
      async play({ start, side }) {
        const app = await start();
        await app.send([placed("o1"), placed("o2")]);
        await app.run();
        await app.send(cancelled("o1"));
        await app.advance("2d");
        return app.runsOf(side).map(({ status }) => status);
      },
      bad: ["Cancelled", "Cancelled"],
      good: ["Cancelled", "Completed"],
    },
  ],
  "floating-send": [
    {
      harm: "the event never leaves the host",
      // A serverless host: once the answer is there, the process is frozen, and what is under way is lost.
      async play({ client, own }) {
        let frozen = false;
        let received = 0;
        const slowly: typeof fetch = async () => {
          await new Promise((resolve) => setImmediate(resolve));
          if (frozen) return new Promise(() => {});
          received++;
          return Response.json({ ids: ["e1"], status: 200 });
        };
        client.setEnvVars({ INNGEST_EVENT_KEY: "test" });
        Object.defineProperty(client, "fetch", { value: slowly });
        const response = await (own as (cartId: string) => Promise<Response>)("k1");
        frozen = true;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { status: response.status, received };
      },
      bad: { status: 200, received: 0 },
      good: { status: 200, received: 1 },
    },
  ],
  "batch-event": [
    {
      harm: "two of three orders get no mail",
      async play({ start, effects }) {
        const app = await start();
        await app.send(["o1", "o2", "o3"].map((id) => placed(id)));
        await app.settle();
        return { mails: effects.mails.length };
      },
      bad: { mails: 1 },
      good: { mails: 3 },
    },
  ],
  "batch-rate-limit": [
    {
      harm: "the order that came twice gets two mails",
      async play({ start, effects }) {
        const app = await start();
        await app.send([placed(), placed()]);
        await app.settle();
        return { mails: effects.mails.length };
      },
      bad: { mails: 2 },
      good: { mails: 1 },
    },
  ],
  "idempotency-24h": [
    {
      harm: "the event that is sent again a day later mails again, and what is sent again after a failure does not mail",
      async play({ start, effects, given }) {
        const app = await start();
        await app.send(placed());
        await app.advance("23h");
        await app.send(placed());
        await app.run();
        const after23h = effects.mails.length;
        await app.advance("2h");
        await app.send(placed());
        await app.run();
        const after25h = effects.mails.length;
        let down = true;
        given("sendEmail", () => {
          if (down) throw new Error("down");
        });
        const other = placed("o2");
        await app.send(other);
        await app.settle();
        down = false;
        await app.send(other);
        await app.settle();
        return { after23h, after25h, afterFailure: effects.mails.length - after25h };
      },
      bad: { after23h: 1, after25h: 2, afterFailure: 0 },
      good: { after23h: 1, after25h: 1, afterFailure: 1 },
    },
  ],
};
