import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { afterEach, expect, it, vi } from "vitest";
import { silent } from "../runtime/test-kit.ts";

afterEach(() => vi.unstubAllEnvs());

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../plugin/skills/inngest/references/${name}`, import.meta.url)), "utf8");
const url = "http://localhost:3000/api/inngest";
const nowhere = "http://127.0.0.1:9";

/** What an app answers that is deployed with these variables. */
async function answer(env: Record<string, string>, init: RequestInit & { headers?: Record<string, string> }): Promise<{ status: number; text: string }> {
  for (const name of ["INNGEST_DEV", "INNGEST_SIGNING_KEY", "INNGEST_EVENT_KEY", "INNGEST_BASE_URL"]) vi.stubEnv(name, env[name]);
  const client = new Inngest({ id: "my-app", logger: silent });
  const fn = client.createFunction({ id: "f", triggers: { event: "app/go" } }, async () => null);
  const response = await serve({ client, functions: [fn] })(new Request(url, { ...init, headers: { host: "localhost:3000", ...init.headers } }));
  return { status: response.status, text: await response.text() };
}

const keys = { INNGEST_SIGNING_KEY: "signkey-prod-abcd12", INNGEST_EVENT_KEY: "key" };

it.each([
  ['`GET` が 401 `{"message":"Unauthorized"}` | 健全', keys, 401, '{"message":"Unauthorized"}'],
  ["`GET` が 500 `internal_server_error` | 署名鍵がない", { INNGEST_EVENT_KEY: "key" }, 500, "internal_server_error"],
  ['`GET` が 200 で `"mode":"dev"` | **危険**', { ...keys, INNGEST_DEV: "1" }, 200, '"mode":"dev"'],
])("an unsigned GET: %s", async (row, env, status, words) => {
  expect(read("production.md")).toContain(row);
  expect(await answer(env, { method: "GET" })).toEqual({ status, text: expect.stringContaining(words) });
});

it("a PUT says that Inngest is out of reach", async () => {
  expect(read("production.md")).toContain("`PUT` の `message` に `fetch failed` | アプリから Inngest の API に出られない");
  expect((await answer({ ...keys, INNGEST_BASE_URL: nowhere }, { method: "PUT" })).text).toContain("fetch failed");
});

it("the PUT of testing.md lists the functions without a server", async () => {
  const [, header = "", body = ""] = /-H '(x-inngest-sync-kind: in_band)' \\\n +-d '(\{.*\})'/.exec(read("testing.md")) ?? [];
  const [name = "", value = ""] = header.split(": ");
  const { status, text } = await answer({ INNGEST_DEV: nowhere }, { method: "PUT", headers: { [name]: value }, body });
  expect({ status, functions: (JSON.parse(text) as { functions: unknown }).functions }).toMatchObject({ status: 200, functions: [{ id: "my-app-f", triggers: [{ event: "app/go" }] }] });
});
