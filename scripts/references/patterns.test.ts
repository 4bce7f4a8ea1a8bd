import { NonRetriableError } from "inngest";
import { describe, expect, it } from "vitest";
import type { App, DurableOptions } from "../runtime/index.ts";
import { theRun } from "../runtime/test-kit.ts";
import { type Damage, startReference } from "./kit.ts";

const doc = "patterns.md";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("a reminder an hour after the event", () => {
  const order = { status: "open", id: "o1" };
  const remind = async (acts: ((app: App) => Promise<unknown>)[], damage?: Damage) => {
    const posts: number[] = [];
    const services = { db: { orders: { find: async () => order } }, slack: { postMessage: async () => posts.push(Date.now()) } };
    const { app } = await startReference(doc, ["src/inngest/functions/remind-payment.ts"], { services, ...(damage && { damage }) });
    for (const act of acts) await act(app);
    await app.advance("1d");
    return { posts, run: theRun(app, "remind-payment") };
  };
  const now = Date.UTC(2026, 0, 1);
  const placed = (ts: number) => (app: App) => app.send({ name: "app/order.placed", data: { orderId: "o1" }, ts });

  it("counts from the event, also when the run starts late", async () => {
    expect(await remind([placed(now - 40 * MINUTE)])).toMatchObject({ posts: [now + 20 * MINUTE] });
    const sleep: Damage = ['step.sleepUntil("wait", new Date(event.ts + 60 * 60 * 1000))', 'step.sleep("wait", "1h")'];
    expect(await remind([placed(now - 40 * MINUTE)], sleep)).toMatchObject({ posts: [now + HOUR] });
  });

  it("does not come after the payment of that order, and does after that of another", async () => {
    const paid = (orderId: string) => (app: App) => app.send({ name: "app/order.paid", data: { orderId } });
    expect(await remind([placed(now), paid("o1")])).toMatchObject({ posts: [], run: { status: "Cancelled" } });
    expect(await remind([placed(now), paid("o2")])).toMatchObject({ posts: [now + HOUR], run: { status: "Completed" } });
  });
});

