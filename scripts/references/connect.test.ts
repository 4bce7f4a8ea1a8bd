import { afterEach, expect, it, vi } from "vitest";
import { Inngest } from "inngest";
import { connect } from "inngest/connect";
import { silent } from "../runtime/test-kit.ts";
import { fencesOf } from "./kit.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

it("the worker says what it lacks where there is no WebSocket", async () => {
  vi.stubGlobal("WebSocket", undefined);
  vi.stubEnv("INNGEST_DEV", "1");
  vi.stubEnv("INNGEST_CONNECT_ISOLATE_EXECUTION", "false"); // the thread would have a WebSocket of its own
  const [{ startWorker }] = await fencesOf("connect.md", ["src/worker.ts"]);
  await expect((startWorker as () => Promise<void>)()).rejects.toThrow("WebSockets not supported in current environment");
});

it.each([
  ["no app", [], "No apps provided"],
  ["two apps of one id", [{ id: "a" }, { id: "a" }], "Duplicate app id: a"],
  ["apps of two environments", [{ id: "a", env: "one" }, { id: "b", env: "two" }], "All apps must be configured to the same environment"],
])("refuses %s", async (_, apps, message) => {
  const clients = apps.map((options) => ({ client: new Inngest({ ...options, isDev: true, logger: silent }), functions: [] }));
  await expect(connect({ apps: clients, isolateExecution: false, handleShutdownSignals: [] })).rejects.toThrow(message);
});
