import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { isFunction } from "../model/tree.ts";
import { argumentsOf, base, type Call, isCall, isMember, memberName, objectOf, property, resolve, textOf } from "../model/values.ts";
import { error, type Rule } from "../rule.ts";

// Each refuses or redirects whoever has not logged in. What a matcher of Next.js or code of one's own lets through, the source does not tell.
const guards: Record<string, RegExp> = {
  "hono/basic-auth": /^basicAuth$/,
  "hono/bearer-auth": /^bearerAuth$/,
  "hono/jwt": /^jwt$/,
  "hono/jwk": /^jwk$/,
  "express-basic-auth": /^(default|\*)$/,
  "express-jwt": /^(expressjwt|default)$/,
  "express-oauth2-jwt-bearer": /^auth$/,
  "express-openid-connect": /^requiresAuth$/,
  "@clerk/express": /^requireAuth$/,
};

/** `app.use(path, handler)` and its like. */
type Route = { call: Call; app: Node | string; at: number; path: string | null };

export const authInFront: Rule = {
  id: "auth-in-front",
  check: (model) => {
    const served = routes(model, /^(use|on|all|get|post|put)$/, (handler) => isCall(handler) && isServe(model, handler));
    const guarded = served.length === 0 ? [] : routes(model, /^use$/, (handler) => isCall(handler) && isGuard(model, handler));
    return guarded.flatMap((guard) => {
      const behind = served.find(({ call, app, at, path }) => app === guard.app && guard.at < at && around(model, call) === around(model, guard.call) && covers(model, guard.path, path));
      if (!behind) return [];
      return error(
        guard.call.arguments[0] ?? guard.call,
        `ログインを求める middleware が ${behind.path ?? "serve"} の前にある。Inngest からの登録と実行が 401 やログイン画面になり、関数は動かない。リクエストは署名で守られている。serve のルートを先に書く`,
        `Middleware that asks for a login stands before ${behind.path ?? "serve"}. Inngest's requests to register and to run get a 401 or a login page and no function runs. They are guarded by signatures. Put the route of serve first`,
      );
    });
  },
};

function routes(model: Model, methods: RegExp, isWanted: (handler: Node | null) => boolean): Route[] {
  return model.tree.calls.flatMap((node) => {
    if (!isMember(node.callee) || !methods.test(memberName(node.callee) ?? "")) return [];
    const values = argumentsOf(node);
    if (!values.some((value) => isWanted(resolve(model.tree, value)))) return [];
    const root = base(node.callee);
    return { call: node, app: model.tree.binding(root)?.identifier ?? (root.type === "Identifier" ? root.name : root), at: node.callee.property.start ?? 0, path: values.map((value) => textOf(model.tree, value)).find((text) => text !== null) ?? null };
  });
}

function isServe(model: Model, call: Call): boolean {
  const imported = model.imported(call.callee);
  return imported?.name === "serve" && /^inngest\/(hono|express)$/.test(imported.from);
}

function isGuard(model: Model, call: Call): boolean {
  const imported = model.imported(call.callee);
  if (imported === null || !Object.hasOwn(guards, imported.from) || !guards[imported.from]?.test(imported.name)) return false;
  return property(objectOf(model.tree, argumentsOf(call)[0]), "credentialsRequired") === null;
}

/** Whether middleware at a path also gets the requests of a route. Of Express a path covers what is below it, of Hono only one with a star. */
function covers(model: Model, guard: string | null, route: string | null): boolean {
  const prefix = guard?.replace(/\/?\*$/, "").replace(/\/$/, "") ?? "";
  if (prefix === "") return true;
  if (route === null) return false;
  const isWide = guard?.endsWith("*") === true || model.tree.of("ImportDeclaration").some(({ source }) => source.value === "inngest/express");
  return route === prefix || (isWide && route.startsWith(`${prefix}/`));
}

/** The function whose body makes the route: only there the order of the source is that of the calls. */
function around(model: Model, call: Call): Node | null {
  return [...model.tree.above(call)].find(isFunction) ?? null;
}