describe("fan-in", () => {
  type Item = "pending" | "ok" | "failed";

  type Given = { broken?: string[]; pages?: number; keyless?: boolean; damage?: Damage } & Partial<DurableOptions>;

  /** Three pages of two items. `broken` items cannot be imported; mail that is `keyless` is sent whatever its key. */
  async function importing({ broken = [], pages = 3, keyless = false, ...options }: Given = {}) {
    const items = new Map<string, Item>();
    let reported = false;
    let closed = false;
    const of = (state: Item) => [...items].filter(([, own]) => own === state).map(([id]) => id);
    const left = () => ({ remaining: of("pending").length + (closed ? 0 : 1) });
    const mails: { at: number; subject: string }[] = [];
    const keys = new Set<string>();
    const services = {
      db: {
        users: {
          page: async (cursor: string | null) => {
            const page = Number(cursor ?? 0);
            if (page >= pages) throw new NonRetriableError("the list broke off");
            return { ids: [`i${2 * page}`, `i${2 * page + 1}`], next: page === 2 ? null : String(page + 1) };
          },
        },
        jobs: {
          add: async (_: string, ids: string[]) => ids.filter((id) => !items.has(id)).forEach((id) => items.set(id, "pending")),
          finish: async (_: string, id: string, result: Item) => {
            if (items.get(id) === "pending") items.set(id, result);
            return left();
          },
          close: async () => ((closed = true), left()),
          results: async () => ({ reported, closed, ok: of("ok"), failed: of("failed"), pending: of("pending") }),
          setReported: async () => void (reported = true),
        },
      },
      searchIndex: {
        upsert: async ([id = ""]: string[]) => {
          if (broken.includes(id)) throw new NonRetriableError("broken");
        },
      },
      sendEmail: async ({ subject, idempotencyKey }: { subject: string; idempotencyKey: string }) => {
        if (keyless || !keys.has(idempotencyKey)) mails.push({ at: Date.now() - Date.UTC(2026, 0, 1), subject });
        keys.add(idempotencyKey);
      },
    };
    const { app } = await startReference(doc, ["src/inngest/functions/import-items.ts"], { services, ...options });
    await app.send({ name: "app/import.requested", data: { jobId: "j1" } });
    await app.advance("12h");
    return { app, mails };
  }

  const report = (ok: number, failed: number, pending: number) => `取り込み: 成功 ${ok}、失敗 ${failed}、終わらない ${pending}`;
  const broke = "(一覧は途中まで)";

  /** The items of the first page are done before the second is read. */
  const slowly: Given = { fault: ({ stepId, attempt }) => (stepId === "load-1" && attempt === 0 ? "throw" : undefined) };

  it("reports once when all is done, and not again at the deadline", async () => {
    const { app, mails } = await importing();
    expect(mails).toEqual([{ at: 0, subject: report(6, 0, 0) }]);
    const runs = app.runsOf("report-import").sort((a, b) => Number(a.startedAt) - Number(b.startedAt));
    expect(runs.map(({ output }) => output)).toEqual([{ sent: true }, { sent: false }]);
  });

  it("is not done while the list is still read, though every item so far is", async () => {
    const { mails } = await importing(slowly);
    expect(mails.map(({ subject }) => subject)).toEqual([report(6, 0, 0)]);
  });

  it("counts what failed", async () => {
    const { mails } = await importing({ broken: ["i3"] });
    expect(mails).toEqual([{ at: 0, subject: report(5, 1, 0) }]);
  });

  it("reports at the deadline when a failure could not be marked", async () => {
    const { app, mails } = await importing({ broken: ["i3"], fault: ({ stepId }) => (stepId === "mark-failed" ? "throw" : undefined) });
    expect(app.runsOf("import-item-failure").map(({ status }) => status)).toEqual(["Failed"]);
    expect(mails).toEqual([{ at: 6 * HOUR, subject: report(5, 0, 1) }]);
  });

  it("reports at the deadline when the list broke off", async () => {
    const { mails } = await importing({ pages: 2 });
    expect(mails).toEqual([{ at: 6 * HOUR, subject: report(4, 0, 0) + broke }]);
  });

  it.each<[string, Damage, Parameters<typeof importing>[0], string[]]>([
    ["that the list must be read to its end first: it is done too early", ['await step.sendEvent("set-deadline"', 'await db.jobs.close(jobId);\n  await step.sendEvent("set-deadline"'], slowly, [report(2, 0, 0)]],
    ["the deadline: no report, for ever", ['await step.sendEvent("set-deadline"', 'if (ts === 0) await step.sendEvent("set-deadline"'], { pages: 2 }, []],
    ["who failed: it waits for the deadline", ['db.jobs.finish(jobId, itemId, "failed")', "({ remaining: 1 })"], { broken: ["i3"] }, [report(5, 0, 1)]],
    ["to mark the report", ['await step.run("mark-reported", () => db.jobs.setReported(jobId));', ""], { keyless: true }, [report(6, 0, 0), report(6, 0, 0)]],
  ])("goes wrong when the code forgets %s", async (_, damage, given, subjects) => {
    const { mails } = await importing({ ...given, damage });
    expect(mails.map(({ subject }) => subject)).toEqual(subjects);
  });

  it("reports once when a step's process dies after it wrote", async () => {
    const { mails } = await importing({ fault: ({ attempt }) => (attempt === 0 ? "lose" : undefined) });
    expect(mails).toMatchObject([{ subject: report(6, 0, 0) }]);
  });
});

