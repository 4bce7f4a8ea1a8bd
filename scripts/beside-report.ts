import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** An error outside of any test: in a hook such as afterAll, or one that nobody waits for. `file` is the test file's path. */
export type Aside = { file: string | null; text: string; stack: string };

/**
 * Tells on stderr what vitest's JSON report leaves out: which test file begins and ends, so that the one that never ends
 * can be named, and the errors outside of tests, with which every test may be green.
 */
export default class BesideReport implements Reporter {
  onTestModuleStart(module: TestModule): void {
    tell("start", module.moduleId);
  }

  onTestModuleEnd(module: TestModule): void {
    tell("end", module.moduleId);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const error of unhandled) aside(typeof error.VITEST_TEST_PATH === "string" ? error.VITEST_TEST_PATH : null, error);
    for (const module of modules) {
      const suites = [module, ...module.children.allSuites()];
      for (const error of suites.flatMap((suite) => suite.errors())) aside(module.moduleId, error);
    }
  }
}

function aside(file: string | null, { name, message, stack = "" }: { name?: string; message: string; stack?: string }): void {
  tell("aside", JSON.stringify({ file, text: `${name ?? "Error"}: ${message}`, stack } satisfies Aside));
}

function tell(word: string, what: string): void {
  process.stderr.write(`\u0001${word} ${what}\n`);
}
