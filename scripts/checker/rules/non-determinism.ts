import { type Sink, sinks } from "../model/flow.ts";
import { type Volatile, volatile } from "../model/volatile.ts";
import { error, type Kind, type Rule, suggestion } from "../rule.ts";

export const nonDeterminism: Rule = {
  id: "non-determinism",
  check: (model) =>
    model.tree.nodes.flatMap((node) => {
      const value = volatile(model, node);
      if (value === null) return [];
      const region = model.region(node);
      if (region.in !== "body" || region.handler.kind === "helper") return [];
      const kind = severity(value, sinks(model, node));
      if (kind === null) return [];
      const say = kind === "error" ? error : suggestion;
      return say(
        node,
        `ステップの外の ${value.text} がステップや分岐に届いている。本体は再開のたびに走り、そのたびに違う値になる。await step.run(id, () => ${value.text}) で 1 度だけ作り、その返り値を使う`,
        `${value.text} outside of a step reaches a step or a branch. The body runs on every resumption and the value differs each time. Make it once with await step.run(id, () => ${value.text}) and use what that returns`,
      );
    }),
};

// A time that one step alone sees does no harm. Two steps, or a branch around steps, can see two values.
function severity({ kind }: Volatile, reached: Sink[]): Kind | null {
  const rest = reached.filter((sink) => sink.kind !== "id");
  const steps = new Set(rest.flatMap(({ step }) => step ?? []));
  if (steps.size > 1) return "error";
  const branches = rest.some((sink) => sink.kind === "branch");
  const sleeps = rest.some((sink) => sink.kind === "input" && sink.step.method.startsWith("sleep"));
  if (kind === "random" && (branches || sleeps)) return "error";
  return branches || (kind === "random" && steps.size > 0) ? "suggestion" : null;
}
