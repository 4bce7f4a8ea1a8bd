const does = ["reserveStock", "chargeCard", "shipOrder"];
const undoes = ["releaseStock", "refundCard", "cancelShipment"];
export const services = Object.fromEntries([...does, ...undoes].map((name) => [name, () => undefined]));

const placed = (orderId) => ({ name: "shop/order.placed", data: { orderId, sku: "tea", quantity: 2, amount: 1200 } });
const down = () => {
  throw new Error("down for good");
};
const story = async ({ send, settle }) => {
  await send([placed("o1"), placed("o2")]);
  await settle();
};

/** What is called, in order, when some services fail for good; repeated attempts of one call count once. */
async function order({ play }, failing) {
  const { send, settle, calls, runs } = await play({ services: Object.fromEntries(failing.map((name) => [name, down])) });
  await send(placed("o1"));
  await settle();
  const names = calls.map(({ name }) => name);
  return {
    names: names.filter((name, index) => name !== names[index - 1]),
    tries: (name) => names.filter((other) => other === name).length,
    run: runs().find(({ functionId }) => !functionId.endsWith("-failure")),
  };
}

export const criteria = {
  "in-order": async (world) => {
    const { names, run } = await order(world, []);
    world.expect("calls", names, does);
    world.expect("the run", run?.status, "Completed");
  },
  "declined-card-releases-stock": async (world) => {
    const { names, tries } = await order(world, ["chargeCard"]);
    // A charge that timed out may have gone through: to refund it too is right.
    world.expect("calls", names.filter((name) => name !== "refundCard"), ["reserveStock", "chargeCard", "releaseStock"]);
    world.expect("times that stock was released", tries("releaseStock"), 1);
  },
  "newest-first": async (world) => {
    const { names, tries } = await order(world, ["shipOrder"]);
    world.expect("calls", names.filter((name) => name !== "cancelShipment"), [...does, "refundCard", "releaseStock"]);
    world.expect("refunds", tries("refundCard"), 1);
  },
  "does-not-start-over": async (world) => {
    const { tries, run } = await order(world, ["shipOrder"]);
    world.expect("the run", run?.status, "Failed");
    world.expect("charges", tries("chargeCard"), 1);
    world.expect("times that the function's body was tried", run?.attempts.length, 1);
  },
  "undoes-the-others": async (world) => {
    const { names, tries, run } = await order(world, ["shipOrder", "refundCard"]);
    world.expect("what came after the refund", names.slice(names.lastIndexOf("refundCard") + 1), ["releaseStock"]);
    world.expect("times that stock was released", tries("releaseStock"), 1);
    world.expect("the run", run?.status, "Failed");
  },
  "services-down": ({ play, survivesFailures }) => survivesFailures(play, story, does),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, story, does),
};
