export const services = { sendEmail: () => undefined, payExpense: () => undefined };

const submitted = (expenseId) => ({
  name: "app/expense.submitted",
  data: { expenseId, applicant: "staff@example.test", approver: "boss@example.test", amount: 1200 },
});
const decided = (expenseId, approved) => ({ name: "app/expense.decided", data: { expenseId, approved } });
const told = (calls) => calls.map(({ name, args, at }) => `${name === "payExpense" ? `pay ${args.amount}` : `${args.template} to ${args.to}`} on day ${at / 86400}`);
const story = async ({ send, settle, run }) => {
  await send([submitted("e1"), submitted("e2")]);
  await settle();
  await send([decided("e2", false), decided("e1", true)]);
  await run();
  await settle();
};

export const criteria = {
  "approval-pays": async ({ play, expect }) => {
    const { send, advance, calls } = await play();
    await send(submitted("e1"));
    await advance("1d");
    await send(decided("e1", true));
    await advance("30d");
    expect("what was done", told(calls), ["request to boss@example.test on day 0", "pay 1200 on day 1", "approved to staff@example.test on day 1"]);
  },
  "rejection-does-not-pay": async ({ play, expect }) => {
    const { send, advance, calls } = await play();
    await send(submitted("e1"));
    await advance("1d");
    await send(decided("e1", false));
    await advance("30d");
    expect("what was done", told(calls), ["request to boss@example.test on day 0", "rejected to staff@example.test on day 1"]);
  },
  "own-decision-only": async ({ play, expect }) => {
    const { send, advance, calls } = await play();
    await send([submitted("e1"), submitted("e2")]);
    await advance("1d");
    await send(decided("e2", true));
    await advance("1h");
    expect("expenses paid", calls.filter(({ name }) => name === "payExpense").map(({ args }) => args.expenseId), ["e2"]);
  },
  "reminder-then-decision": async ({ play, expect }) => {
    const { send, advance, calls } = await play();
    await send(submitted("e1"));
    await advance("5d");
    await send(decided("e1", true));
    await advance("30d");
    expect("what was done after the request", told(calls).slice(1), ["reminder to boss@example.test on day 4", "pay 1200 on day 5", "approved to staff@example.test on day 5"]);
  },
  "expires-after-seven-days": async ({ play, expect }) => {
    const { send, advance, calls } = await play();
    await send(submitted("e1"));
    await advance("30d");
    expect("what was done after the request", told(calls).slice(1), ["reminder to boss@example.test on day 4", "expired to staff@example.test on day 7"]);
  },
  "services-down": ({ play, survivesFailures }) => survivesFailures(play, story, ["sendEmail", "payExpense"]),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, story, ["sendEmail", "payExpense"]),
};
