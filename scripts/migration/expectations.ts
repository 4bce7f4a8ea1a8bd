/** What a run is to show: one thing on each version, or the same on both. `says` quotes the guidance that says so. */
export type Expected = { says: string } & ({ v3: unknown; v4: unknown } | { both: unknown });

const all = (status: number) => ({ GET: status, PUT: status, POST: status });

const charged = [
  'payments.charge [{"orderId":"o1","amount":1200,"idempotencyKey":"charge-o1"}]',
  'inventory.reserve [{"orderId":"o1","idempotencyKey":"reserve-o1"}]',
];

const receipt = 'sendEmail [{"to":"a@example.com","subject":"領収書","idempotencyKey":"receipt-o1"}]';

const namesOnBoth = { plain: "Error", builtIn: "TypeError", several: "AggregateError" };

/** What `@inngest/test` does with a step.sendEvent that is not mocked, in dev mode and without a key. */
const sending = { sender: { result: { ids: ["event-0"] } }, sent: [{ name: "a/told", data: {} }], refused: { error: "Error" } };

const loggedBy3 = [
  ["child", ["runID", "eventName", "functionName"]],
  ["error", "an Error"],
];

/** The order in which two branches of two steps each end, when the first step of one is slow. */
const eachBranch = ["fast-1", "fast-2", "slow-1", "slow-2"];

