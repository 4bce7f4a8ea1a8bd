/** A function as the SDK registers it. Times are still text. */
export type FunctionConfig = {
  /** With the app's prefix: `<app>-<function>`. */
  slug: string;
  /** Without it. */
  id: string;
  name: string;
  triggers: TriggerConfig[];
  /** Tries of each step and of the body: retries + 1. */
  maxAttempts: number;
  concurrency: ConcurrencyConfig[];
  throttle?: { limit: number; period: string; burst?: number; key?: string };
  rateLimit?: { limit: number; period: string; key?: string };
  idempotency?: string;
  debounce?: { period: string; key?: string; timeout?: string };
  batchEvents?: { maxSize: number; timeout: string; key?: string; if?: string };
  priority?: { run?: string };
  singleton?: { mode: "skip" | "cancel"; key?: string };
  timeouts?: { start?: string; finish?: string };
  cancel: { event: string; if?: string; timeout?: string }[];
};

export type TriggerConfig = { event?: string; expression?: string; cron?: string; jitter?: string };
export type ConcurrencyConfig = { limit: number; key?: string; scope: "fn" | "env" | "account" };

const KNOWN = new Set([
  "id", "name", "triggers", "steps", "idempotency", "batchEvents", "rateLimit", "throttle", "concurrency", "debounce",
  "priority", "timeouts", "singleton", "cancel",
]);

/** The JSON of one function in the SDK's registration. */
export type RegisteredFunction = Omit<FunctionConfig, "slug" | "id" | "maxAttempts" | "concurrency" | "cancel"> & {
  id: string;
  steps: Record<string, { retries?: { attempts: number } }>;
  concurrency?: number | Partial<ConcurrencyConfig> | Partial<ConcurrencyConfig>[];
  cancel?: FunctionConfig["cancel"];
};

const DEFAULT_RETRIES = 4;
const MAX_RETRIES = 20;

/** Options in a registration that this runtime does not know. */
export function unknownOptions(registered: RegisteredFunction): string[] {
  return Object.keys(registered).filter((key) => !KNOWN.has(key));
}

/**
 * Reads a registered function.
 *
 * @param registered its JSON
 * @param appId the client's id
 */
export function readFunction(registered: RegisteredFunction, appId: string): FunctionConfig {
  const { id: slug, steps, concurrency, cancel, ...rest } = registered;
  const retries = Object.values(steps)[0]?.retries?.attempts ?? DEFAULT_RETRIES;
  const limits = concurrency === undefined ? [] : [concurrency].flat();
  return {
    ...rest,
    slug,
    id: slug.slice(appId.length + 1),
    maxAttempts: Math.min(retries, MAX_RETRIES) + 1,
    cancel: cancel ?? [],
    concurrency: limits
      .map((limit) => (typeof limit === "number" ? { limit, scope: "fn" as const } : { ...limit, limit: limit.limit ?? 0, scope: limit.scope ?? "fn" }))
      .sort((a, b) => a.limit - b.limit),
  };
}
