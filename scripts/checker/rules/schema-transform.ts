import { schemaCalls, schemaMethod, schemasOf } from "../model/schemas.ts";
import { error, type Rule } from "../rule.ts";

const changing = /^(transform|preprocess|default|prefault|catch|overwrite|stringbool|codec|coerce\..+)$/;

export const schemaTransform: Rule = {
  id: "schema-transform",
  v4Only: true,
  check: (model) =>
    schemasOf(model).flatMap(({ schema }) => {
      const call = schemaCalls(model, schema).find((inner) => changing.test(schemaMethod(inner) ?? ""));
      if (!call) return [];
      return error(
        call,
        `イベントのスキーマに ${schemaMethod(call)} がある。スキーマは検証にだけ使われ、変換した値は捨てられる(型エラーにもなる)。検証だけにして、変換はハンドラーで行う`,
        `An event's schema has ${schemaMethod(call)}. A schema only validates and its output is thrown away (a type error as well). Keep to validation and convert in the handler`,
      );
    }),
};
