import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const services = { sendEmail: () => undefined, alertTeam: () => undefined, removeOldCarts: () => undefined };

const placed = { name: "shop/order.placed", data: { orderId: "o1", email: "a@example.test", items: [700, 500] } };
const story = async ({ send, settle }) => {
  await send(placed);
  await settle();
};
const code = (folder) => readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => readFileSync(join(folder, "src", name), "utf8"));

// Read when the app loads.
process.env.SHOP_SIGNING_KEY = "signkey-prod-0123456789abcdef";

export const criteria = {
  // First, since a play gives the client a key of its own.
  "signing-key-stays": async ({ app, expect }) => {
    expect("the client's signing key", app.client.signingKey, process.env.SHOP_SIGNING_KEY);
  },
  "confirms-with-the-total": async ({ play, expect }) => {
    const playing = await play();
    await story(playing);
    expect("mails", playing.calls.map(({ args }) => args), [{ to: "a@example.test", text: "Order o1: 1200", idempotencyKey: "confirm-o1" }]);
    expect("runs", playing.runs().map(({ functionId, status }) => `${functionId} ${status}`).sort(), ["confirm-order Completed", "price-order Completed"]);
  },
  "prices-on-request": async ({ play, expect }) => {
    const { send, settle, runs } = await play();
    await send({ name: "shop/order.priced", data: { items: [1, 2] } });
    await settle();
    expect("output", runs().map(({ output }) => output), [{ total: 3 }]);
  },
  "alerts-on-failure": async ({ play, expect }) => {
    const sendEmail = () => {
      throw new Error("mailbox unavailable");
    };
    const playing = await play({ services: { sendEmail } });
    await story(playing);
    expect("tries of the mail", playing.called("sendEmail").length, 3);
    expect("alerts", playing.called("alertTeam").map(({ args }) => args), [{ orderId: "o1", reason: "mailbox unavailable" }]);
  },
  "cleans-up-at-night": async ({ play, expect }) => {
    const { advance, called } = await play();
    await advance("16h59m");
    expect("clean-ups before two in Tokyo", called("removeOldCarts").length, 0);
    await advance("24h");
    expect("clean-ups", called("removeOldCarts").length, 1);
  },
  "nothing-suppressed": async ({ folder, expect }) => {
    const found = code(folder).flatMap((text) => text.match(/@ts-(ignore|nocheck|expect-error)|\bany\b(?!\s*(?:\w|["'`]))|\bas never\b/g) ?? []);
    expect("suppressions", found, []);
  },
};
