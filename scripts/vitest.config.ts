import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ["**/*.test.ts"],
    exclude: ["**/.work-*/**", "**/node_modules/**"],
    reporters: ["default", join(import.meta.dirname, "closing-line.ts")],
    testTimeout: 30_000,
    // Many tests are about failures, which the SDK logs.
    silent: "passed-only",
  },
});
