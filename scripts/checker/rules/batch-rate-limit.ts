import { optionOf } from "../model/config.ts";
import { property } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const batchRateLimit: Rule = {
  id: "batch-rate-limit",
  check: (model) =>
    model.functions.flatMap((fn) => {
      if (property(fn.options, "batchEvents") === null) return [];
      // Events that do not fit its condition start runs of their own, which are limited.
      const say = property(optionOf(model, fn, "batchEvents"), "if") === null ? error : suggestion;
      return ["idempotency", "rateLimit"].flatMap((option) => {
        const node = property(fn.options, option);
        if (node === null) return [];
        return say(
          node,
          `batchEvents の関数に ${option} がある。同期は通るが、まとめた run には効かず、重複や超過もそのまま処理される。${option === "idempotency" ? "書き込む先で重複を断る(一意な鍵、idempotencyKey)" : "始まりを抑えるなら throttle"}か、batchEvents をやめる`,
          `A function with batchEvents has ${option}. The sync accepts it, but it does not count for batches: what is duplicate or too much is handled all the same. ${option === "idempotency" ? "Let the place that is written to refuse duplicates (a unique key, an idempotencyKey)" : "Use throttle to slow the starts"}, or drop batchEvents`,
        );
      });
    }),
};
