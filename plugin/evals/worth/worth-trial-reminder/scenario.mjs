export const services = { sendReminder: () => undefined };

const day = 86_400;
const trial = ({ start }, userId, days) => ({ name: "app/trial.started", data: { userId, email: `${userId}@example.test`, endsAt: new Date(start + days * day * 1000).toISOString() } });
const upgraded = (userId) => ({ name: "app/plan.upgraded", data: { userId } });
const reminded = (called) => called("sendReminder").map(({ args, at }) => `${args.to} on day ${at / day}`);

export const criteria = {
  "three-days-before": async (world) => {
    const { send, advance, called } = await world.play();
    await send([trial(world, "u1", 14), trial(world, "u2", 45)]);
    await advance("100d");
    world.expect("reminders", reminded(called), ["u1@example.test on day 11", "u2@example.test on day 42"]);
  },
  "not-after-an-upgrade": async (world) => {
    const { send, advance, called } = await world.play();
    await send(trial(world, "u1", 14));
    await advance("10d");
    await send(upgraded("u1"));
    await advance("30d");
    world.expect("reminders", reminded(called), []);
  },
  "own-upgrade-only": async (world) => {
    const { send, advance, called } = await world.play();
    await send([trial(world, "u1", 14), trial(world, "u2", 14)]);
    await advance("5d");
    await send(upgraded("u2"));
    await advance("30d");
    world.expect("reminders", reminded(called), ["u1@example.test on day 11"]);
  },
  "mail-server-down": (world) => world.survivesFailures(world.play, story(world), ["sendReminder"]),
  "process-lost": (world) => world.survivesLosses(world.play, story(world), ["sendReminder"]),
};

const story = (world) => async ({ send, advance }) => {
  await send([trial(world, "u1", 14), trial(world, "u2", 30)]);
  await advance("40d");
};