describe("a request that is answered by webhook", () => {
  type Answer = { after: number; ok: boolean } | "none" | "refused";

  /** Exports a store; the partner answers the first and the second request as told. `after` is in milliseconds. */
  async function exporting(answers: Answer[], damage?: Damage) {
    const refs: string[] = [];
    const posts: string[] = [];
    const due: { at: number; ref: string; ok: boolean }[] = [];
    const services = {
      exportJobs: {
        start: async ({ idempotencyKey: ref }: { idempotencyKey: string }) => {
          if (refs.includes(ref)) return;
          const answer = answers[refs.push(ref) - 1] ?? "none";
          if (answer === "refused") throw new NonRetriableError("refused");
          if (answer === "none") return;
          const { after, ok } = answer;
          // Sooner than the step that asked has ended.
          if (after === 0) await app.send({ name: "app/store.export.returned", data: { ref, ok } });
          else due.push({ at: Date.now() + after, ref, ok });
        },
      },
      slack: { postMessage: async ({ text }: { text: string }) => posts.push(text) },
    };
    const { app } = await startReference(doc, ["src/inngest/functions/export-store.ts"], { services, ...(damage && { damage }) });
    await app.send({ name: "app/store.export.requested", data: { storeId: "s1" } });
    for (let minute = 0; minute < 120; minute++) {
      await app.advance("1m");
      for (const { ref, ok } of due.filter(({ at }) => at === Date.UTC(2026, 0, 1) + (minute + 1) * MINUTE)) {
        await app.send({ name: "app/store.export.returned", data: { ref, ok } });
      }
    }
    const run = theRun(app, "export-store");
    const took = Number(run.endedAt) - Date.UTC(2026, 0, 1);
    return { asked: refs.length, tookMinutes: took / MINUTE, by: refs.indexOf((run.output as { ref?: string } | null)?.ref ?? "") + 1, status: run.status, posts };
  }

  it("hears an answer that comes before the request's own step has ended", async () => {
    expect(await exporting([{ after: 0, ok: true }])).toEqual({ asked: 1, tookMinutes: 0, by: 1, status: "Completed", posts: [] });
  });

  it("asks once more when none came", async () => {
    expect(await exporting(["none", { after: 5 * MINUTE, ok: true }])).toEqual({ asked: 2, tookMinutes: 35, by: 2, status: "Completed", posts: [] });
  });

  it("does not take the late answer to the first request for that to the second", async () => {
    expect(await exporting([{ after: 33 * MINUTE, ok: false }, { after: 10 * MINUTE, ok: true }])).toEqual({ asked: 2, tookMinutes: 40, by: 2, status: "Completed", posts: [] });
  });

  it("asks once more at once when the request was refused", async () => {
    expect(await exporting(["refused", { after: 5 * MINUTE, ok: true }])).toEqual({ asked: 2, tookMinutes: 5, by: 2, status: "Completed", posts: [] });
  });

  it("goes wrong with the same reference for both requests, or a wait that is registered after the request", async () => {
    const same: Damage = ["const ref = `${runId}-${n}`;", "const ref = runId;"];
    expect(await exporting([{ after: 33 * MINUTE, ok: false }], same)).toMatchObject({ tookMinutes: 33, status: "Failed" });
    const late: Damage = ["const [returned] = await Promise.all([", "await step.sendEvent(`early-${n}`, submitRequested.create({ storeId, ref }));\n await step.sleep(`pause-${n}`, 1_000);\n const [returned] = await Promise.all(["];
    expect(await exporting([{ after: 0, ok: true }, { after: 0, ok: true }], late)).toMatchObject({ asked: 2, status: "Failed" });
  });

  it("tells people once, and fails, when nothing came twice", async () => {
    expect(await exporting(["none", "none"])).toEqual({ asked: 2, tookMinutes: 60, by: 0, status: "Failed", posts: ["店 s1 の書き出しが返らない"] });
  });
});

describe("payments", () => {
  /** One order is paid by p1, which is told of three times, the last a day later, and by p2. */
  async function paying(damage?: Damage, faulty = true) {
    const owners = new Map<string, string>();
    const did: string[] = [];
    const services = {
      db: {
        claims: { take: async (key: string, owner: string) => (owners.has(key) || owners.set(key, owner), owners.get(key) === owner) },
        orders: { setStatus: async (id: string, status: string) => did.push(`${id} ${status}`) },
      },
      payments: { refund: async ({ idempotencyKey }: { idempotencyKey: string }) => did.push(idempotencyKey) },
    };
    const fault: DurableOptions["fault"] = ({ attempt, stepId }) => (faulty && attempt === 0 && stepId === "claim" ? "lose" : undefined);
    const { app } = await startReference(doc, ["src/inngest/functions/book-payment.ts"], { services, fault, ...(damage && { damage }) });
    for (const [paymentId, after] of [["p1", "1m"], ["p1", "1m"], ["p2", "25h"], ["p1", "1m"]] as const) {
      await app.send({ name: "app/payment.received", data: { paymentId, orderId: "o1" } });
      await app.advance(after);
    }
    return did;
  }

  it("book a payment that is told of again, also a day later, and give back the second one of an order", async () => {
    expect(await paying()).toEqual(["o1 paid", "o1 paid", "refund-p2", "o1 paid"]);
  });

  it.each<[string, Damage, string[]]>([
    ["keep the second one, when the function takes an order once", ["triggers: paymentReceived }", 'triggers: paymentReceived, idempotency: "event.data.orderId" }'], ["o1 paid", "o1 paid"]],
    ["give back the first one, when the order's row belongs to the event", ["take(`paid-${orderId}`, paymentId)", "take(`paid-${orderId}`, event.id)"], ["o1 paid", "refund-p1", "refund-p2", "refund-p1"]],
  ])("%s", async (_, damage, did) => {
    expect(await paying(damage)).toEqual(did);
  });
});

