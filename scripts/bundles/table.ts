/** A file that ships inside the skill, made from the harness's own source. Paths are relative to scripts/. */
export type Bundle = {
  /** Its name in plugin/skills/inngest/scripts/. */
  name: string;
  /** The file that it is made from, with all that it imports. */
  entry: string;
  /** Packages that the user's project brings; every other one is put inside. */
  external: string[];
  /** The files whose exported types, in this order, make up the `.d.mts` beside it; none for a command. */
  types: string[];
  /** What it is and how it is used, in lines for its beginning. */
  about: string[];
};

export const bundles: Bundle[] = [
  {
    name: "durable.mjs",
    entry: "runtime/index.ts",
    external: ["inngest"],
    types: ["runtime/durable.ts", "runtime/errors.ts", "runtime/types.ts"],
    about: [
      "An embedded Inngest for tests: it runs an app's functions through the SDK's own serve handler, in memory and on a",
      "virtual clock, with retries, onFailure, sleeps, waits, invocations and flow control. Needs inngest 4 and Node.js 20.",
      "",
      "Copy this file and durable.d.mts into your project, for example to test/:",
      "",
      '    import { durable } from "../test/durable.mjs";',
      "    const app = await durable({ client: inngest, functions: [sendWelcome] });",
      '    await app.send({ name: "app/user.signup", data: { userId: "u1" } });',
      '    await app.advance("3d");',
      '    app.runsOf("send-welcome"); // status, output, error, steps',
    ],
  },
  {
    name: "check.mjs",
    entry: "checker/index.ts",
    external: [],
    types: [],
    about: [
      "Looks for wrong uses of Inngest in TypeScript and JavaScript files. It only reads; Node.js 20, nothing to install.",
      "",
      "    node check.mjs [paths...] [--json] [--lang ja|en] [--help]",
    ],
  },
];
