import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { portsOf, serverArguments, serverEnvironment } from "./flags.ts";
import { freePorts } from "./ports.ts";

describe("the Dev Server is started", () => {
  const ports = portsOf([1, 2, 3, 4]);

  it("on loopback and on its own ports, without looking for apps or settings", () => {
    expect(serverArguments(ports, "empty.json", null).join(" ")).toBe(
      "dev --config empty.json --host 127.0.0.1 --port 1 --connect-gateway-port 2 --connect-gateway-grpc-port 3 --connect-executor-grpc-port 4 --no-discovery --no-poll",
    );
  });

  it("with a short interval between attempts only when that is asked for", () => {
    expect(serverArguments(ports, "c", 1).slice(-2)).toEqual(["--retry-interval", "1"]);
    expect(serverArguments(ports, "c", null)).not.toContain("--retry-interval");
  });

  it("without settings from the environment, telemetry and a look for updates", () => {
    const environment = serverEnvironment({ PATH: "/bin", HOME: "/home/me", INNGEST_PORT: "8288", INNGEST_SDK_URL: "http://x", DEBUG: "*", LOG_LEVEL: "trace" });
    expect(environment).toEqual({ PATH: "/bin", HOME: "/home/me", DO_NOT_TRACK: "1", NO_UPDATE_NOTIFIER: "1" });
  });
});

describe("free ports", () => {
  it("differ, and nobody listens on them", async () => {
    const found = await freePorts(8);
    expect(new Set(found).size).toBe(8);
    for (const port of found) {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
      server.close();
    }
  });
});
