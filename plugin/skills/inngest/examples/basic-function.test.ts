// @inngest/test が模さないので、ここで確かめていないこと:
// 再試行と backoff、onFailure がいつ呼ばれるか、idempotency、実際の 3 日、ステップの出力の JSON 化。
import { InngestTestEngine } from "@inngest/test";
import { afterEach, expect, test, vi } from "vitest";
import { onboardUser, services, userSignup } from "./basic-function";

afterEach(() => vi.restoreAllMocks());

const signup = userSignup.create({ userId: "u1", email: "old@example.com" });

// mock の結果は engine に残るので、test ごとに作る。
const engine = () =>
  new InngestTestEngine({
    function: onboardUser,
    events: [signup],
    // mock しない sleep は終わらない。
    steps: [{ id: "wait-3-days", handler: () => null }],
  });

test("使っていないユーザーには、歓迎と後押しの 2 通を順に送る", async () => {
  const createProfile = vi.spyOn(services, "createProfile").mockResolvedValue({ profileId: "p1" });
  const sendEmail = vi.spyOn(services, "sendEmail");
  vi.spyOn(services, "findUser").mockResolvedValue({ email: "new@example.com", active: false });

  const { result, ctx } = await engine().execute();

  expect(result).toEqual({ profileId: "p1", followUp: "sent" });
  expect(createProfile.mock.calls).toEqual([[{ userId: "u1", email: "old@example.com" }]]);
  expect(sendEmail.mock.calls).toEqual([
    [{ to: "old@example.com", template: "welcome", idempotencyKey: "welcome-u1" }],
    // 宛先は 3 日後に読み直したもの。
    [{ to: "new@example.com", template: "follow-up", idempotencyKey: "follow-up-u1" }],
  ]);
  expect(ctx.step.sleep).toHaveBeenCalledWith("wait-3-days", "3d");
});

test("使っているユーザーには、歓迎だけを送る", async () => {
  const sendEmail = vi.spyOn(services, "sendEmail");
  vi.spyOn(services, "findUser").mockResolvedValue({ email: "new@example.com", active: true });

  const { result } = await engine().execute();

  expect(result).toMatchObject({ followUp: "not-needed" });
  expect(sendEmail.mock.calls.map(([mail]) => mail.template)).toEqual(["welcome"]);
});

test("待つ間に退会したユーザーには、後押しを送らない", async () => {
  const sendEmail = vi.spyOn(services, "sendEmail");
  vi.spyOn(services, "findUser").mockResolvedValue(null);

  const { result } = await engine().execute();

  expect(result).toMatchObject({ followUp: "user-gone" });
  expect(sendEmail.mock.calls.map(([mail]) => mail.template)).toEqual(["welcome"]);
});

test("プロフィールを作れないうちは、メールを送らない", async () => {
  vi.spyOn(services, "createProfile").mockRejectedValue(new Error("database is down"));
  const sendEmail = vi.spyOn(services, "sendEmail");

  const { error } = await engine().execute();

  expect(error).toMatchObject({ message: "database is down" });
  expect(sendEmail).not.toHaveBeenCalled();
});

test("onFailure は、失敗した run と元の event を知らせる", async () => {
  const alertTeam = vi.spyOn(services, "alertTeam");

  // engine は onFailure を呼ばないので、ハンドラーを直に呼ぶ。
  await onboardUser.opts.onFailure?.({
    error: new Error("boom"),
    event: { name: "inngest/function.failed", data: { run_id: "r1", event: signup } },
    step: { run: (_id: string, body: () => unknown) => body() },
  } as never);

  expect(alertTeam.mock.calls).toEqual([
    [{ text: "app/user.signup の処理に失敗した(run r1): boom", idempotencyKey: "onboard-failed-r1" }],
  ]);
});
