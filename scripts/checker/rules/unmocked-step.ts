import type { NewExpression, Node } from "@babel/types";
import { ownNodes } from "../model/failures.ts";
import type { InngestFunction, Model, Step } from "../model/model.ts";
import { argumentsOf, chain, hasSpread, isCall, isMember, listOf, memberName, objectOf, property, resolve, textOf, wrapped } from "../model/values.ts";
import { type ProjectRule, suggestion } from "../rule.ts";

const hanging = /^(sleep|sleepUntil|invoke|waitForEvent)$/;

export const unmockedStep: ProjectRule = {
  id: "unmocked-step",
  check: (models) =>
    models.flatMap((model) =>
      model.tree.of("NewExpression").flatMap((node) => {
        if (model.imported(node.callee)?.from !== "@inngest/test") return [];
        const mocked = mocksOf(model, node);
        const fn = mocked && functionOf(models, model, property(objectOf(model.tree, argumentsOf(node)[0]), "function"));
        if (!mocked || !fn) return [];
        const missing = certainSteps(fn.model, fn.fn).filter((step) => {
          const id = idOf(fn.model, step);
          return id !== null && !mocked.has(id);
        });
        if (missing.length === 0) return [];
        const names = missing.map((step) => `"${idOf(fn.model, step)}"`).join(", ");
        const [ja, en] = missing.some(({ method }) => method !== "sendEvent") ? ["終わらず、テストがタイムアウトする", "never ends, and the test times out"] : ["本物のイベントを送る", "sends a real event"];
        return [{ model, ...suggestion(
          node,
          `モックしないステップ ${names} を残して execute() を呼んでいる。@inngest/test では${ja}。steps に { id, handler: () => 値 } を加えるか、durable で確かめる`,
          `execute() is called with the steps ${names} not mocked. In @inngest/test that ${en}. Add { id, handler: () => value } to steps, or test with durable`,
        ) }];
      }),
    ),
};

/** The ids that a test mocks for `execute()`; null when that is not called here, or the mocks are not written out. */
function mocksOf(model: Model, engine: NewExpression): Set<string> | null {
  const declarator = model.tree.parent(wrapped(model.tree, engine));
  const binding = declarator?.type === "VariableDeclarator" ? model.tree.binding(declarator.id as Node) : null;
  const uses = binding ? binding.references : [wrapped(model.tree, engine)];
  const given = [argumentsOf(engine)[0]];
  for (const use of uses) {
    const member = model.tree.parent(use);
    const call = isMember(member) && memberName(member) === "execute" ? model.tree.parent(member) : null;
    if (isCall(call) && !expectsFailure(model, call)) given.push(argumentsOf(call)[0]);
  }
  if (given.length === 1) return null;
  const ids = given.flatMap((options) => (options === undefined ? [] : idsIn(model, options)));
  return ids.includes(null) ? null : new Set(ids.flatMap((id) => id ?? []));
}

/** The ids of `{ steps: [{ id, handler }] }`, null for one that is not known. */
function idsIn(model: Model, value: Node): (string | null)[] {
  const options = objectOf(model.tree, value);
  if (options === null || hasSpread(options) || property(options, "transformCtx") !== null) return [null];
  const steps = resolve(model.tree, property(options, "steps"));
  if (steps === null) return [];
  if (steps.type !== "ArrayExpression" || steps.elements.some((element) => element?.type === "SpreadElement")) return [null];
  return listOf(model.tree, steps).map((entry) => (entry.type === "ObjectExpression" ? textOf(model.tree, property(entry, "id")) : null));
}

/** Whether a test is about a failure, after which later steps are not reached. */
function expectsFailure(model: Model, call: Node): boolean {
  const around = [...model.tree.above(call)].find((above) => isCall(above) && /^(it|test)(\.|$)/.test(chain(above.callee)?.join(".") ?? ""));
  return around !== undefined && model.tree.below(around).some((node) => node.type === "ThrowStatement" || /^(mock(Rejected|Throw)|toThrow|rejects$|reject$)/.test(memberName(node) ?? ""));
}

/** The function under test: of this file, or the only exported one of its name. */
function functionOf(models: Model[], model: Model, value: Node | null): { model: Model; fn: InngestFunction } | null {
  const node = resolve(model.tree, value);
  const own = model.functions.find(({ call }) => call === node);
  if (own) return { model, fn: own };
  const name = model.imported(node)?.name;
  const found = models.flatMap((other) => other.functions.flatMap((fn) => {
    const declarator = other.tree.parent(fn.call);
    return declarator?.type === "VariableDeclarator" && declarator.id.type === "Identifier" && declarator.id.name === name ? [{ model: other, fn }] : [];
  }));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The steps that every run of a function reaches and that @inngest/test does not play. */
function certainSteps(model: Model, fn: InngestFunction): Step[] {
  const main = fn.handlers.find(({ kind }) => kind === "main");
  if (!main) return [];
  const leaves = ownNodes(model, main.node).filter(({ type }) => type === "ReturnStatement" || type === "ThrowStatement");
  return main.steps.filter(({ method, call }) => {
    if (!hanging.test(method) && method !== "sendEvent") return false;
    if (leaves.some((leave) => (leave.end ?? 0) < (call.start ?? 0))) return false;
    for (const above of model.tree.above(call)) {
      if (above === main.node) return true;
      if (/^(If|For|While|DoWhile|ForOf|ForIn|Switch|Try)Statement$|^(Conditional|Logical|ArrowFunction|Function)Expression$|^FunctionDeclaration$/.test(above.type)) return false;
    }
    return false;
  });
}

function idOf(model: Model, { id }: Step): string | null {
  return textOf(model.tree, property(objectOf(model.tree, id), "id") ?? id);
}
