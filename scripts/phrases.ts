/** What a user says when the skill should load. The description holds each of them word for word. */
export const triggerPhrases = [
  "Inngest 関数を作成",
  "バックグラウンドジョブを実装",
  "ステップ関数を書く",
  "Inngest をセットアップ",
  "イベント駆動処理を実装",
  "耐久実行を実装",
  "Cron ジョブを作成",
  "Fan-out パターンを実装",
  "サガパターン",
  "ワークフローオーケストレーション",
  "step.run",
  "step.waitForEvent",
  "step.invoke",
  "Inngest テスト",
] as const;
