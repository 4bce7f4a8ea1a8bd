import { schemaCalls, schemaMethod, schemasOf } from "../model/schemas.ts";
import { resolve } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

export const strictInvokeSchema: Rule = {
  id: "strict-invoke-schema",
  v4Only: true,
  check: (model) =>
    schemasOf(model).flatMap(({ schema, of }) => {
      if (of !== "invoke") return [];
      // Only the outermost object meets the added key.
      const outer = resolve(model.tree, schema);
      const strict = schemaCalls(model, schema).find((call) => call === outer && /^(strictObject|strict)$/.test(schemaMethod(call) ?? ""));
      if (!strict) return [];
      return error(
        schema,
        "invoke のスキーマが未知の欄を拒む。サーバーは event.data に _inngest を足すので、正しいデータの step.invoke も失敗する。z.object を使う",
        "The schema of invoke refuses unknown keys. The server adds _inngest to event.data, so step.invoke fails even with right data. Use z.object",
      );
    }),
};
