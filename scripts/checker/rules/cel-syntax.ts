import { problem, restrictedProblem, syntaxProblem } from "../model/cel-problems.ts";
import { celText } from "../model/cel.ts";
import { type Expression, expressions } from "../model/config.ts";
import { textOf } from "../model/values.ts";
import { type Rule, error, suggestion } from "../rule.ts";
import { isBareConstant } from "./constant-key.ts";

const checks: Record<Expression["of"], (text: string) => string | null> = {
  trigger: problem,
  later: problem,
  key: syntaxProblem,
  "singleton-key": syntaxProblem,
  priority: syntaxProblem,
  "strict-key": problem,
};

export const celSyntax: Rule = {
  id: "cel-syntax",
  check: (model) =>
    expressions(model).flatMap(({ node, option, of }) => {
      const cel = celText(model, node);
      if (cel === null || (of.endsWith("key") && isBareConstant(cel.text))) return [];
      const check = option === "cancelOn[].if" ? restrictedProblem : checks[of];
      const wrong = check(cel.text);
      if (wrong !== null) {
        return error(
          node,
          `${option} が CEL として読めない: ${wrong}。同期が断られるか、条件が真にならない。JavaScript ではなく CEL で書く(== で比べ、文字列は引用符、\${} や {{}} は使わない)`,
          `${option} is no valid CEL: ${wrong}. The sync is refused or the condition is never true. Write CEL, not JavaScript (compare with ==, quote strings, no \${} or {{}})`,
        );
      }
      const placeholder = /\$\{.*?\}|\{\{.*?\}\}/s.exec(textOf(model.tree, node) ?? "")?.[0];
      if (placeholder !== undefined) {
        return error(
          node,
          `${option} の引用符の中の ${placeholder} は文字のまま比べられ、条件が真にならない。CEL は \${} も {{}} も置き換えない。引用符を外して event.data. から書く。JavaScript の値ならテンプレートリテラルにして \${JSON.stringify(値)} にする`,
          `The ${placeholder} in the quotes of ${option} is compared as these characters, and the condition is never true: CEL replaces neither \${} nor {{}}. Write event.data. without quotes; for a value of JavaScript use a template literal with \${JSON.stringify(value)}`,
        );
      }
      return cel.bare.slice(0, 1).map((inserted) =>
        suggestion(
          inserted,
          `${option} に値を引用符なしで埋め込んでいる。文字列なら CEL の変数名と読まれ、条件が真にならない。\${JSON.stringify(値)} にする`,
          `A value is inserted into ${option} without quotes. A string is read as the name of a CEL variable and the condition is never true. Write \${JSON.stringify(value)}`,
        ),
      );
    }),
};
