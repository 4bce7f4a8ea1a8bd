import { listOf, numberOf, property } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

const pauses = /^(sleep|sleepUntil|waitForEvent|waitForSignal|invoke)$/;

export const concurrencyIsNotAMutex: Rule = {
  id: "concurrency-is-not-a-mutex",
  check: (model) =>
    model.functions.flatMap(({ options, handlers }) => {
      const one = listOf(model.tree, property(options, "concurrency")).find(
        (entry) => numberOf(model.tree, entry.type === "ObjectExpression" ? property(entry, "limit") : entry) === 1,
      );
      const pausing = handlers.find(({ kind }) => kind === "main")?.steps.find(({ method }) => pauses.test(method));
      if (!one || !pausing || property(options, "singleton") !== null) return [];
      return suggestion(
        one,
        `concurrency を 1 にし、ハンドラーで step.${pausing.method} を使っている。数えるのは実行中のステップで、待っている間に別の run が進む。run を 1 つに限るなら singleton を使う`,
        `concurrency is 1 and the handler uses step.${pausing.method}. It counts executing steps, so another run goes on during the wait. To allow one run at a time use singleton`,
      );
    }),
};
