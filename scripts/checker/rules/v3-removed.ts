import type { ImportDeclaration } from "@babel/types";
import { attempts, ownNodes } from "../model/failures.ts";
import type { Model } from "../model/model.ts";
import { argumentsOf, type Call, isMember, memberName, objectOf, properties, textOf, unwrap } from "../model/values.ts";
import { error, type Found, type Rule, suggestion } from "../rule.ts";

const exports: Record<string, string> = {
  InngestMiddleware: "class extends Middleware.BaseMiddleware",
  isInngestMiddleware: "instanceof",
  GetEvents: "eventType(name, { schema })",
};
const packages: Record<string, string> = {
  "@inngest/realtime": "inngest, inngest/realtime, inngest/react",
  "@inngest/middleware-validation": "eventType(name, { schema })",
};
// The first major version that is for inngest 4.
const majors: Record<string, { least: number; harm: { ja: string; en: string } }> = {
  "@inngest/middleware-encryption": { least: 2, harm: { ja: "InngestMiddleware is not a constructor で落ちる", en: "it throws InngestMiddleware is not a constructor" } },
  "@inngest/middleware-sentry": { least: 1, harm: { ja: "InngestMiddleware is not a constructor で落ちる", en: "it throws InngestMiddleware is not a constructor" } },
  "@inngest/test": { least: 1, harm: { ja: "v3 の inngest がもう 1 つ入り、テストはそちらで走る", en: "it brings an inngest 3 of its own and tests run on that" } },
};
const serveOptions: Record<string, string> = {
  id: "new Inngest({ id })",
  signingKey: "new Inngest({ signingKey })",
  signingKeyFallback: "new Inngest({ signingKeyFallback })",
  baseUrl: "new Inngest({ baseUrl })",
  fetch: "new Inngest({ fetch })",
  logLevel: "new Inngest({ internalLogger: new ConsoleLogger({ level }) })",
  serveHost: "serveOrigin",
};

export const v3Removed: Rule = {
  id: "v3-removed",
  v4Only: true,
  check: (model) => [
    ...errorNames(model),
    ...model.tree.of("ImportDeclaration").flatMap((node) => imports(model, node)),
    ...model.tree.calls.flatMap((call) => callOptions(model, call)),
  ],
};

function imports(model: Model, { source, specifiers }: ImportDeclaration): Found[] {
  const { value } = source;
  const instead = Object.entries(packages).find(([name]) => value === name || value.startsWith(`${name}/`))?.[1];
  if (instead) {
    return [error(
      source,
      `${value} は v3 用のパッケージで、v4 のクライアントでは動かない。${instead} を使う`,
      `The package ${value} is for v3 and does not work with a v4 client. Use ${instead}`,
    )];
  }
  const old = outdated(model, value);
  if (old !== null) {
    return [error(
      source,
      `package.json の ${value} は ${old.range} で、v3 用である。v4 では${old.harm.ja}。${old.least} 以上にする: npm install ${value}@${old.least}`,
      `In package.json ${value} is ${old.range}, which is for v3. With v4 ${old.harm.en}. Take ${old.least} or newer: npm install ${value}@${old.least}`,
    )];
  }
  if (value !== "inngest") return [];
  return specifiers.flatMap((specifier) => {
    const name = specifier.type === "ImportSpecifier" ? (model.imported(specifier.local)?.name ?? "") : "";
    if (!Object.hasOwn(exports, name)) return [];
    return error(
      model.tree.binding(specifier.local)?.references[0] ?? specifier,
      `${name} は v4 の inngest にない。import が失敗する。${exports[name]} にする`,
      `inngest v4 does not export ${name}; the import fails. Write ${exports[name]}`,
    );
  });
}

function outdated(model: Model, name: string): { range: string; least: number; harm: { ja: string; en: string } } | null {
  const known = Object.hasOwn(majors, name) ? majors[name] : undefined;
  const range = model.packages[name];
  const major = range === undefined ? undefined : /^[\^~>=v\s]*(\d+)(?:\.|$|\s)/.exec(range)?.[1];
  return known === undefined || range === undefined || major === undefined || Number(major) >= known.least ? null : { ...known, range };
}

// What inngest 3 called errors of one's own, and timeouts and aborts.
const oldNames: Record<string, { ja: string; en: string }> = {
  Error: { ja: "v4 では素の Error にしか合わない。ほかは投げるクラスの名前と比べる", en: "In v4 it fits a plain Error only. Compare with the name of the class that is thrown" },
  DOMException: { ja: 'v4 では "TimeoutError" か "AbortError" である', en: 'In v4 it is "TimeoutError" or "AbortError"' },
};

function errorNames(model: Model): Found[] {
  return attempts(model).flatMap(({ node, hasSteps, awaitsOther, region }) => {
    const clause = node.handler;
    if (!hasSteps || awaitsOther || region.in !== "body" || clause?.param?.type !== "Identifier") return [];
    const caught = model.tree.binding(clause.param);
    return ownNodes(model, clause.body).flatMap((inner) => {
      if (inner.type !== "BinaryExpression" || !/^[!=]==?$/.test(inner.operator)) return [];
      if (!isMember(inner.left) || memberName(inner.left) !== "name" || caught === null || model.tree.binding(unwrap(inner.left.object)) !== caught) return [];
      const name = textOf(model.tree, inner.right) ?? "";
      const instead = Object.hasOwn(oldNames, name) ? oldNames[name] : undefined;
      if (!instead) return [];
      return suggestion(
        inner,
        `ステップのエラーの name を "${name}" と比べている。v3 はほかのクラスのエラーもこの名前にした。${instead.ja}`,
        `The name of a step's error is compared with "${name}". v3 gave that name to errors of other classes too. ${instead.en}`,
      );
    });
  });
}

function callOptions(model: Model, call: Call): Found[] {
  const imported = model.imported(call.callee);
  if (!imported?.from.startsWith("inngest/")) return [];
  const options = objectOf(model.tree, argumentsOf(call)[0]);
  if (options === null) return [];
  if (imported.name === "connect") {
    return properties(options).flatMap(({ name, key }) => (name === "rewriteGatewayEndpoint" ? removed(key, "connect", name, "gatewayUrl") : []));
  }
  if (imported.name !== "serve" && imported.name !== "createServer") return [];
  return properties(options).flatMap(({ name, key, value }) => {
    const instead = serveOptions[name];
    if (instead !== undefined && Object.hasOwn(serveOptions, name)) return removed(key, imported.name, name, instead);
    const streaming = name === "streaming" ? textOf(model.tree, value) : null;
    return streaming === null ? [] : removed(value, imported.name, `streaming: "${streaming}"`, "streaming: true");
  });
}

function removed(node: Found["node"], callee: string, name: string, instead: string): Found {
  return error(
    node,
    `${callee} の ${name} は v4 にない。JavaScript では黙って無視される。${instead} にする`,
    `${callee} has no ${name} in v4; from JavaScript it is ignored silently. Write ${instead}`,
  );
}
