const refuse = (reason) => () => {
  throw new Error(reason);
};
export const services = { pushOrder: () => undefined, alertTeam: () => undefined };

const paid = (orderId) => ({ name: "shop/order.paid", data: { orderId, customerId: `customer-of-${orderId}` } });
async function paying({ play }, others, orders = ["o1"]) {
  const { send, settle, called, runs } = await play({ services: others });
  await send(orders.map(paid));
  await settle();
  return { pushes: called("pushOrder").length, alerts: called("alertTeam").map(({ args }) => args), statuses: runs().filter(({ functionId }) => functionId === "sync-order").map(({ status }) => status) };
}

export const criteria = {
  "still-pushes": async (world) => {
    const { pushes, alerts, statuses } = await paying(world, {});
    world.expect("pushes, alerts and runs", [pushes, alerts.length, statuses], [1, 0, ["Completed"]]);
  },
  "names-the-order": async (world) => {
    const { alerts } = await paying(world, { pushOrder: refuse("no such shelf") }, ["o1", "o2"]);
    world.expect("alerts", alerts.map(({ orderId, customerId }) => `${orderId} ${customerId}`).sort(), ["o1 customer-of-o1", "o2 customer-of-o2"]);
    world.expect("reasons that tell what happened", alerts.filter(({ reason }) => reason.includes("no such shelf")).length, 2);
    world.expect("keys", new Set(alerts.map(({ idempotencyKey }) => idempotencyKey)).size, 2);
  },
  "after-the-last-try": async (world) => {
    const { pushes, alerts } = await paying(world, { pushOrder: refuse("no such shelf") });
    world.expect("pushes and alerts", [pushes, alerts.length], [3, 1]);
  },
  "not-for-a-blip": async (world) => {
    let failed = 0;
    const { alerts, statuses } = await paying(world, { pushOrder: () => (failed++ < 2 ? refuse("busy")() : undefined) });
    world.expect("alerts and runs", [alerts.length, statuses], [0, ["Completed"]]);
  },
  "the-run-fails": async (world) => {
    const { statuses } = await paying(world, { pushOrder: refuse("no such shelf") });
    world.expect("runs", statuses, ["Failed"]);
  },
  "alert-arrives": async (world) => {
    const arrived = [];
    let tries = 0;
    const alertTeam = (alert) => (tries++ === 0 ? refuse("chat is down")() : arrived.push(alert.orderId));
    await paying(world, { pushOrder: refuse("no such shelf"), alertTeam });
    world.expect("alerts that arrived although the first try failed", arrived, ["o1"]);
  },
};
