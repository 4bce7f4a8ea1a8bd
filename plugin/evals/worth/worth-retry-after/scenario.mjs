export const services = { putContact: () => new Response(null, { status: 204 }) };

const updated = { name: "app/contact.updated", data: { contactId: "c1", name: "Sato" } };
const busy = (seconds) => new Response(null, { status: 429, headers: { "Retry-After": String(seconds) } });
const status = (code) => new Response(null, { status: code });
/** Plays the answers in turn, then 204. */
async function answering({ play }, ...answers) {
  const { send, settle, calls, runs } = await play({ services: { putContact: () => answers.shift() ?? status(204) } });
  await send(updated);
  await settle();
  return { at: calls.map(({ at }) => at), args: calls.map(({ args }) => args), status: runs().find(({ functionId }) => !functionId.endsWith("-failure"))?.status };
}
const waited = (world, at, seconds) => {
  world.expect("calls", at.length, 2);
  const gap = at[1] - at[0];
  if (gap < seconds || gap > seconds * 1.1 + 30) throw new Error(`time until the next call: expected ${seconds} s, found ${gap} s`);
};

export const criteria = {
  "writes-the-contact": async (world) => {
    const { args, status } = await answering(world);
    world.expect("calls", args, [updated.data]);
    world.expect("the run", status, "Completed");
  },
  "waits-two-minutes": async (world) => waited(world, (await answering(world, busy(120))).at, 120),
  "waits-an-hour": async (world) => waited(world, (await answering(world, busy(3600))).at, 3600),
  "gives-up-on-422": async (world) => {
    const { at, status: end } = await answering(world, status(422), status(422));
    world.expect("calls", at.length, 1);
    world.expect("the run", end, "Failed");
  },
  "retries-5xx": async (world) => {
    const { at, status: end } = await answering(world, status(503), status(500));
    world.expect("calls", at.length, 3);
    world.expect("the run", end, "Completed");
  },
};
