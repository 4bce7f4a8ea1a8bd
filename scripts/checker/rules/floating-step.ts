import { dropped, forEachAround } from "../model/promises.ts";
import { error, type Rule } from "../rule.ts";

export const floatingStep: Rule = {
  id: "floating-step",
  check: (model) =>
    model.steps.flatMap(({ call, method }) => {
      const how = dropped(model, call);
      // A timer beside other steps, as `void step.sleep(...).then(...)`, is dropped on purpose.
      if (how !== null && how !== "chained") {
        return error(
          call,
          `step.${method} を待っていない。ハンドラーが先に終わり、ステップは捨てられる。await するか、Promise.all に入れて待つ`,
          `step.${method} is not awaited. The handler ends first and the step is thrown away. Await it, alone or in Promise.all`,
        );
      }
      if (forEachAround(model, call) === null) return [];
      return error(
        call,
        `forEach の async コールバックの中で step.${method} を呼んでいる。forEach は待たないので、ハンドラーが先に終わりステップは捨てられる。for...of か Promise.all(items.map(...)) にする`,
        `step.${method} is called in an async callback of forEach, which waits for nothing: the handler ends first and the step is thrown away. Use for...of or Promise.all(items.map(...))`,
      );
    }),
};
