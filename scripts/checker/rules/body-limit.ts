import { argumentsOf, type Call, chain, objectOf, property } from "../model/values.ts";
import { type Rule, suggestion } from "../rule.ts";

export const bodyLimit: Rule = {
  id: "body-limit",
  check: (model) => {
    const serves = model.tree.of("ImportDeclaration").some(({ source }) => source.value === "inngest/express");
    if (!serves) return [];
    const parsers = model.tree.calls.filter((node) => /^(express|bodyParser)\.json$/.test(chain(node.callee)?.join(".") ?? ""));
    const isLimited = (call: Call) => {
      const [first] = argumentsOf(call);
      const options = objectOf(model.tree, first);
      return first !== undefined && (options === null || property(options, "limit") !== null);
    };
    // With one that has a limit, which of them serves Inngest is for the reader to know.
    return parsers.some(isLimited) ? [] : parsers.map((node) =>
      suggestion(
        node,
        "express.json() の上限が既定の 100 KB。メモ化された結果は要求の本文で届くので、大きい run だけ 413 で失敗する。express.json({ limit: \"4mb\" }) にする",
        "express.json() has its default limit of 100 kB. Memoized results arrive in the request body, so only big runs fail, with 413. Write express.json({ limit: \"4mb\" })",
      ),
    );
  },
};