/** By the name of the program, of the fence's run, or "worked-migration". */
export const expectations: Record<string, Expected> = {
  "three-arguments": {
    says: "型エラー、読み込み時に throw",
    v3: null,
    v4: '"createFunction" expected a handler function as the second argument. Triggers belong in the first argument: createFunction({ id, triggers: { event: "..." } }, handler)',
  },
  "two-arguments": { says: "JavaScript では読み込みで throw せず、run が失敗する", v3: "Failed", v4: "Completed" },
  "event-schemas": { says: "v4 TS2305: EventSchemas は無い", v3: null, v4: "inngest.EventSchemas is not a constructor" },
  "inngest-middleware": { says: "実行時に `InngestMiddleware is not a constructor`", v3: null, v4: "inngest.InngestMiddleware is not a constructor" },
  "middleware-instance": { says: "インスタンスは `Cls is not a constructor`", v3: null, v4: "Cls is not a constructor" },
  "set-event-key": { says: "client の eventKey か INNGEST_EVENT_KEY に置く", v3: null, v4: "client.setEventKey is not a function" },

  "mode-without-environment": { says: "手元で 500", v3: all(200), v4: all(500) },
  "mode-in-production": { says: "v3 は `NODE_ENV=production` や `VERCEL_ENV` から cloud を推測し", v3: all(401), v4: all(500) },
  "mode-with-inngest-dev": { says: "手元と CI に `INNGEST_DEV=1`", both: all(200) },
  "mode-with-inngest-dev-0": { says: "本番では `INNGEST_DEV=0` を置く", v3: all(401), v4: all(500) },
  "mode-with-signing-key": { says: "v3 は dev のまま検証せず、v4 は署名の無いリクエストに 401 を返す", v3: all(200), v4: all(401) },

  "send-in-guessed-mode": {
    says: "イベント鍵だけを置いた手元では、v3 は動いている Dev Server に送り、v4 は Inngest Cloud に送る",
    v3: "http://localhost:8288/e/key",
    v4: "https://inn.gs/e/key",
  },

  "serve-signing-key": { says: "JavaScript では serve の鍵は無視され 500", v3: all(401), v4: all(500) },
  "serve-host": {
    says: "型エラー。JavaScript では無視。環境変数は警告つきで有効",
    v3: { id: "app-f", url: "https://app.example.com/api/inngest" },
    v4: { id: "app-f", url: "http://localhost/api/inngest" },
  },
  "serve-host-variable": {
    says: "環境変数は警告つきで有効",
    v3: { id: "app-f", url: "https://app.example.com/api/inngest", printed: [] },
    v4: { id: "app-f", url: "https://app.example.com/api/inngest", printed: ["warn: INNGEST_SERVE_HOST is deprecated; use INNGEST_SERVE_ORIGIN instead"] },
  },
  "serve-id": {
    says: "| client の `id` | 型エラー。JavaScript では無視 |",
    v3: { id: "other-f", url: "http://localhost/api/inngest" },
    v4: { id: "app-f", url: "http://localhost/api/inngest" },
  },
  "streaming-force": {
    says: "型エラー。JavaScript では警告して無効",
    v3: { POST: 201, printed: [] },
    v4: { POST: 200, printed: ["warn: Unknown streaming option; using default", 'warn: {"input":"force","default":false}'] },
  },
  "streaming-allow": { says: 'v3 の `"allow"` は Vercel Edge と Cloudflare Pages でだけ流した', v3: 200, v4: 201 },
  "streaming-variable": {
    says: "v3 は無視し、v4 は 500 になる",
    v3: { POST: 200, printed: [] },
    v4: { POST: 500, printed: ['warn: INNGEST_STREAMING="force" is deprecated; set INNGEST_STREAMING=true instead', 'warn: {"value":"force"}'] },
  },

  "log-level": { says: "型エラー。環境変数は黙って無視", v3: "silent", v4: "prints" },
  "log-level-option": {
    says: "`logLevel` が決めたのは SDK の行だけで、`ctx.logger` の行は別だった",
    v3: { byDefault: ["own", "sdk"], logLevel: ["own"] },
    v4: { byDefault: ["own", "sdk"], logger: [], internalLogger: ["own"] },
  },
  "lines-of-the-sdk": {
    says: "失敗した試行は v3 の `error(err)` が v4 で `error({ err }, \"Inngest step error\")` になる",
    v3: [...loggedBy3, ...loggedBy3],
    v4: [["child", ["runID", "eventName"]], ["error", ["err"], "Inngest step error"], ["child", ["runID", "eventName"]], ["error", ["err"], "Inngest function error"]],
  },
  "default-logger": {
    says: "既定の logger は v3 で debug も出し、v4 は info 以上だけを出す",
    v3: ["debug: details", 'info: loaded {"length":3}'],
    v4: ['info: loaded {"length":3}'],
  },
  "own-logger": { says: "どちらの版も引数をそのまま渡す", both: ["string, object"] },

  "invoke-by-name": {
    says: "型エラー、実行時に throw(再試行される)",
    v3: { status: "Completed", output: "paid", bodyErrors: 0 },
    v4: { status: "Failed", output: "Invalid invocation options passed to invoke; must include a function instance or referenceFunction().", bodyErrors: 5 },
  },
  requests: { says: "1 リクエスト 1 ステップ", v3: { steps: ["a", "b"], requests: 3 }, v4: { steps: ["a", "b"], requests: 1 } },
  "mutated-variable": { says: "ステップの中で書き換えた外側の変数が残るように見えて", v3: 0, v4: 1 },
  "changed-steps": { says: "足したステップだけが今実行され、完了したステップはメモ化した値を返す", both: { added: ["note", "tell"], renamed: ["pay"], removed: ["tell"] } },
  "added-before-planned": { says: "求められたステップに届かず `Could not find step` の 500 になり", both: { status: 500, error: "Could not find step it to run" } },
  "event-user": {
    says: "`step.invoke` の `user` だけは、v4 が黙って捨てる",
    v3: { received: { id: "user-1" }, sent: { id: "user-1" }, invoked: { id: "user-1" } },
    v4: { received: { id: "user-1" }, sent: { id: "user-1" }, invoked: null },
  },
  "invoke-another-app": {
    says: "`step.invoke` が送るものは両方の版で同じ",
    both: { op: "InvokeFunction", opts: { payload: { data: { orderId: "o1" } }, function_id: "billing-charge", timeout: "1h" } },
  },
  "error-of-another-app": { says: "名前は呼ばれた側の版で決まる", both: "Declined" },
  "step-hash": { says: "ステップ id のハッシュは v3 と同じ", both: "SHA-1 of the id" },
  "rethrown-error": { says: "捕まえたステップのエラーを投げ直すと再試行しないこと", both: { status: "Failed", bodyErrors: 1, steps: ["charge", "undo"] } },
  "wrapped-error": { says: "`new Error` に包むと再試行すること", both: { status: "Failed", bodyErrors: 5 } },
  "error-name": {
    says: "`name` を付けた自作のクラス、`NonRetriableError`、`RetryAfterError`、`ZodError`、`AssertionError` | `\"Error\"` | その名前",
    v3: { ...namesOnBoth, timeout: "DOMException", abort: "DOMException", assertion: "Error", zod: "Error", final: "Error", later: "Error", own: "Error" },
    v4: { ...namesOnBoth, timeout: "TimeoutError", abort: "AbortError", assertion: "AssertionError", zod: "ZodError", final: "NonRetriableError", later: "RetryAfterError", own: "Declined" },
  },
  "error-of-a-cause": { says: "その `err.cause` の `name`、`onFailure` の `error.name` が変わる", v3: "Error", v4: "Declined" },
  "error-in-on-failure": { says: "その `err.cause` の `name`、`onFailure` の `error.name` が変わる", v3: ["Error"], v4: ["Declined"] },
  "error-recorded-before": { says: "v3 で記録した失敗は v4 でも `\"Error\"` のまま", both: "Error" },
  durations: { says: "`step.sleep` の `\"1h30m\"` は待たない", both: { "90m": "1h30m", "1h30m": "" } },
  "protocol-version": { says: "前で始めて発送を待ち終えた run も", v3: "1", v4: "2" },
  "step-output": { says: "返り値の JSON 化", both: { at: "1970-01-01T00:00:00.000Z", map: {} } },
  "retry-after": { says: "`RetryAfterError` の単位", both: { "5000": 5, '"120"': 1, '"2m"': 120 } },
  "test-engine": {
    says: "`waitForEvent` を `steps` で差し替えられる(1.0.0 では失敗する)",
    v3: {
      unmocked: "hangs",
      mocked: { result: { name: "a/c", data: {} } },
      timedOut: { result: null },
      thrower: { result: null },
      other: { result: "ran" },
      ...sending,
    },
    v4: {
      unmocked: "hangs",
      mocked: { error: "EventValidationError" },
      timedOut: { error: "EventValidationError" },
      thrower: { result: null },
      other: { error: "EventValidationError" },
      ...sending,
    },
  },
  "payload-against-schema": {
    says: "v4 の zod の schema に合わないイベントは、再試行なしで run を失敗させる",
    v3: { status: "Completed", output: "number", requests: 1 },
    v4: { status: "Failed", output: "userId: Invalid input: expected string, received number", requests: 1 },
  },
  "defaults-of-v4": { says: "3.54.2 でも続くステップが 1 リクエストで走り", both: { requests: 1, steps: ["fast", "slow"] } },
  "hooks-and-sent": { says: "`{ ids }` がそのまま返り、`result` に包まれない", v3: [{ result: { ids: ["event-0"] } }], v4: [{ ids: ["event-0"] }] },
  "hooks-and-memo": {
    says: "配列が、ハッシュをキーとするオブジェクトになった。値は `steps[hash].data`",
    v3: [1, { hash: 1 }],
    v4: [1, { hash: { type: "data", data: 1 } }],
  },
  "middleware-instances": { says: "`init` は 1 度だけ走ったが、v4 はリクエストごとにクラスの実体を作る", v3: 1, v4: 3 },
  "hooks-and-invoke": {
    says: "`step.invoke` の payload は変えないので、`transformStepInput` を足す",
    v3: { onSendEvent: { mark: "here" } },
    v4: { transformSendEvent: {}, transformStepInput: { mark: "here" } },
  },
  "hooks-and-results": {
    says: "`wrapStep` は Inngest に保存される値を変えない",
    v3: { transformOutput: "plain, changed" },
    v4: { wrapStep: "plain", wrapStepHandler: "plain, changed" },
  },
  "hooks-and-requests": {
    says: "どちらも v3 と同じく、関数を実行するリクエストごとに 1 度",
    v3: ["onFunctionRun"],
    v4: ["wrapRequest", "transformFunctionInput", "wrapFunctionHandler"],
  },
  context: {
    says: "`ctx` に `group` は無い",
    v3: ["attempt", "event", "events", "logger", "maxAttempts", "runId", "step"],
    v4: ["attempt", "event", "events", "group", "logger", "maxAttempts", "runId", "step"],
  },
  requirements: { says: "zod 3.25 以上は最新の 3.x も求める", both: { node: ">=20", typescript: ">=5.8.0", zod: "^3.25.0 || ^4.0.0" } },

  "parallel-branches": {
    says: "`Promise.all` の枝は足並みを揃える",
    v3: { plain: eachBranch, optedOut: eachBranch, inGroup: eachBranch },
    v4: { plain: ["fast-1", "slow-1", "fast-2", "slow-2"], optedOut: eachBranch, inGroup: eachBranch },
  },
  "after-a-race": {
    says: "続きも中に置く(外では 2 つめのステップから敗者を待つ)",
    v3: { outside: ["copy", "save", "tell"], inside: ["copy", "save", "tell"] },
    v4: { outside: ["copy", "save", "main", "tell"], inside: ["copy", "save", "tell", "main"] },
  },
  branches: {
    says: "save-a は load-b が終わるまで始まらない",
    v3: { status: "Completed", steps: ["load-a", "save-a", "load-b", "save-b"], printed: [] },
    v4: { status: "Completed", steps: ["load-a", "load-b", "save-a", "save-b"], printed: [] },
  },
  race: {
    says: "race は遅い方が終わるまで待つ",
    v3: { status: "Completed", steps: ["load-copy", "save"], printed: ['info: loaded {"length":12}'] },
    v4: { status: "Completed", steps: ["load-copy", "load-main", "save"], printed: ['info: loaded {"length":12}'] },
  },
  "published-before": { says: "同じ id を同じ順に使えば送り直さない", v3: { fresh: 2, begun: 0 }, v4: { fresh: 2, begun: 0, begunWithNewIds: 2 } },
  "publish-in-a-step": { says: "| 同じ、`step.run` の中 | `inngest.realtime.publish(ch.status, data)`", both: [{ channel: "orders:o1", topic: "status", data: { phase: "started" } }] },
  "publish-against-schema": {
    says: "v3 は送り、受ける側が捨てる。v4 は throw し、ステップが失敗する",
    v3: { status: "Completed", published: 1, received: { phase: "done" } },
    v4: { status: "Failed", published: 0, output: 'Schema validation failed for topic "status"', received: { phase: "done" } },
  },
  "subscription-token": {
    says: "返り値の `channel` は名前でなく channel そのもの、`apiBaseUrl` が加わる",
    v3: { channel: "orders:o1", topics: ["status"], key: "jwt" },
    v4: { channel: ["name", "topics", "status"], topics: ["status"], key: "jwt", apiBaseUrl: "http://localhost:8288/" },
  },
  "page-and-token": {
    says: "開いたままの古いページは、v4 が送るものを受け続け、つなぎ直せる",
    v3: { keyOnly: "Cannot read properties of undefined (reading 'name')", channelAsJson: "topic$1.getSchema is not a function", channelByName: { phase: "done" } },
    v4: { keyOnly: { phase: "done" }, channelAsJson: "Cannot read properties of undefined (reading 'validate')", channelByName: { phase: "done" } },
  },
  "encoded-stream": { says: "1 行 1 JSON が SSE(`data: …` と空行)になる", v3: "JSON\n", v4: "data: JSON\n\n" },

  "worked-migration": {
    says: "同じ副作用になることを確かめた",
    both: {
      fulfilled: {
        status: "Completed",
        output: { trackingId: "t1", receipt: { messageId: "m1" } },
        steps: ["charge", "reserve", "wait-shipped", "receipt", "announce"],
      },
      late: { status: "Failed", output: "o1 was not shipped" },
      continued: { status: "Completed", steps: ["receipt", "announce"], calls: [receipt] },
      told: "Completed",
      report: "Completed",
      calls: [
        ...charged,
        receipt,
        ...charged,
        'slack.postMessage [{"channel":"ops","text":"o1 was not shipped"}]',
        'slack.postMessage [{"channel":"sales","text":"o1"}]',
      ],
      invoked: Array(2).fill({ fnId: "billing-send-receipt", data: { orderId: "o1", email: "a@example.com", source: "shop" } }),
      events: Array(2).fill({ name: "shop/order.fulfilled", data: { orderId: "o1", source: "shop" } }),
    },
  },
};
