import type { Reporter, SerializedError, TestModule } from "vitest/node";

/**
 * Closes a run with what tests measured, and the plain line "N passed, N failed, N skipped". A file that does not load
 * counts as one failed test, and so does an error outside of any test.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => test.result().state);
    const figures = tests.flatMap((test) => test.meta().figure ?? []);
    const count = (state: string) => states.filter((s) => s === state).length;
    const outside = unhandled.length + modules.filter((module) => [module, ...module.children.allSuites()].some((suite) => suite.errors().length > 0)).length;
    // After the default reporter's own summary.
    process.once("exit", () => {
      for (const figure of figures) console.log(figure);
      console.log(`${count("passed")} passed, ${count("failed") + outside} failed, ${count("skipped")} skipped`);
    });
  }
}
