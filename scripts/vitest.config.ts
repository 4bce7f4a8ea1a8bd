import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What is measured comes last, when the others leave the machine alone. */
class MeasuredLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isMeasured = ({ moduleId }: TestSpecification) => moduleId.endsWith("scale.test.ts");
    return [...sorted.filter((file) => !isMeasured(file)), ...sorted.filter(isMeasured)];
  }
}

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ["**/*.test.ts"],
    exclude: ["**/.work-*/**", "**/node_modules/**"],
    reporters: ["default", join(import.meta.dirname, "closing-line.ts")],
    testTimeout: 30_000,
    // Many tests are about failures, which the SDK logs.
    silent: "passed-only",
    // Many tests wait for a process of their own: with a file for each core, cores stand idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: MeasuredLast },
  },
});
