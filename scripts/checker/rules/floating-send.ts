import type { Node } from "@babel/types";
import type { Model } from "../model/model.ts";
import { dropped } from "../model/promises.ts";
import { isCall, isMember, memberName } from "../model/values.ts";
import { error, type Rule, suggestion } from "../rule.ts";

export const floatingSend: Rule = {
  id: "floating-send",
  check: (model) =>
    model.tree.calls.flatMap((call) => {
      if (!isMember(call.callee) || memberName(call.callee) !== "send" || !model.isClient(call.callee.object)) return [];
      const how = dropped(model, call);
      if (how === null || isTimed(model, call) || (how === "caught" && (isLongLived(model) || isMeant(model, call)))) return [];
      const say = how === "caught" || how === "chained" || how === "void" ? suggestion : error;
      return say(
        call,
        "inngest.send を待っていない。サーバーレスでは応答の後にプロセスが止まり、イベントが失われる。await するか、ホストの waitUntil に渡す",
        "inngest.send is not awaited. On serverless hosts the process stops after the response and the event is lost. Await it, or hand it to the host's waitUntil",
      );
    }),
};

const servers = /^(express|fastify|koa|@hono\/node-server|@nestjs\/core)$/;
const serverless = /^(next|nuxt|nitropack|astro|serverless-http|@codegenie\/serverless-express|@sveltejs\/kit|@remix-run\/\w+|@react-router\/\w+)$|^@(vercel|netlify|cloudflare|aws-lambda-powertools|google-cloud\/functions)\b|aws-lambda/;

/** Whether the project is a server whose process lives on after a response, as far as its packages tell. */
function isLongLived({ packages }: Model): boolean {
  const names = Object.keys(packages);
  return names.some((name) => servers.test(name)) && !names.some((name) => serverless.test(name));
}

/** Whether a comment in the lines above the statement says that the event may be lost. */
function isMeant({ tree }: Model, call: Node): boolean {
  const statement = [...tree.above(call)].find(({ type }) => type.endsWith("Statement"));
  const line = statement?.loc?.start.line ?? 0;
  return tree.comments.some(({ value, loc }) => loc != null && line - loc.end.line > 0 && line - loc.end.line <= 3 && /fire[- ](and|&)[- ]forget|best[- ]effort|non[- ]?critical/i.test(value));
}

/** Whether a timer runs the code: then the process lives on by itself. */
function isTimed(model: Model, node: Node): boolean {
  return [...model.tree.above(node)].some((above) => isCall(above) && above.callee.type === "Identifier" && /^set(Timeout|Interval)$/.test(above.callee.name));
}
