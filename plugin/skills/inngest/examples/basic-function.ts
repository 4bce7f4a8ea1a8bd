// 登録したユーザーを迎える: プロフィール作成 → 歓迎メール → 3 日待つ → 使っていなければ後押しのメール。
//
// 配信: serve({ client: inngest, functions })
// 送信: await inngest.send(userSignup.create({ userId, email }, { id: `signup-${userId}` }))
import { eventType, Inngest } from "inngest";
import { z } from "zod";

export const inngest = new Inngest({ id: "basic-function" });

export const userSignup = eventType("app/user.signup", {
  schema: z.object({ userId: z.string(), email: z.string() }),
});

type Mail = { to: string; template: "welcome" | "follow-up"; idempotencyKey: string };

// 副作用はすべてここを通る。仮の実装は外部に触れないので、実際のサービスに置き換える。
// ステップの中身は二度走ることがある。同じ idempotencyKey なら一度だけ効くように実装する。
export const services = {
  // userId を主キーに upsert する。
  async createProfile(profile: { userId: string; email: string }): Promise<{ profileId: string }> {
    return { profileId: `placeholder-profile-${profile.userId}` };
  },
  async sendEmail(mail: Mail): Promise<{ messageId: string }> {
    return { messageId: `placeholder-mail-${mail.idempotencyKey}` };
  },
  async findUser(userId: string): Promise<{ email: string; active: boolean } | null> {
    return { email: `${userId}@example.com`, active: false };
  },
  async alertTeam(alert: { text: string; idempotencyKey: string }): Promise<{ alertId: string }> {
    return { alertId: `placeholder-alert-${alert.idempotencyKey}` };
  },
};

export const onboardUser = inngest.createFunction(
  {
    id: "onboard-user",
    triggers: userSignup,
    retries: 4,
    // 同じユーザーのイベントが重ねて届いても、24 時間は一つの run しか始めない。
    idempotency: "event.data.userId",
    // 再試行が尽きたときに呼ばれる。event は inngest/function.failed で、元のイベントは event.data.event。
    onFailure: async ({ error, event, step }) => {
      const { run_id: runId, event: original } = event.data;
      await step.run("alert-team", () =>
        services.alertTeam({
          text: `${original.name} の処理に失敗した(run ${runId}): ${error.message}`,
          idempotencyKey: `onboard-failed-${runId}`,
        }),
      );
    },
  },
  async ({ event, step }) => {
    const { userId, email } = event.data;

    // 1 ステップ 1 副作用。失敗したステップだけがやり直しになる。
    const profile = await step.run("create-profile", () => services.createProfile({ userId, email }));

    await step.run("send-welcome-email", () =>
      services.sendEmail({ to: email, template: "welcome", idempotencyKey: `welcome-${userId}` }),
    );

    await step.sleep("wait-3-days", "3d");

    const followUp = await step.run("send-follow-up-email", async () => {
      // payload は 3 日前のもの。送るステップの中で読めば、再試行の間の退会や宛先の変更にも気づく。
      const user = await services.findUser(userId);
      if (user === null) return "user-gone";
      if (user.active) return "not-needed";
      await services.sendEmail({ to: user.email, template: "follow-up", idempotencyKey: `follow-up-${userId}` });
      return "sent";
    });
    return { profileId: profile.profileId, followUp };
  },
);

export const functions = [onboardUser];
