export const services = {
  sendEmail: () => undefined,
  findUser: (userId) => ({ userId, email: "new@example.test" }),
};

const day = 24 * 60 * 60;
const signUp = { name: "app/user.signup", data: { userId: "u1", email: "old@example.test" } };
const mails = (called) => called("sendEmail").map(({ args, at }) => ({ to: args.to, template: args.template, day: at / day }));
const story = async ({ send, settle }) => {
  await send([signUp, { ...signUp, data: { userId: "u2", email: "two@example.test" } }]);
  await settle();
};

export const criteria = {
  "welcome-at-once": async ({ play, expect }) => {
    const { send, run, called } = await play();
    await send(signUp);
    await run();
    expect("mails at once", mails(called), [{ to: "old@example.test", template: "welcome", day: 0 }]);
  },
  "tips-after-three-days": async ({ play, expect }) => {
    const { send, advance, called } = await play();
    await send(signUp);
    await advance("71h");
    expect("mails before three days", mails(called).length, 1);
    await advance("2h");
    expect("second mail", mails(called).slice(1), [{ to: "new@example.test", template: "tips", day: 3 }]);
  },
  "nothing-to-leavers": async ({ play, expect }) => {
    const { send, settle, called, runs } = await play({ services: { findUser: () => null } });
    await send(signUp);
    await settle();
    expect("mails to one who left", mails(called).map(({ template }) => template), ["welcome"]);
    expect("runs", runs().map(({ status }) => status), ["Completed"]);
  },
  "mail-server-down": ({ play, survivesFailures }) => survivesFailures(play, story, ["sendEmail"]),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, story, ["sendEmail"]),
};
