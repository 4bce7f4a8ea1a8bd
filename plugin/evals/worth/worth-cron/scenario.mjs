const down = () => {
  throw new Error("the source is down");
};
export const services = { loadSales: () => 1200, saveReport: () => undefined, alertTeam: () => undefined };

// 17:00 UTC is 02:00 of the next day in Tokyo.
const night = async ({ advance, settle }) => {
  await advance("17h");
  await settle();
};
const fails = (times, then) => {
  let failed = 0;
  return () => (failed++ < times ? down() : then);
};

export const criteria = {
  "at-two-in-tokyo": async ({ play, expect }) => {
    const { advance, called } = await play();
    await advance("16h59m");
    expect("reports before two", called("saveReport").length, 0);
    await advance("48h");
    expect("hours of the reports", called("saveReport").map(({ at }) => at / 3600), [17, 41]);
  },
  "of-the-day-before": async ({ play, expect }) => {
    const playing = await play();
    await night(playing);
    expect("reports", playing.called("saveReport").map(({ args: { day, total } }) => ({ day, total })), [{ day: "2026-01-01", total: 1200 }]);
  },
  "recovers-by-itself": async ({ play, expect }) => {
    const playing = await play({ services: { loadSales: fails(2, 1200) } });
    await night(playing);
    expect("reports", playing.called("saveReport").length, 1);
    expect("alerts", playing.called("alertTeam").length, 0);
  },
  "alerts-once": async ({ play, expect }) => {
    const playing = await play({ services: { loadSales: down } });
    await night(playing);
    expect("reports", playing.called("saveReport").length, 0);
    expect("alerts", playing.called("alertTeam").length, 1);
  },
  "alert-arrives": async ({ play, expect }) => {
    const arrived = [];
    const flaky = fails(1);
    const alertTeam = (alert) => {
      flaky();
      arrived.push(alert);
    };
    await night(await play({ services: { loadSales: down, alertTeam } }));
    expect("alerts that arrived although the first try failed", arrived.length, 1);
  },
  "services-down": ({ play, survivesFailures }) => survivesFailures(play, night, ["saveReport", "alertTeam"]),
  "process-lost": ({ play, survivesLosses }) => survivesLosses(play, night, ["saveReport", "alertTeam"]),
};
