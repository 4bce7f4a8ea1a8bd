const file = "src/inngest/functions.ts";
export const services = { refund: () => undefined, sendEmail: () => undefined };
export const kept = ["src/services.ts", file];

/** Wrong forms of the function under test: each must make a test fail. */
const broken = {
  "wrong-order": [', match: "data.orderId"', ""],
  "short-wait": ['timeout: "2d"', 'timeout: "2h"'],
  "refund-without-approval": ["if (approval === null) {", "if (approval === null && amount < 0) {"],
  "new-key-each-try": ["`refund-${orderId}`", "`refund-${orderId}-${crypto.randomUUID()}`"],
  "refund-gives-up": ['triggers: refundRequested }', 'triggers: refundRequested, retries: 0 }'],
};

const once = new WeakMap();
const outcome = (world) => {
  if (!once.has(world.app)) once.set(world.app, world.runTests(world.folder, file, broken));
  return once.get(world.app);
};

export const criteria = {
  "tests-pass": async (world) => {
    const { passed, failed } = (await outcome(world)).right;
    world.expect("tests that fail", failed, []);
    world.expect("there are tests", passed > 0, true);
  },
  ...Object.fromEntries(
    Object.keys(broken).map((name) => [
      `notice-${name}`,
      async (world) => {
        const { right, [name]: found } = await outcome(world);
        world.expect("tests pass as the function is", right.passed > 0 && right.failed.length === 0, true);
        world.expect(`a test fails for a function with the fault ${name}`, found.failed.length > 0, true);
      },
    ]),
  ),
};
