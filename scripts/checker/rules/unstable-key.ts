import type { Node, ObjectProperty } from "@babel/types";
import type { Model } from "../model/model.ts";
import { isCall, isMember, memberName, unwrap } from "../model/values.ts";
import { volatile } from "../model/volatile.ts";
import { error, type Rule } from "../rule.ts";

const keys = /^(idempotency|dedupe|deduplication)[_-]?key$/i;

export const unstableKey: Rule = {
  id: "unstable-key",
  check: (model) =>
    model.tree.of("ObjectProperty").flatMap((entry) => {
      const changing = names(entry) && model.region(entry).in === "step" ? changingPart(model, entry.value, 0) : null;
      if (changing === null) return [];
      return error(
        entry.value,
        `冪等キーが ${changing} で変わる。試行ごとに別のキーになり、相手は再試行を別の依頼とみなして二重に行う。業務の id から作る: \`charge/\${orderId}\``,
        `The idempotency key changes with ${changing}. Each attempt has another key, so the service takes a retry for another request and does it again. Build it from a business id: \`charge/\${orderId}\``,
      );
    }),
};

/** `idempotencyKey`, or a header `"Idempotency-Key"`. */
function names({ key }: ObjectProperty): boolean {
  return keys.test(key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : "");
}

/** How the part of a key is written that another attempt makes anew, or null. A day, or what stands in for a missing value, is no such part. */
function changingPart(model: Model, value: Node, depth: number): string | null {
  const node = unwrap(value);
  if (node.type === "TemplateLiteral") return node.expressions.map((part) => changingPart(model, part, depth)).find((part) => part !== null) ?? null;
  if (node.type === "BinaryExpression" && node.operator === "+") return changingPart(model, node.left, depth) ?? changingPart(model, node.right, depth);
  if (model.contextField(node) === "attempt") return "attempt";
  const made = volatile(model, node);
  if (made !== null) return made.text;
  if (isCall(node) && isMember(node.callee) && /^(toString|toISOString|getTime|valueOf)$/.test(memberName(node.callee) ?? "")) return changingPart(model, node.callee.object, depth);
  const binding = model.tree.binding(node);
  const isOwn = binding?.kind === "const" && binding.path.length === 0 && depth < 3 && model.region(binding.declaration).in === "step";
  return isOwn && binding.init ? changingPart(model, binding.init, depth + 1) : null;
}
