import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { place } from "../finding.ts";
import { checkBehaviour } from "./check.ts";
import { examineAll } from "./pool.ts";

/** An example with one function, whose body is line 11 and those below. */
const example = (body: string, options = "") => `import { Inngest } from "inngest";
export const inngest = new Inngest({ id: "shop" });
export const services = {
  async charge(_payment: { amount?: number; idempotencyKey?: string }) {},
  async save(_row: { id: string }) {},
  async read(_id: string) {},
};
export const functions = [
  inngest.createFunction({ id: "pay", triggers: { event: "go" }${options} }, async ({ event, step, attempt }) => {
    const order = event.data;
${body}
  }),
];`;

const charge = 'await step.run("charge", () => services.charge({ idempotencyKey: `charge-${order.id}` }));';

/** Each example's body, and what is found in it. */
const bodies: Record<string, { body: string; options?: string; effects?: unknown[]; found: string[] }> = {
  sound: {
    body: `${charge}\nawait step.sleep("nap", "1h");\nawait step.run("save", () => services.save({ id: order.id }));\nawait step.run("read", () => services.read(order.id));`,
    effects: [["charge", { idempotencyKey: "charge-o1" }], ["save", { id: "o1" }], ["read", "o1"]],
    found: [],
  },
  "other-story": {
    body: charge,
    effects: [["charge", { idempotencyKey: "something else" }]],
    found: ['11:16 behaviour/story function "pay", step "charge": expected effect 1 to be charge({"idempotencyKey":"something else"}); found charge({"idempotencyKey":"charge-o1"})'],
  },
  "idle-function": {
    body: charge,
    options: ", onFailure: async () => {}",
    effects: [["charge", { idempotencyKey: "charge-o1" }]],
    found: ['9:32 behaviour/idle function "pay-failure": never runs'],
  },
  "without-key": {
    body: 'await step.run("charge", () => services.charge({ amount: 7 }));',
    effects: [["charge"]],
    found: [
      '11:16 behaviour/fault function "pay", step "charge": the process was lost after its work and before the report: charge({"amount":7}) was called twice, and nothing tells that it is the same: expected an idempotencyKey',
    ],
  },
  "other-key": {
    body: 'await step.run("charge", () => services.charge({ idempotencyKey: `charge-${attempt}` }));',
    effects: [["charge", { idempotencyKey: "charge-0" }]],
    found: [
      '11:16 behaviour/fault function "pay", step "charge": its first attempt threw before its code ran: compared with the sound story expected charge({"idempotencyKey":"charge-0"}); found charge({"idempotencyKey":"charge-1"})',
      '11:16 behaviour/fault function "pay", step "charge": the process was lost after its work and before the report: expected the same call again; found charge({"idempotencyKey":"charge-0"}), then charge({"idempotencyKey":"charge-1"})',
    ],
  },
  "repeated-event": {
    body: 'await step.sendEvent("tell", { name: "told", data: { id: order.id } });',
    found: ['11:22 behaviour/fault function "pay", step "tell": the process was lost after its work and before the report: compared with the sound story expected nothing else; found event told {"id":"o1"}'],
  },
  "one-attempt": {
    body: charge,
    options: ", retries: 0",
    effects: [["charge"]],
    found: [
      '11:16 behaviour/fault function "pay", step "charge": its first attempt threw before its code ran: compared with the sound story expected pay Completed null; found pay Failed with InjectedFault: injected into the step "charge"',
      '11:16 behaviour/fault function "pay", step "charge": its first attempt threw before its code ran: compared with the sound story expected charge({"idempotencyKey":"charge-o1"}); found nothing else',
      '11:16 behaviour/fault function "pay", step "charge": the process was lost after its work and before the report: compared with the sound story expected pay Completed null; found pay Failed with Error: the process was lost',
    ],
  },
  "outside-steps": {
    body: "await services.charge({ idempotencyKey: order.id });",
    effects: [["charge"]],
    found: ['9:32 behaviour/outside function "pay": charge({"idempotencyKey":"o1"}) was called outside of steps: it happens again on each replay'],
  },
  "changing-id": {
    body: 'await step.sleep("nap", "1h");\nawait step.run(`charge-${Date.now()}`, () => services.charge({ idempotencyKey: order.id }));\nawait step.sleep("nap", "1h");',
    effects: [["charge"]],
    found: [expect.stringMatching(/^12:16 behaviour\/stopped function "pay", step "charge-\d+": changed-step-id: .* was planned|has a result/) as unknown as string],
  },
  "changing-input": {
    body: 'await step.run("charge", (_at: number) => services.charge({ idempotencyKey: order.id }), Date.now());',
    effects: [["charge"]],
    found: [expect.stringContaining('11:16 behaviour/replay function "pay", step "charge": expected the same step with the same input in two replays; found') as unknown as string],
  },
  unserialisable: {
    body: 'await step.run("count", () => ({ total: order.total as unknown, big: 1n }) as object);',
    found: ['11:16 behaviour/stopped function "pay", step "count": unserialisable-output: the output.big is a BigInt, which JSON cannot carry'],
  },
  floating: {
    body: 'void step.run("charge", () => services.charge({ idempotencyKey: order.id }));',
    found: ['11:15 behaviour/stopped function "pay", step "charge": floating-step: was called without await: the handler ended before it ran'],
  },
  "endless-steps": {
    body: 'for (;;) await step.run("again", () => 1);',
    found: ['11:25 behaviour/stopped function "pay", step "again:1000": The function run exceeded the step limit of 1000 steps.'],
  },
  "endless-retry": {
    body: 'throw new Error("no");',
    options: ', retries: 0, onFailure: async ({ step }) => void (await step.sendEvent("try-again", { name: "go", data: { id: "o1" } }))',
    found: [expect.stringMatching(/^9:136 behaviour\/stopped function "pay-failure", step "try-again": endless-event-loop: /) as unknown as string],
  },
};

