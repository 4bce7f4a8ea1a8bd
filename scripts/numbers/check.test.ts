import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { place } from "../finding.ts";
import { readRepository } from "../repository.ts";
import { LIMITS } from "../runtime/limits.ts";
import { skillFolder } from "../shipped.ts";
import { checkNumbers, claims, home, idle } from "./check.ts";
import { quantities, same } from "./quantities.ts";
import type { Shown } from "./shown.ts";
import { checkLimits } from "./index.ts";
import { statements } from "./statements.ts";
import { readTable } from "./table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const repository = readRepository(root);
const real = repository.documents.find(({ path }) => path === home);
if (!real) throw new Error(`no ${home}`);
const { rows } = readTable(real);

const small = parseDocument("limits.md", ["| `steps-per-run` | ステップ | 1,000 ステップ | 実 |", "| `step-output` | 出力 | 4 MB | サ |", "| `triggers` | 数 | 10 個 | 実 |", "| `retries-default` | 既定 | 4 回(試行は 5 回) | 実 |"].join("\n"));
const check = (lines: string[], shown: Shown[] = [], table = small) => {
  const { findings, counts } = checkNumbers(table, [{ path: "a.md", lines }], shown);
  return { findings: findings.map((f) => `${place(f)} ${f.rule} ${f.message}`), statements: counts.statements };
};

describe("a number that the guidance states", () => {
  it("agrees with the table, however it is written", () => {
    expect(check(["1 run は 1,000 ステップまで", "出力は 4096 KB まで", "トリガー 11 個以上", "// 出力は 4 MB、1,000 step まで", "既定の 4 回"])).toEqual({ findings: [], statements: 6 });
  });

  it("is found at its place when it disagrees", () => {
    expect(check(["1 run は 10,000 ステップまで", "ステップの出力は 5 MB まで", "  // トリガー 10 個以上", "retries: 3, // 既定値。合計 5 回試す"]).findings).toEqual([
      "a.md:1:9 numbers/wrong found 10,000; expected 1,000 ステップ (limits.md:1, steps-per-run)",
      "a.md:2:10 numbers/wrong found 5 MB; expected 4 MB (limits.md:2, step-output)",
      "a.md:3:11 numbers/wrong found 10; expected one more than 10 個 (limits.md:3, triggers)",
      "a.md:4:10 numbers/wrong found 3; expected 4 回(試行は 5 回) (limits.md:4, retries-default)",
    ]);
  });

  it("is found when its unit tells that it is a limit and no row has it, unless it is an example", () => {
    expect(check(["本文は 7 MB を超えない", "たとえば 700 MB の動画"]).findings).toEqual(["a.md:1:5 numbers/stranger no row of limits.md says 7 MB"]);
  });

  it("is found when the table has no such row", () => {
    expect(check(["Node 20 以上"]).findings).toEqual(["a.md:1:6 numbers/unknown limits.md has no row node"]);
  });
});

describe("the table", () => {
  it("is red when the installed package says something else", () => {
    expect(check([], [{ row: "triggers", says: "12" }, { row: "node", says: "22" }, { row: "steps-per-run", says: "1000" }, { row: "step-output", says: null }]).findings).toEqual([
      "limits.md:3:1 numbers/package the row says 10 個; the installed package says 12",
      "limits.md:1:1 numbers/unknown there is no row node, of which the package says 22",
      "limits.md:2:1 numbers/package the row says 4 MB; the installed package says nothing",
    ]);
  });

  it("wants an id of its own, a number and a source in each row", () => {
    const table = parseDocument("limits.md", "| `a` | x | 1 | 実 |\n| `a` | x | 2 | 実 |\n| `b` | x | なし | 実 |\n| `c` | x | 3 | – |");
    expect(check([], [], table).findings).toEqual([
      "limits.md:2:1 numbers/table the id a is taken by line 1",
      "limits.md:3:1 numbers/table the value holds no number",
      "limits.md:4:1 numbers/table the row names no source",
    ]);
  });

  it("says what the embedded runtime holds to", () => {
    const first = (id: string) => rows.get(id)?.quantities[0]?.amount;
    const last = (id: string) => rows.get(id)?.quantities.at(-1)?.amount;
    expect({
      eventsPerRequest: first("events-per-send"),
      eventBytes: last("event-bytes"),
      stepOutputBytes: first("step-output"),
      requestBodyBytes: first("request-bytes"),
      stateBytes: first("run-state"),
      stepsPerRun: first("steps-per-run"),
      waitMs: 1000 * (last("wait") ?? 0),
      cancelOnMs: 1000 * (first("cancel-on-timeout") ?? 0),
      idempotencyMs: 1000 * (first("idempotency") ?? 0),
    }).toEqual({
      eventsPerRequest: LIMITS.eventsPerRequest,
      eventBytes: LIMITS.eventBytes,
      stepOutputBytes: LIMITS.stepOutputBytes,
      requestBodyBytes: LIMITS.requestBodyBytes,
      stateBytes: LIMITS.stateBytes,
      stepsPerRun: LIMITS.stepsPerRun,
      waitMs: LIMITS.waitMs,
      cancelOnMs: LIMITS.cancelOnMs,
      idempotencyMs: LIMITS.idempotencyMs,
    });
  });
});

