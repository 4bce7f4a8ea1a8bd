import type { Node } from "@babel/types";
import type { Model } from "./model.ts";
import { isFunction, type Tree } from "./tree.ts";
import { argumentsOf, base, type Call, chain, isCall, isMember, memberName, objectOf, property, textOf, unwrap, wrapped } from "./values.ts";

/** A call that reaches outside of the process. */
export type Effect = {
  call: Call;
  /** How the callee is written. */
  text: string;
  /** The service: the leftmost name. */
  service: string;
  kind: "read" | "write";
  /** Whether a write is known by its API and not only by a verb in a name. */
  sure: boolean;
  /** Whether doing it twice leaves what doing it once leaves, as far as the name tells: an update, an upsert, a delete. */
  repeatable: boolean;
};

const repeatable = /\.(update|updateMany|updateOne|upsert|delete|deleteMany|deleteOne|remove|replaceOne|set[A-Z]\w*|findOneAndUpdate|findByIdAndUpdate|findOneAndDelete|findByIdAndDelete)(\.|$)/;

const ormWrites = /^(create|createMany|createManyAndReturn|update|updateMany|upsert|delete|deleteMany|updateOne|deleteOne|insertOne|insertMany|findOneAndUpdate|findByIdAndUpdate|findOneAndDelete|findByIdAndDelete|replaceOne|bulkWrite|insert|save|remove|setStatus)$/;
const ormReads = /^(findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|findOne|findById|find|aggregate|count|groupBy|select|query|execute|page)$/;
const database = /^(prisma|db|database|tx|trx|knex|drizzle|supabase|mongo|pool|sql)(Client|Admin|Service)?$|(Prisma|Db|Supabase|Repository|Repo)(Client|Admin)?$/i;
const apiWrites = /^(post|put|patch|delete|send|sendMail|sendEmail|postMessage|charge|refund|capture|cancel|reserve|release|publish|upload|putObject|push)$/;
const httpClients = /^(axios|ky|got|superagent|undici)$/;
const services = /^(resend|sendgrid|sgMail|mailgun|postmark|nodemailer|transporter|mailer|slack|twilio|stripe|payments|inventory|storage|s3|s3Client|r2|partner|octokit|notion|discord|telegram|pusher|ably|openai|anthropic)(Client)?$/i;
const namedWrites = /^(send|notify|charge|refund|publish|post|deliver)(Email|Mail|Sms|SMS|Text|Message|Notification|Slack|Push|Invite|Invitation|Receipt|Reminder|Webhook|Invoice|Payment|User|Admin|Team|Card|Customer|Order|To|Alert|Welcome)?\w*$/;

/** Tells what a call does outside of the process, when its API is known. */
export function effectOf(model: Model, call: Call): Effect | null {
  const parts = chain(call.callee);
  const root = base(call.callee);
  if (parts === null || root.type !== "Identifier") return null;
  const [service = "", ...rest] = parts;
  const last = rest.at(-1) ?? "";
  const effect = (kind: "read" | "write", sure = true, of = service): Effect => ({ call, text: parts.join("."), service: of, kind, sure, repeatable: repeatable.test(parts.join(".")) });
  if (service === "fetch" && rest.length === 0) {
    if (model.tree.binding(root) !== null && model.imported(root)?.from !== "node-fetch" && model.imported(root)?.from !== "undici") return null;
    const method = textOf(model.tree, property(objectOf(model.tree, argumentsOf(call)[1]), "method"));
    return effect(method !== null && !/^(get|head)$/i.test(method) ? "write" : "read");
  }
  if (isLocal(model, root)) return null;
  if (rest.length === 0) return namedWrites.test(service) && isOutside(model, root) && !/^post(process|pone)/i.test(service) ? effect("write") : null;
  if (httpClients.test(service)) return effect(/^(post|put|patch|delete)$/.test(last) ? "write" : "read");
  if (database.test(service)) {
    if (rest.some((part) => ormWrites.test(part))) return effect("write");
    return rest.some((part) => ormReads.test(part)) ? effect("read") : null;
  }
  if (namesTable(call)) {
    if (rest.some((part) => /^(insert|update|upsert|delete)$/.test(part))) return effect("write", true, "supabase");
    return rest.includes("select") ? effect("read", true, "supabase") : null;
  }
  if (services.test(service)) {
    if (apiWrites.test(last) || /^(create|update|del)$/.test(last)) return effect("write", !/openai|anthropic/i.test(service));
    return /^(retrieve|list|get|search|find)/.test(last) ? effect("read") : null;
  }
  if (/^(sendMail|sendEmail|postMessage|findByIdAndUpdate|findOneAndUpdate|updateOne|deleteOne|insertOne|insertMany|updateMany|deleteMany)$/.test(last)) return effect("write");
  return null;
}

