import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { stories } from "./scenarios/stories/index.ts";
import type { View } from "./scenarios/view.ts";

const scripts = fileURLToPath(new URL(".", import.meta.url));
const examples = (...args: string[]) => execa("node", ["--import", "tsx", join(scripts, "timelines.ts"), ...args], { cwd: join(scripts, ".."), reject: false, env: { NO_COLOR: "1" } });

describe("npm run examples", { timeout: 120_000 }, () => {
  it("prints events, runs and steps with their times, attempts and outcomes", async () => {
    const { stdout, exitCode } = await examples("basic-function");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`
a mail server that fails twice is tried again, after 15 s and 30 s more
        0s  → app/user.signup
        0s  ▸ onboard-user
        0s    ✓ create-profile
        0s    ✗ send-welcome-email        attempt 1  Error: mail server is down
       15s    ✗ send-welcome-email        attempt 2  Error: mail server is down
       45s    ✓ send-welcome-email        attempt 3
       45s    ◷ wait-3-days               sleeps until 3d45s
     3d45s    ✓ send-follow-up-email
     3d45s    ● Completed  {"profileId":"placeholder-profile-u1","followUp":"us…
`);
  });

  it("fits 80 columns and tells every story", async () => {
    const { stdout } = await examples();
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const text = stdout.replaceAll("\n", " ");
    for (const { scenarios } of stories) for (const { name } of scenarios) expect(text).toContain(name);
    expect(stdout).toContain("◷ wait-after-request        waitForEvent, timed out at 4d");
    expect(stdout).toContain("⊘ shop/order.placed           idempotency: no run of fulfil-order");
    expect(stdout).toContain("▸ deliver-to-recipient        2 more until 2m: 2 Completed");
  });

  it("is the same every time, with every id and time", async () => {
    const [first, second] = [await examples("--json"), await examples("--json")];
    expect(JSON.parse(first.stdout)).toHaveLength(stories.flatMap(({ scenarios }) => scenarios).length);
    expect(second.stdout === first.stdout).toBe(true);
  });

  it("prints the same as data with --json", async () => {
    const { stdout, exitCode } = await examples("saga", "--json");
    const views = JSON.parse(stdout) as View[];
    expect(exitCode).toBe(0);
    expect(views.map(({ scenario }) => scenario)).toEqual(stories.find(({ example }) => example === "saga")?.scenarios.map(({ name }) => name));
    expect(views[0]).toMatchObject({
      example: "saga",
      took: 0,
      events: [{ at: 0, name: "shop/order.placed", sentBy: null }],
      runs: [{ functionId: "fulfil-order", status: "Completed", steps: [{ id: "reserve-inventory", attempts: [{ at: 0, outcome: "succeeded", error: null }] }, {}, {}, {}] }],
    });
  });

  it("explains itself with --help", async () => {
    const { stdout, exitCode } = await examples("--help");
    expect(stdout).toContain("Usage: examples [options] [name]");
    expect(exitCode).toBe(0);
  });

  it("names the examples when there is none of that name, and exits 2", async () => {
    const { stderr, exitCode } = await examples("sagas");
    expect(stderr).toBe(`examples: there is no example "sagas"; the examples are ${stories.map(({ example }) => example).join(", ")}`);
    expect(exitCode).toBe(2);
    expect((await examples("--bogus")).exitCode).toBe(2);
  });
});