describe("the guidance", () => {
  const prose = [
    ...repository.documents.filter(({ path }) => path.startsWith(skillFolder) && path !== home),
    ...[...repository.examples, ...repository.tests].map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n") })),
  ];
  const stated = prose.flatMap(({ path, lines }) => claims(lines).map((claim) => ({ path, claim, text: lines[claim.line - 1] ?? "" })));

  it("is written in each of the ways in which a limit is looked for", () => {
    expect(idle(real, prose)).toEqual([]);
  });

  it("is red when a sentence was worded anew", () => {
    const without = prose.map(({ path, lines }) => ({ path, lines: lines.filter((line) => !line.includes("SDK 内の試行 | 合計")) }));
    expect(idle(real, without).map((finding) => `${place(finding)} ${finding.rule} ${finding.message}`)).toEqual([
      `${home}:${rows.get("send-attempts")?.line}:1 numbers/idle expected a statement of send-attempts that is written as SDK 内の試行 \\| 合計 «\\d+ 回»; found none in ${prose.length} texts`,
    ]);
  });

  it("is red when the files of the skill are not read", async () => {
    const { findings } = await checkLimits([real], [], root, dirname(createRequire(import.meta.url).resolve("inngest")));
    expect(findings.filter(({ rule }) => rule === "numbers/idle").length).toBe(statements.length);
  });

  it("is compared with what the examples say too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "numbers-"));
    writeFileSync(join(folder, "example.ts"), "// 1 run は 10,000 ステップまで\n");
    const { findings } = await checkLimits(repository.documents, [join(folder, "example.ts")], folder, dirname(createRequire(import.meta.url).resolve("inngest")));
    rmSync(folder, { recursive: true });
    expect(findings.filter(({ file }) => file === "example.ts").map((finding) => `${place(finding)} ${finding.rule}`)).toEqual(["example.ts:1:12 numbers/wrong"]);
  });

  // Each number that is compared, changed on its own.
  it.each(stated.map(({ path, claim, text }) => [`${path}:${claim.line}:${claim.column} ${claim.text}`, claim, text] as const))("is red with another number at %s", (_, claim, text) => {
    const at = claim.column - 1;
    const changed = `${text.slice(0, at)}${claim.text.replace(/\d(?!.*\d)/, (digit) => String((Number(digit) + 3) % 10))}${text.slice(at + claim.text.length)}`;
    expect(checkNumbers(real, [{ path: "x", lines: [changed] }], []).findings.map(({ rule }) => rule)).toContain("numbers/wrong");
  });
});

describe("a quantity", () => {
  it.each([["4 MB", "4mb"], ["24 時間", "1 日"], ["5,000 件", "5000"], ["1 年", "365 日"]])("is the same as %s when it is written %s", (a, b) => {
    const [x, y] = [quantities(a)[0], quantities(b)[0]];
    expect(x && y && same(x, y)).toBe(true);
  });

  it("is another with another number or kind", () => {
    const [one, two, three] = quantities("4 MB, 4 KB, 4");
    expect(one && two && three && (same(one, two) || same(one, three))).toBe(false);
  });
});
