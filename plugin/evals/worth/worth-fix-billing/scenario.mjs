const usage = { cpu: 700, disk: 500 };
const effects = ["charge", "sendReceipt", "notifyTeam"];
export const services = { readUsage: ({ meter }) => usage[meter], charge: () => undefined, sendReceipt: () => undefined, notifyTeam: () => undefined };

const due = (accountId, month = "2026-01") => ({ name: "app/billing.due", data: { accountId, email: `${accountId}@example.test`, month, meters: ["cpu", "disk"] } });
const story = async ({ send, settle }) => {
  await send([due("a1"), due("a2")]);
  await settle();
};

export const criteria = {
  "charges-the-sum": async ({ play, expect }) => {
    for (const checkpointing of [true, false]) {
      const playing = await play({ checkpointing });
      await story(playing);
      expect("charges", playing.called("charge").map(({ args }) => [args.accountId, args.amount]).sort(), [["a1", 1200], ["a2", 1200]]);
      expect("receipts", playing.called("sendReceipt").map(({ args }) => [args.to, args.amount]).sort(), [["a1@example.test", 1200], ["a2@example.test", 1200]]);
      expect("runs", playing.runs().map(({ status, output }) => ({ status, output })), [1, 2].map(() => ({ status: "Completed", output: { total: 1200 } })));
    }
  },
  "tells-the-team-once": async ({ play, expect }) => {
    for (const checkpointing of [true, false]) {
      const playing = await play({ checkpointing });
      await story(playing);
      expect("messages", playing.called("notifyTeam").map(({ args }) => args.text).sort(), ["a1 2026-01: 1200", "a2 2026-01: 1200"]);
    }
  },
  "every-month-is-charged": async ({ play, expect }) => {
    const { send, settle, called } = await play();
    await send(due("a1"));
    await settle();
    await send(due("a1", "2026-02"));
    await settle();
    expect("charges of two months with a key of their own", new Set(called("charge").map(({ args }) => args.idempotencyKey)).size, 2);
  },
  "services-down": ({ play, survivesFailures }) => survivesFailures(play, story, effects),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, story, effects),
};
