import type { Reporter, TestModule } from "vitest/node";

/** Tells on stderr which test file begins and ends, so that the one that never ends can be named. */
export default class Started implements Reporter {
  onTestModuleStart(module: TestModule): void {
    process.stderr.write(`\u0001start ${module.moduleId}\n`);
  }

  onTestModuleEnd(module: TestModule): void {
    process.stderr.write(`\u0001end ${module.moduleId}\n`);
  }
}