describe("a mail that is sent once", () => {
  type World = { app: App; mend: () => void; forget: () => void };
  type Given = { down?: boolean; damage?: Damage; fault?: DurableOptions["fault"]; acts: ((world: World) => Promise<unknown>)[] };

  /** The mails of a provider that takes a key once. When it is `down`, it refuses all until it is mended. */
  async function welcoming({ down = false, acts, ...options }: Given) {
    const keys = new Set<string>();
    const marks = new Set<string>();
    const owners = new Map<string, string>();
    const mails: string[] = [];
    const services = {
      db: {
        claims: { take: async (key: string, owner: string) => (owners.has(key) || owners.set(key, owner), owners.get(key) === owner) },
        sent: { has: async (key: string) => marks.has(key), add: async (key: string) => void marks.add(key) },
      },
      sendEmail: async ({ to, idempotencyKey }: { to: string; idempotencyKey: string }) => {
        if (down) throw new Error("down");
        if (!keys.has(idempotencyKey)) mails.push(to);
        keys.add(idempotencyKey);
      },
    };
    const { app } = await startReference(doc, ["src/inngest/functions/send-welcome.ts"], { services, ...options });
    for (const act of acts) await act({ app, mend: () => (down = false), forget: () => keys.clear() });
    return { mails, outputs: app.runsOf("send-welcome").map(({ output, status }) => output ?? status) };
  }
  const signUp = ({ app }: World) => app.send({ name: "app/user.signup", data: { userId: "u1", email: "ann@example.com" } });
  const settle = ({ app }: World) => app.settle();
  const mend = async ({ mend }: World) => mend();
  const forget = async ({ forget }: World) => forget();
  const failedThenSentAgain: Given["acts"] = [signUp, settle, mend, signUp, settle];

  it("goes out once, however often it is asked for, and whatever step's process dies", async () => {
    for (const fault of [undefined, (({ attempt }) => (attempt === 0 ? "lose" : undefined)) satisfies DurableOptions["fault"]]) {
      expect(await welcoming({ acts: [signUp, signUp, settle, signUp, settle], ...(fault && { fault }) })).toMatchObject({ mails: ["ann@example.com"] });
    }
  });

  it("goes out once, also when the provider has forgotten the key; without the mark it goes out twice", async () => {
    const acts = [signUp, settle, forget, signUp, settle];
    expect(await welcoming({ acts })).toMatchObject({ mails: ["ann@example.com"], outputs: [{ sent: true }, { sent: false }] });
    const damage: Damage = ['await step.run("mark-sent", () => db.sent.add(key));', ""];
    expect(await welcoming({ acts, damage })).toMatchObject({ mails: ["ann@example.com", "ann@example.com"] });
  });

  it("goes out when the run that failed is asked for again", async () => {
    expect(await welcoming({ down: true, acts: failedThenSentAgain })).toMatchObject({ mails: ["ann@example.com"], outputs: ["Failed", { sent: true }] });
  });

  it.each<[string, Damage]>([
    ["is taken for one event before it is sent", ["  const sent = await step.run", '  if (!(await step.run("claim", () => db.claims.take(key, event.id)))) return { sent: false };\n  const sent = await step.run']],
    ["belongs to a function that takes each user once a day", ["triggers: userSignup }", 'triggers: userSignup, idempotency: "event.data.userId" }']],
    ["is marked before it is sent", ["await sendEmail({ to: email, subject: \"ようこそ\", idempotencyKey: key });", "await db.sent.add(key);\nawait sendEmail({ to: email, subject: \"ようこそ\", idempotencyKey: key });"]],
  ])("never goes out after a failure, when it %s", async (_, damage) => {
    expect(await welcoming({ down: true, acts: failedThenSentAgain, damage })).toMatchObject({ mails: [] });
  });
});
