import { error, type Rule } from "../rule.ts";

export const nestedSteps: Rule = {
  id: "nested-steps",
  check: (model) =>
    model.steps.flatMap(({ call, method }) => {
      if (method === "fetch") return [];
      const region = model.region(call);
      if (region.in !== "step" || region.step.call === call) return [];
      return error(
        call,
        `step.${region.step.method} の中で step.${method} を呼んでいる。内側のステップは計画されず、run が Running のまま止まる。外へ出すか、中ではステップでない普通のコードを書く`,
        `step.${method} is called inside step.${region.step.method}. The inner step is never planned and the run hangs in Running. Move it out, or write plain code inside`,
      );
    }),
};
