import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileOf, writtenLines } from "./hook.ts";

const root = fileURLToPath(new URL("../../plugin", import.meta.url));
type Hook = { matcher: string; hooks: { type: string; command: string; args: string[]; timeout: number }[] };
const { hooks } = JSON.parse(readFileSync(join(root, "hooks/hooks.json"), "utf8")) as { hooks: { PostToolUse: Hook[] } };
const [entry] = hooks.PostToolUse;
const [hook] = entry?.hooks ?? [];

const mistake = 'export const fn = inngest.createFunction({ id: "fn", triggers: { event: "a/b" } }, async ({ step }) => {\n  step.run("a", () => 1);\n});\n';
const suggestion = mistake.replace('step.run("a", () => 1)', 'await Promise.all(xs.map((x) => step.run("a", () => x)))');

let folder = "";
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
/** Runs the hook as Claude Code does: the command with its arguments, no shell, JSON on standard input. */
const fire = (input: unknown) =>
  execa(hook?.command ?? "", (hook?.args ?? []).map((argument) => argument.replace("${CLAUDE_PLUGIN_ROOT}", root)), {
    input: typeof input === "string" ? input : JSON.stringify(input),
    reject: false,
    cwd: folder,
  });
const written = (path: string, tool = "Write", given = {}) => fire({ hook_event_name: "PostToolUse", tool_name: tool, cwd: folder, tool_input: { file_path: path, ...given }, tool_response: { filePath: path } });
const silent = { exitCode: 0, stdout: "", stderr: "" };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hook 検査 'a\"$(b)-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the hook", () => {
  it("fires after the tools that write a file, without a shell and with a short limit", () => {
    expect(["Write", "Edit", "MultiEdit", "Read", "Bash", "NotebookEdit"].filter((tool) => new RegExp(`^(?:${entry?.matcher})$`).test(tool))).toEqual(["Write", "Edit", "MultiEdit"]);
    expect(hook).toMatchObject({ type: "command", command: "node", args: [expect.stringMatching(/^\$\{CLAUDE_PLUGIN_ROOT\}\//), "--hook"], timeout: 10 });
  });

  it.each(["a.ts", "名前 と 空白/関数.tsx", "src/it's \"quoted\" $(x).mjs"])("hands errors to Claude as context: %s", async (file) => {
    write(file, mistake);
    const { stdout, exitCode } = await written(join(folder, file));
    const { hookSpecificOutput: answer } = JSON.parse(stdout) as { hookSpecificOutput: { hookEventName: string; additionalContext: string } };
    expect(answer.hookEventName).toBe("PostToolUse");
    expect(answer.additionalContext).toMatch(/誤りが 1 件ある/);
    expect(answer.additionalContext).toContain(`${file}:2:3 step.run を待っていない`);
    expect(exitCode).toBe(0);
  });

  it("looks at that file only, and tells no more than ten errors", async () => {
    write("other.ts", mistake);
    write("a.ts", `export const fn = inngest.createFunction({ id: "fn", triggers: { event: "a/b" } }, async ({ step }) => {\n${'  step.run("a", () => 1);\n'.repeat(13)}});`);
    const { stdout } = await written("a.ts", "Edit");
    expect(stdout).not.toContain("other.ts");
    expect(stdout.match(/floating-step/g)).toHaveLength(10);
    expect(stdout).toContain("ほかに 3 件");
  });

  it("hands over suggestions about what was just written, at most three, and names them so", async () => {
    write("a.ts", suggestion);
    const { stdout } = await written("a.ts", "Write", { content: suggestion });
    expect(stdout).toMatch(/提案が 1 件ある。当てはまるか判断し/);
    expect(stdout).not.toContain("誤り");
    write("a.ts", suggestion.replace("  await", `${"  await Promise.all(xs.map((x) => step.run(\"a\", () => x)));\n".repeat(4)}  await`));
    const { stdout: many } = await written("a.ts");
    expect(many.match(/pitfalls.md#unstable-step-id/g)).toHaveLength(3);
    expect(many).toContain("ほかに 2 件");
  });

  it("does not repeat a suggestion about lines that an edit has left, but repeats errors", async () => {
    write("a.ts", `${suggestion}\nexport const a = 2;\n${mistake.replace(/"fn"/, '"other"').replace("const fn", "const other")}`);
    const { stdout } = await written("a.ts", "Edit", { old_string: "a = 1", new_string: "export const a = 2;" });
    expect(stdout).toMatch(/誤りが 1 件ある/);
    expect(stdout).not.toContain("提案");
    const { stdout: edited } = await written("a.ts", "Edit", { old_string: "x", new_string: "Promise.all(xs" });
    expect(edited).toMatch(/誤りが 1 件ある.*提案が 1 件ある/);
  });

  it("is silent after an edit when there are suggestions about other lines only", async () => {
    write("a.ts", suggestion);
    expect(await written("a.ts", "Edit", { new_string: "});" })).toMatchObject(silent);
  });

  it.each([
    ["nothing is wrong", "a.ts", mistake.replace("  step", "  await step")],
    ["the file has no Inngest", "a.ts", "export const a = 1;"],
    ["it is no code", "a.md", mistake],
    ["it is part of a package", "node_modules/m/a.ts", mistake],
    ["it can not be parsed", "a.ts", `inngest ${"(".repeat(50_000)}`],
    ["it is no text", "a.ts", "inngest\0"],
  ])("is silent when %s", async (_, file, text) => {
    write(file, text);
    expect(await written(join(folder, file))).toMatchObject(silent);
  });

  it.each([["no JSON", "{"], ["nothing", ""], ["no file", {}], ["an odd path", { tool_input: { file_path: 7 } }], ["a file that is gone", { tool_input: { file_path: "/gone/a.ts" } }], ["a list", []], ["null", "null"]])(
    "never blocks an edit: it is given %s",
    async (_, input) => expect(await fire(input)).toMatchObject(silent),
  );
});

describe("the lines that were written", () => {
  const lines = (given: unknown, text = "a\nb\nc\nb\nc\n") => [1, 2, 3, 4, 5, 6].filter(writtenLines(JSON.stringify({ tool_input: given }), text));

  it("are all of them after Write, and those of the new text after an edit", () => {
    expect(lines({ content: "a" })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(lines({ new_string: "b\n" })).toEqual([2, 4]);
    expect(lines({ new_string: "a\r\nb" })).toEqual([1, 2]);
    expect(lines({ new_string: "a\nb" }, "a\r\nb\r\n")).toEqual([1, 2]);
    expect(lines({ edits: [{ new_string: "a" }, { new_string: "b\nc\nb" }] })).toEqual([1, 2, 3, 4]);
    expect(lines({ new_string: "" })).toEqual([]);
    expect(lines({ new_string: "gone" })).toEqual([]);
  });
});

describe("the path of a file", () => {
  const of = (path: string, cwd: string) => fileOf(JSON.stringify({ cwd, tool_input: { file_path: path } }), win32);

  it("may have the forms of Windows", () => {
    expect(of("C:\\Users\\名前 x\\src\\a.ts", "C:\\Users\\名前 x")).toEqual({ path: "C:\\Users\\名前 x\\src\\a.ts", folder: "C:\\Users\\名前 x" });
    expect(of("src/a.tsx", "D:\\app")?.path).toBe("D:\\app\\src\\a.tsx");
    expect(of("C:/Users/x/a.TS", "C:\\Users")?.path).toBe("C:\\Users\\x\\a.TS");
    expect(of("\\\\server\\share\\a.js", "C:\\")?.path).toBe("\\\\server\\share\\a.js");
    expect(of("C:\\app\\node_modules\\m\\a.ts", "C:\\app")).toBeNull();
  });
});
