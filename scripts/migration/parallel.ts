import { play } from "./drive.ts";
import { type Context, devClient, event, playOne, type Programs, serveOne, silent } from "./kit.ts";

type Group = NonNullable<Context["group"]>;

/** The tools of inngest 4; on 3 the body runs as it is. */
const groupOf = ({ group }: Context): Group => group ?? { parallel: (body) => body() };

/** The order in which steps of parallel branches end. */
export const programsOfParallel: Programs = {
  "parallel-branches": async (loaded) => {
    const branches = ({ step }: Context) =>
      Promise.all(
        ["fast", "slow"].map(async (name) => {
          await step.run(`${name}-1`, () => 1);
          await step.run(`${name}-2`, () => 2);
        }),
      );
    const slow = ["slow-1"];
    return {
      plain: (await playOne(loaded, branches, { slow })).steps,
      optedOut: (await play(serveOne(loaded, {}, devClient(loaded, { logger: silent, optimizeParallelism: false }), branches), { fnId: "app-f", event, slow })).steps,
      inGroup: (await playOne(loaded, (context) => groupOf(context).parallel(() => branches(context)), { slow })).steps,
    };
  },
  "after-a-race": async (loaded) => {
    const race = ({ step }: Context) => Promise.race([step.run("main", () => 1), step.run("copy", () => 2)]);
    const rest = async ({ step }: Context) => {
      await step.run("save", () => 3);
      await step.run("tell", () => 4);
    };
    const outside = async (context: Context) => {
      await groupOf(context).parallel(() => race(context));
      await rest(context);
    };
    const inside = (context: Context) =>
      groupOf(context).parallel(async () => {
        await race(context);
        await rest(context);
      });
    const slow = ["main"];
    return { outside: (await playOne(loaded, outside, { slow })).steps, inside: (await playOne(loaded, inside, { slow })).steps };
  },
};
