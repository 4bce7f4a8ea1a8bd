import type { CallExpression, Node, ObjectExpression } from "@babel/types";
import type { ClientOptions, GetStepTools, Inngest } from "inngest";
import type { ClientOptions as ClientOptionsV3 } from "inngest-v3";
import type { Sdk } from "./module.ts";

type WaitOptions = Parameters<GetStepTools<Inngest>["waitForEvent"]>[1];

// The SDK leaves the type of these literals open, so the compiler accepts any key in them and the SDK ignores it.
// `Record<keyof ..., true>` makes an option that the SDK gains or loses an error here.
const clientKeys: Record<keyof ClientOptions, true> = {
  id: true,
  eventKey: true,
  signingKey: true,
  signingKeyFallback: true,
  env: true,
  baseUrl: true,
  fetch: true,
  isDev: true,
  appVersion: true,
  logger: true,
  internalLogger: true,
  middleware: true,
  checkpointing: true,
  experimentalCheckpointing: true,
  optimizeParallelism: true,
  sessionPropagation: true,
  aiMetadata: true,
  endpointAdapter: true,
};
const clientKeysV3: Record<keyof ClientOptionsV3, true> = {
  id: true,
  eventKey: true,
  baseUrl: true,
  fetch: true,
  schemas: true,
  env: true,
  logger: true,
  middleware: true,
  isDev: true,
  appVersion: true,
  optimizeParallelism: true,
  experimentalCheckpointing: true,
  checkpointing: true,
  endpointAdapter: true,
};
const waitKeys: Record<keyof WaitOptions, true> = { event: true, timeout: true, if: true, match: true };
const triggerKeys: Record<string, true> = { event: true, if: true, cron: true, jitter: true };

/** A key that compiles and that the SDK ignores. */
export type IgnoredKey = { name: string; of: string; node: Node };

/**
 * Finds keys that the compiler accepts although the SDK reads no such option.
 *
 * @param node any node of the tree; only `new Inngest({ ... })`, `waitForEvent(id, { ... })` and
 *   `createFunction({ triggers: { ... } })` have such keys
 * @param written the SDK that the code is for
 */
export function ignoredKeys(node: Node, written: Sdk): IgnoredKey[] {
  if (node.type === "NewExpression" && node.callee.type === "Identifier" && node.callee.name === "Inngest") {
    return unknownKeys(node.arguments[0], written === "v3" ? clientKeysV3 : clientKeys, "new Inngest");
  }
  if (node.type !== "CallExpression") return [];
  const method = methodName(node);
  if (method === "waitForEvent") return unknownKeys(node.arguments[1], waitKeys, "step.waitForEvent");
  if (method === "createFunction") return triggers(node, written).flatMap((trigger) => unknownKeys(trigger, triggerKeys, "triggers"));
  return [];
}

function methodName({ callee }: CallExpression): string | null {
  return callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : null;
}

function triggers(call: CallExpression, written: Sdk): (Node | null)[] {
  const options = call.arguments[0];
  if (options?.type !== "ObjectExpression") return [];
  const value = written === "v3" ? call.arguments[1] : properties(options).find(({ name }) => name === "triggers")?.value;
  return value?.type === "ArrayExpression" ? value.elements : value ? [value] : [];
}

function unknownKeys(node: Node | null | undefined, known: Record<string, true>, of: string): IgnoredKey[] {
  if (node?.type !== "ObjectExpression") return [];
  return properties(node).filter(({ name }) => !(name in known)).map(({ name, key }) => ({ name, of, node: key }));
}

function properties(object: ObjectExpression): { name: string; key: Node; value: Node }[] {
  return object.properties.flatMap((property) => {
    if (property.type === "SpreadElement" || property.computed) return [];
    const name = property.key.type === "Identifier" ? property.key.name : property.key.type === "StringLiteral" ? property.key.value : null;
    return name === null ? [] : [{ name, key: property.key, value: property.type === "ObjectProperty" ? property.value : property }];
  });
}
