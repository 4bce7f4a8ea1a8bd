import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ["*.client.ts"],
    globalSetup: join(import.meta.dirname, "clients.ts"),
    reporters: ["verbose", join(import.meta.dirname, "../closing-line.ts")],
    // Each step of a life on a user's machine builds on the one before.
    bail: 1,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
