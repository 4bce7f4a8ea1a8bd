export const services = { importFile: () => undefined };

const requested = (tenantId, count) => Array.from({ length: count }, (_, index) => ({ name: "app/import.requested", data: { importId: `${tenantId}-${index}`, tenantId } }));
const takes = ({ stepId }) => (stepId === "" ? 0 : "5m");
const story = async ({ send, settle }) => {
  await send(requested("a", 2));
  await settle();
};
const spans = (runs) => runs().flatMap(({ steps }) => steps).filter(({ attempts }) => attempts.length > 0).map(({ startedAt, endedAt }) => [startedAt.getTime(), endedAt.getTime()]);

export const criteria = {
  "two-of-a-tenant": async ({ play, expect }) => {
    const { send, settle, called, runs } = await play({ takes });
    await send(requested("a", 5));
    await settle();
    expect("imports", called("importFile").length, 5);
    const all = spans(runs);
    expect("most at one time", Math.max(...all.map(([from]) => all.filter(([begin, end]) => begin <= from && from < end).length)), 2);
  },
  "tenants-apart": async ({ play, expect }) => {
    const { send, advance, called } = await play({ takes });
    await send([...requested("a", 4), ...requested("b", 1)]);
    await advance("2m");
    expect("imports that have begun", called("importFile").map(({ args }) => args.tenantId).sort(), ["a", "a", "b"]);
  },
  "ten-a-minute": async ({ play }) => {
    const { send, advance, called } = await play();
    await send(Array.from({ length: 60 }, (_, index) => requested(`t${index}`, 1)[0]));
    await advance("59s");
    const begun = called("importFile").length;
    // The server spreads starts and allows a burst besides.
    if (begun < 5 || begun > 22) throw new Error(`imports begun in the first minute: expected about 10 to 20, found ${begun}`);
  },
  "none-dropped": async ({ play, expect }) => {
    const { send, settle, called } = await play();
    await send(Array.from({ length: 60 }, (_, index) => requested(`t${index}`, 1)[0]));
    await settle();
    expect("imports", new Set(called("importFile").map(({ args }) => args.importId)).size, 60);
  },
  "services-down": ({ play, survivesFailures }) => survivesFailures(play, story, ["importFile"]),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, story, ["importFile"]),
};