const loops = {
  "loop-in-step": { body: 'await step.run("spin", () => { for (;;); });', found: ['11:16 behaviour/stopped function "pay", step "spin": did not come back within 2 s and was stopped: a loop without an end'] },
  "loop-in-body": { body: "for (;;);", found: ['9:32 behaviour/stopped function "pay": did not come back within 2 s and was stopped: a loop without an end'] },
};

let root = "";
beforeAll(() => {
  // Below scripts/, so that the examples find the SDK.
  root = mkdtempSync(join(fileURLToPath(new URL("..", import.meta.url)), ".work-"));
});
afterAll(() => rmSync(root, { recursive: true }));

async function check(folder: string, wanted: Record<string, { body: string; options?: string; effects?: unknown[] }>, silence?: number) {
  mkdirSync(join(root, folder));
  const paths = Object.entries(wanted).map(([name, { body, options }]) => {
    const path = join(root, folder, `${name}.ts`);
    writeFileSync(path, example(body, options));
    return path;
  });
  const stories = Object.entries({ ...wanted, gone: { effects: [] } }).map(([name, { effects = [] }]) => ({
    example: name,
    reads: ["read"],
    upserts: ["save"],
    scenarios: [{ name: "an order is paid", expect: { effects, runs: { pay: [{ status: "Completed", output: null }] } } }],
  }));
  const module = join(root, folder, "stories.mjs");
  writeFileSync(
    module,
    `import { send, settle } from ${JSON.stringify(new URL("scenario.ts", import.meta.url).href)};
const acts = [send({ name: "go", data: { id: "o1" } }), settle];
export const stories = ${JSON.stringify(stories)}.map((story) => ({ ...story, scenarios: story.scenarios.map((scenario) => ({ ...scenario, acts })) }));`,
  );
  const untold = join(root, folder, "untold.ts");
  const { findings, counts } = await checkBehaviour([...paths, untold], root, { stories: pathToFileURL(module), ...(silence === undefined ? {} : { silence }) });
  return { counts, astray: findings.filter(({ rule }) => rule === "behaviour/astray"), foundIn: (name: string) => findings.filter(({ file }) => file === `${folder}/${name}.ts`).map((finding) => `${place(finding).split(".ts:")[1]} ${finding.rule} ${finding.message.split("\n")[0]}`) };
}

describe("the behaviour of examples", () => {
  let checked: Awaited<ReturnType<typeof check>>;
  beforeAll(async () => {
    checked = await check("examples", bodies);
  }, 120_000);

  it.each(Object.entries(bodies))("%s", (name, { found }) => {
    expect(checked.foundIn(name)).toEqual(found);
  });

  it("is told for each example", () => {
    expect(checked.foundIn("untold")).toEqual(["1:1 behaviour/untold expected stories about this example; found none"]);
  });

  it("is told of examples that there are", () => {
    expect(checked.astray).toMatchObject([{ file: "examples/stories.mjs", message: 'expected an example "gone", since there are stories about it; found none' }]);
  });

  it("is counted: scenarios, faults that were really injected, and those that were survived", () => {
    const { scenarios, faultsInjected, survived } = checked.counts;
    expect(scenarios).toBe(Object.keys(bodies).length);
    // Each step in two ways and two modes: three of "sound", then one of each that is not idempotent or not tried again;
    // "changing-input" shows itself only when it is replayed, which is done in one of the modes.
    // "idle-function" has one sound step.
    expect(faultsInjected).toBe(4 * 3 + 4 * 4 + 2 + 4);
    expect(survived).toBe(4 * 3 + (2 + 0 + 2 + 0) + 2 + 4);
  });
});

it.concurrent("code that never comes back is stopped and named", async () => {
  const { foundIn } = await check("loops", loops, 2_000);
  for (const [name, { found }] of Object.entries(loops)) expect(foundIn(name)).toEqual(found);
}, 120_000);

it.concurrent("an example that does not even load is given up once for all its scenarios", async () => {
  const module = join(root, "endless.mjs");
  writeFileSync(module, "for (;;);");
  const stories = new URL("stories/index.ts", import.meta.url).href;
  const jobs = Array.from({ length: 50 }, () => ({ example: "saga", scenario: 0, stories, module: pathToFileURL(module).href }));
  const results = await examineAll(jobs, 20_000, 4_000);
  // One after the other they would take longer than this test may.
  expect(results).toEqual(jobs.map(() => ({ stuck: { functionId: null, stepId: null }, after: 4_000 })));
}, 60_000);