/** `admin.from("orders").update(...)`: a client of Supabase under any name. */
function namesTable(call: Call): boolean {
  return calleesOf(call).some((inner) => isCall(inner) && memberName(inner.callee) === "from" && inner.arguments.length === 1 && inner.arguments[0]?.type === "StringLiteral");
}

/**
 * Whether a call's promise is waited for in place, also behind `.then` and `.catch` and among others in `Promise.all`.
 *
 * @param callback a function whose caller waits for what it returns
 */
export function isAwaited({ tree }: Model, call: Node, callback: Node | null = null): boolean {
  for (let node: Node | null = call; node !== null; ) {
    const promise = wrapped(tree, node);
    const parent = tree.parent(promise);
    if (parent?.type === "AwaitExpression" || (parent !== null && parent === callback)) return true;
    if (parent?.type === "ReturnStatement" && callback !== null) return [...tree.above(parent)].find(isFunction) === callback;
    node = onwards(tree, promise);
  }
  return false;
}

/** The expression whose promise waits for that of a node, or null. */
function onwards(tree: Tree, node: Node): Node | null {
  const parent = tree.parent(node);
  const above = parent && tree.parent(parent);
  // a().catch(log)
  if (isMember(parent)) return tree.slot(node) === "object" && isCall(above) ? above : null;
  // Promise.all([a(), b()])
  if (parent?.type === "ArrayExpression") return isCombinator(above) ? above : null;
  // items.map((item) => a(item))
  if (isFunction(parent)) return tree.slot(node) === "body" && isCall(above) && above.arguments[0] === parent && /^(map|flatMap)$/.test(memberName(above.callee) ?? "") ? above : null;
  return isCombinator(parent) ? parent : null;
}

function isCombinator(node: Node | null | undefined): node is Call {
  return isCall(node) && /^Promise\.(all|allSettled|any|race|resolve)$/.test(chain(node.callee)?.join(".") ?? "");
}

/** A name of the handler itself: an object that was made here, such as a Map. */
function isLocal(model: Model, root: Node): boolean {
  const binding = model.tree.binding(root);
  if (binding === null || binding.kind === "import") return false;
  if (binding.kind === "param") return !/^(db|prisma|supabase)$/.test(binding.name);
  const init = binding.init && unwrap(binding.init);
  return init?.type === "NewExpression" && init.callee.type === "Identifier" && /^(Map|Set|WeakMap|Array|URLSearchParams|FormData|Headers)$/.test(init.callee.name);
}

/** A function that this file does not define: what it does is told by its name alone. */
function isOutside(model: Model, root: Node): boolean {
  const binding = model.tree.binding(root);
  return binding === null || binding.kind === "import";
}

/** The effects among nodes; `a.b().c()` counts once. */
export function effectsIn(model: Model, nodes: Node[]): Effect[] {
  const found = nodes.flatMap((node) => (isCall(node) ? (effectOf(model, node) ?? []) : []));
  const inner = new Set(found.flatMap(({ call }) => calleesOf(call)));
  return found.filter(({ call }) => !inner.has(call));
}

function calleesOf(call: Call): Node[] {
  const calls: Node[] = [];
  for (let node: Node = unwrap(call.callee); isCall(node) || isMember(node); ) {
    if (isCall(node)) calls.push(node);
    node = unwrap(isCall(node) ? node.callee : node.object);
  }
  return calls;
}
