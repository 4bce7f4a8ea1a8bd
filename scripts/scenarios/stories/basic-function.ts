import { advance, again, byArgument, completed, failed, fails, inTurn, returns, send, settle, storiesOf } from "../scenario.ts";

const signup = { name: "app/user.signup", data: { userId: "u1", email: "old@example.com" }, id: "signup-u1" };
const profileId = "placeholder-profile-u1";
const down = new Error("mail server is down");

export const basicFunction = storiesOf<typeof import("../../../plugin/skills/inngest/examples/basic-function.ts")>()({
  example: "basic-function",
  reads: ["findUser"],
  upserts: ["createProfile"],
  scenarios: [
    {
      name: "an inactive user gets the welcome, and three days later the follow-up",
      needsLongWait: true,
      given: { findUser: returns({ email: "new@example.com", active: false }) },
      acts: [send(signup), settle],
      expect: {
        effects: [
          ["createProfile", { userId: "u1", email: "old@example.com" }],
          ["sendEmail", { to: "old@example.com", template: "welcome", idempotencyKey: "welcome-u1" }],
          ["findUser", "u1"],
          ["sendEmail", { to: "new@example.com", template: "follow-up", idempotencyKey: "follow-up-u1" }],
        ],
        runs: { "onboard-user": [completed({ profileId, followUp: "sent" })] },
        attemptsAt: { "send-welcome-email": ["0s"], "send-follow-up-email": ["3d"] },
      },
    },
    {
      name: "an active user gets the welcome only",
      needsLongWait: true,
      given: { findUser: returns({ email: "new@example.com", active: true }) },
      acts: [send(signup), settle],
      expect: {
        effects: [["createProfile"], ["sendEmail", { template: "welcome" }], ["findUser", "u1"]],
        runs: { "onboard-user": [completed({ profileId, followUp: "not-needed" })] },
      },
    },
    {
      name: "a user who left within three days gets nothing more",
      needsLongWait: true,
      given: { findUser: returns(null) },
      acts: [send(signup), settle],
      expect: {
        effects: [["createProfile"], ["sendEmail", { template: "welcome" }], ["findUser", "u1"]],
        runs: { "onboard-user": [completed({ profileId, followUp: "user-gone" })] },
      },
    },
    {
      name: "a mail server that fails twice is tried again, after 15 s and 30 s more",
      needsLongWait: true,
      given: { sendEmail: fails(down, 2), findUser: returns(null) },
      acts: [send(signup), settle],
      expect: {
        effects: [["createProfile"], ["sendEmail", { template: "welcome" }, { fails: 2 }], ["sendEmail", { template: "welcome" }], ["findUser", "u1"]],
        runs: { "onboard-user": [completed({ profileId, followUp: "user-gone" })] },
        attemptsAt: { "create-profile": ["0s"], "send-welcome-email": ["0s", "15s", "45s"] },
      },
    },
    {
      name: "the profile cannot be created: no mail, and the team is told",
      needsLongWait: "retries",
      given: { createProfile: fails(new Error("database is down")) },
      acts: [send(signup), settle],
      expect: {
        effects: [
          ["createProfile", { userId: "u1" }, { fails: 5 }],
          ["alertTeam", { text: "app/user.signup の処理に失敗した(run <onboard-user>): database is down", idempotencyKey: "onboard-failed-<onboard-user>" }],
        ],
        runs: { "onboard-user": [failed("Error", "database is down")], "onboard-user-failure": [completed(null)] },
        attemptsAt: { "create-profile": ["0s", "15s", "45s", "105s", "225s"] },
      },
    },
    {
      name: "the welcome cannot be sent: the team is told",
      needsLongWait: "retries",
      given: { sendEmail: fails(down) },
      acts: [send(signup), settle],
      expect: {
        effects: [["createProfile"], ["sendEmail", { template: "welcome" }, { fails: 5 }], ["alertTeam", { idempotencyKey: "onboard-failed-<onboard-user>" }]],
        runs: { "onboard-user": [failed("Error", "mail server is down")], "onboard-user-failure": [completed(null)] },
      },
    },
    {
      name: "the user cannot be read three days later: the team is told",
      needsLongWait: true,
      given: { findUser: fails(new Error("database is down")) },
      acts: [send(signup), settle],
      expect: {
        effects: [
          ["createProfile"],
          ["sendEmail", { template: "welcome" }],
          ["findUser", "u1", { fails: 5 }],
          ["alertTeam", { idempotencyKey: "onboard-failed-<onboard-user>" }],
        ],
        runs: { "onboard-user": [failed("Error", "database is down")], "onboard-user-failure": [completed(null)] },
      },
    },
    {
      name: "a user who becomes active while the follow-up is tried again does not get it",
      needsLongWait: true,
      given: {
        findUser: inTurn<{ email: string; active: boolean }>(returns({ email: "new@example.com", active: false }), returns({ email: "new@example.com", active: true })),
        sendEmail: byArgument([{ template: "follow-up" }, fails(down)]),
      },
      acts: [send(signup), settle],
      expect: {
        effects: [
          ["createProfile"],
          ["sendEmail", { template: "welcome" }],
          ["findUser", "u1"],
          ["sendEmail", { template: "follow-up" }, { fails: 1 }],
          ["findUser", "u1"],
        ],
        runs: { "onboard-user": [completed({ profileId, followUp: "not-needed" })] },
        attemptsAt: { "send-follow-up-email": ["3d", "3d15s"] },
      },
    },
    {
      name: "the follow-up cannot be sent: the team is told",
      needsLongWait: true,
      given: {
        sendEmail: byArgument([{ template: "follow-up" }, fails(down)]),
      },
      acts: [send(signup), settle],
      expect: {
        effects: [
          ["createProfile"],
          ["sendEmail", { template: "welcome" }],
          ["findUser", "u1"],
          ["sendEmail", { template: "follow-up" }, { fails: 5 }],
          ...again(4, ["findUser", "u1"] as const),
          ["alertTeam", { idempotencyKey: "onboard-failed-<onboard-user>" }],
        ],
        runs: { "onboard-user": [failed("Error", "mail server is down")], "onboard-user-failure": [completed(null)] },
      },
    },
    {
      name: "the same signup again within 24 hours starts no second run, also under another event id",
      needsLongWait: true,
      given: { findUser: returns(null) },
      acts: [send(signup), advance("1h"), send(signup), send({ ...signup, id: "signup-u1-again" }), settle],
      expect: {
        effects: [["createProfile"], ["sendEmail", { template: "welcome" }], ["findUser", "u1"]],
        runs: { "onboard-user": [completed({ profileId, followUp: "user-gone" })] },
        skips: { "onboard-user": ["idempotency", "idempotency"] },
      },
    },
    {
      name: "another user's signup starts a run of its own",
      needsLongWait: true,
      given: { findUser: returns(null) },
      acts: [send(signup), settle, advance("1h"), send({ name: signup.name, data: { userId: "u2", email: "two@example.com" } }), settle],
      expect: {
        effects: [
          ["createProfile", { userId: "u1" }],
          ["sendEmail", { idempotencyKey: "welcome-u1" }],
          ["findUser", "u1"],
          ["createProfile", { userId: "u2" }],
          ["sendEmail", { idempotencyKey: "welcome-u2" }],
          ["findUser", "u2"],
        ],
        runs: {
          "onboard-user": [
            completed({ profileId, followUp: "user-gone" }),
            completed({ profileId: "placeholder-profile-u2", followUp: "user-gone" }),
          ],
        },
      },
    },
  ],
});
