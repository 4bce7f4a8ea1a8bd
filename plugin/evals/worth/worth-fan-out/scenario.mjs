const users = (count) => Array.from({ length: count }, (_, index) => String(index).padStart(5, "0")).map((id) => ({ userId: id, email: `${id}@example.test` }));
const listing = (all) => ({ after, limit }) => all.filter(({ userId }) => after === null || userId > after).slice(0, Math.min(limit, 500));
export const services = { listUsers: listing(users(3)), sendDigest: () => undefined };

const due = { name: "app/digest.due", data: { week: "2026-W01" } };
const story = async ({ send, settle }) => {
  await send(due);
  await settle();
};

export const criteria = {
  "everyone-gets-one": async ({ play, expect }) => {
    // More than the steps that one run may have, and the last page is full.
    const all = users(1000);
    const playing = await play({ services: { listUsers: listing(all) } });
    await story(playing);
    const to = playing.called("sendDigest").map(({ args }) => args.email);
    expect("mails", to.length, all.length);
    expect("people who got one", new Set(to).size, all.length);
    expect("weeks", [...new Set(playing.called("sendDigest").map(({ args }) => args.week))], ["2026-W01"]);
  },
  "one-refusal-stops-nobody": async ({ play, expect }) => {
    const sendDigest = ({ email }) => {
      if (email.startsWith("00001")) throw new Error("mailbox unavailable");
    };
    const playing = await play({ services: { listUsers: listing(users(20)), sendDigest } });
    await story(playing);
    const others = playing.called("sendDigest").map(({ args }) => args.email).filter((email) => !email.startsWith("00001"));
    expect("mails to the others", others.length, 19);
    expect("the others", new Set(others).size, 19);
  },
  "services-down": ({ play, survivesFailures }) => survivesFailures(play, story, ["sendDigest"]),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, story, ["sendDigest"]),
};
