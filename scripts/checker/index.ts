import { parseArgs } from "node:util";
import { asJson, type Lang, lines } from "./report.ts";
import { answerHook } from "./hook.ts";
import { run } from "./run.ts";

const help: Record<Lang, string> = {
  ja: `使い方: node check.mjs [paths...] [--json] [--lang ja|en]

TypeScript と JavaScript のファイルから、Inngest の誤った使い方を探す。
paths はファイルかフォルダーで、既定はこのフォルダー。node_modules と git が無視するものは調べない。
読むだけで、書き込みも通信もせず、調べるコードを動かさない。

  --json         JSON で出力する
  --lang ja|en   メッセージの言語(既定は ja)
  --hook         Claude Code の PostToolUse フックとして、標準入力の JSON が指すファイルを調べる
  --help         この説明

行を黙らせるには、その行か前の行に // inngest-check-ignore <規則>: 理由

終了コード: 0 エラーなし(提案はあり得る)、1 エラーあり、2 使い方の誤り。`,
  en: `Usage: node check.mjs [paths...] [--json] [--lang ja|en]

Looks for wrong uses of Inngest in TypeScript and JavaScript files.
paths are files or folders; this folder by default. node_modules and what git ignores is left out.
It only reads: it writes nothing, opens no network and runs none of the code.

  --json         print JSON
  --lang ja|en   the language of the messages (default: ja)
  --hook         as a PostToolUse hook of Claude Code, check the file that the JSON on standard input names
  --help         print this text

To silence a line, on it or on the line before: // inngest-check-ignore <rule>: reason

Exit codes: 0 no errors (there may be suggestions), 1 errors, 2 misuse.`,
};

class Misuse extends Error {}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: "boolean" }, lang: { type: "string" }, hook: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    const { lang = "ja" } = values;
    if (lang !== "ja" && lang !== "en") throw new Misuse(`--lang: expected ja or en; found "${lang}"`);
    return { ...values, lang: lang as Lang, paths: positionals.length > 0 ? positionals : ["."] };
  } catch (error) {
    throw new Misuse(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}

async function main(): Promise<number> {
  const { json = false, help: asked = false, hook = false, lang, paths } = options();
  if (asked) {
    console.log(help[lang]);
    return 0;
  }
  if (hook) {
    // An edit is never blocked: whatever goes wrong here stays silent.
    const answer = await readInput().then((input) => answerHook(input, lang)).catch(() => "");
    if (answer !== "") console.log(answer);
    return 0;
  }
  const report = await run(paths, process.cwd()).catch((error: unknown) => {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  });
  if (json) console.log(asJson(report, lang));
  else for (const line of lines(report, lang, process.stdout.isTTY === true && !process.env["NO_COLOR"])) console.log(line);
  return report.issues.some(({ kind }) => kind === "error") ? 1 : 0;
}

async function readInput(): Promise<string> {
  process.stdin.setEncoding("utf8");
  let text = "";
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`check: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = process.argv.includes("--hook") ? 0 : 2;
  },
);
