import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shippedFolder } from "../shipped.ts";

const check = fileURLToPath(new URL(`../../${shippedFolder}/check.mjs`, import.meta.url));
const mistake = 'export const fn = inngest.createFunction({ id: "fn", triggers: { event: "a/b" } }, async ({ step }) => {\n  step.run("a", () => 1);\n});\n';

let folder = "";
const write = (file: string, text: string | Uint8Array) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
const run = (...args: string[]) => execa("node", [check, ...args], { cwd: folder, reject: false, env: { NO_COLOR: "1" } });
const files = async (...args: string[]) => {
  const { stdout } = await run("--json", ...args);
  return (JSON.parse(stdout) as { findings: { file: string }[] }).findings.map(({ file }) => file);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inngest check 検査-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("check.mjs", () => {
  it("prints a line for each finding and exits 1 when there are errors", async () => {
    write("src/a b.ts", mistake);
    const { stdout, exitCode } = await run();
    expect(stdout).toMatch(/^src\/a b\.ts:2:3 {2}エラー floating-step {2}step\.run を待っていない.*#floating-step\n1 ファイルを調べた: エラー 1 件、提案 0 件$/);
    expect(exitCode).toBe(1);
  });

  it("speaks English, and exits 0 when there are suggestions only", async () => {
    write("a.ts", mistake.replace('step.run("a", () => 1)', 'await Promise.all(xs.map((x) => step.run("a", () => x)))'));
    const { stdout, exitCode } = await run("--lang", "en");
    expect(stdout).toMatch(/^a\.ts:2:44 {2}suggestion unstable-step-id .*\n1 file checked: 0 errors, 1 suggestion$/);
    expect(exitCode).toBe(0);
  });

  it("prints one JSON object with --json", async () => {
    write("a.ts", mistake);
    const { stdout, exitCode } = await run("--json");
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      files: 1,
      findings: [{ file: "a.ts", line: 2, column: 3, rule: "floating-step", kind: "error", message: expect.stringMatching(/待っていない.*#floating-step$/) }],
      notes: [],
    });
    expect(exitCode).toBe(1);
  });

  it("explains itself with --help and exits 0", async () => {
    expect(await run("--help")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("node check.mjs [paths...]") });
    expect((await run("--help", "--lang", "en")).stdout).toMatch(/^Usage: /);
  });

  it.each([[["--bogus"]], [["--lang", "fr"]], [["missing.ts"]], [["--lang"]]])("exits 2 with one plain line on misuse: %s", async (args) => {
    const { stderr, stdout, exitCode } = await run(...args);
    expect(stderr).toMatch(/^check: [^\n]+$/);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
  });
});

describe("the files that are checked", () => {
  it("are those that git sees, without packages and types", async () => {
    mkdirSync(join(folder, ".git"));
    write(".git/info/exclude", "private/\n");
    write(".gitignore", "/dist/\n*.gen.ts\n!keep.gen.ts\n");
    write("apps/web/.gitignore", "out\n");
    for (const file of ["src/a.ts", "keep.gen.ts", "apps/web/b.tsx", "out/c.js"]) write(file, mistake);
    for (const file of ["dist/a.ts", "x.gen.ts", "apps/web/out/b.ts", "private/p.ts", "node_modules/m/a.ts", "apps/web/node_modules/m/a.js", "a.d.ts", "a.txt"]) write(file, mistake);
    expect(await files()).toEqual(["keep.gen.ts", "apps/web/b.tsx", "out/c.js", "src/a.ts"]);
    expect(await files("apps")).toEqual(["apps/web/b.tsx"]);
  });

  it("include one that is named, whatever git says", async () => {
    write(".gitignore", "a.ts\n");
    mkdirSync(join(folder, ".git"));
    write("a.ts", mistake);
    expect(await files()).toEqual([]);
    expect(await files("a.ts")).toEqual(["a.ts"]);
  });

  it("are reached by no link", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    writeFileSync(join(outside, "a.ts"), mistake);
    symlinkSync(outside, join(folder, "link"));
    symlinkSync(join(outside, "a.ts"), join(folder, "link.ts"));
    symlinkSync(folder, join(folder, "loop"));
    write("real.ts", mistake);
    expect(await files()).toEqual(["real.ts"]);
    rmSync(outside, { recursive: true });
  });

  it("that can not be judged are named in one line each, and the others are checked", async () => {
    write("binary.ts", "inngest\0\u0001");
    write("huge.ts", `// inngest\n${"x;".repeat(600_000)}`);
    write("deep.ts", `const inngest = ${"(".repeat(30_000)}`);
    write("good.ts", mistake);
    write("key.ts", "export const key = `a\0b`;\n");
    if (process.getuid?.() !== 0) {
      write("secret.ts", mistake);
      chmodSync(join(folder, "secret.ts"), 0);
    }
    const { stdout, exitCode } = await run("--lang", "en");
    expect(stdout.split("\n").slice(1, 4).sort()).toEqual(["binary.ts: not checked: not a text", "deep.ts: not checked: it can not be parsed", expect.stringMatching(/^huge\.ts: not checked: too big/)]);
    expect(stdout).not.toContain("key.ts");
    expect(exitCode).toBe(1);
  });
});

describe("the version of inngest", () => {
  const v3 = 'inngest.createFunction({ id: "f" }, { event: "a/b" }, async () => null);\n';

  it("is the installed one, then the range of package.json or deno.json, then 4", async () => {
    write("none/a.ts", v3);
    write("range/package.json", JSON.stringify({ dependencies: { inngest: "^3.40.0" } }));
    write("range/src/a.ts", v3);
    write("installed/package.json", JSON.stringify({ dependencies: { inngest: "^3.40.0" } }));
    write("installed/node_modules/inngest/package.json", JSON.stringify({ version: "4.1.0" }));
    write("installed/src/a.ts", v3);
    write("hoisted/node_modules/inngest/package.json", JSON.stringify({ version: "3.1.0" }));
    write("hoisted/apps/web/package.json", JSON.stringify({ dependencies: { inngest: "catalog:" } }));
    write("hoisted/apps/web/a.ts", v3);
    write("deno/deno.json", JSON.stringify({ imports: { inngest: "npm:inngest@3.27.0" } }));
    write("deno/lib/a.ts", v3);
    expect(await files()).toEqual(["installed/src/a.ts", "none/a.ts"]);
  });

  it("is what a catalog names, or what the packages of the workspace agree on", async () => {
    write("pnpm/pnpm-workspace.yaml", "packages:\n  - 'apps/*'\ncatalog:\n  inngest-cli: ^1.5.12\n  inngest: 3.35.1\n");
    write("pnpm/apps/web/package.json", JSON.stringify({ dependencies: { inngest: "catalog:" } }));
    write("pnpm/apps/web/a.ts", v3);
    write("bun/package.json", JSON.stringify({ workspaces: { packages: ["apps/*"], catalogs: { old: { inngest: "^3.40.0" } } } }));
    write("bun/apps/web/package.json", JSON.stringify({ dependencies: { inngest: "catalog:old" } }));
    write("bun/apps/web/a.ts", v3);
    write("handed-on/package.json", JSON.stringify({ workspaces: ["apps/*", "packages/*"] }));
    write("handed-on/packages/inngest/package.json", JSON.stringify({ dependencies: { inngest: "3.1.0" } }));
    write("handed-on/apps/web/package.json", JSON.stringify({ dependencies: { "@my/inngest": "workspace:*" } }));
    write("handed-on/apps/web/a.ts", v3);
    write("two/package.json", JSON.stringify({ workspaces: ["packages/*"] }));
    write("two/packages/old/package.json", JSON.stringify({ dependencies: { inngest: "3.1.0" } }));
    write("two/packages/new/package.json", JSON.stringify({ dependencies: { inngest: "4.1.0" } }));
    write("two/a.ts", v3);
    expect(await files()).toEqual(["two/a.ts"]);
  });

  it("is asked for the packages that go with it, too", async () => {
    const middleware = 'import { sentryMiddleware } from "@inngest/middleware-sentry";';
    write("old/package.json", JSON.stringify({ dependencies: { inngest: "^4.0.0", "@inngest/middleware-sentry": "^0.1.3" } }));
    write("old/src/a.ts", middleware);
    write("new/package.json", JSON.stringify({ dependencies: { inngest: "^4.0.0", "@inngest/middleware-sentry": "^1.0.0" } }));
    write("new/src/a.ts", middleware);
    expect(await files()).toEqual(["old/src/a.ts"]);
  });
});
