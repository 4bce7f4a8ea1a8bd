import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Inngest, type Middleware } from "inngest";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../document.ts";
import { silent, start, theRun } from "../runtime/test-kit.ts";
import { pathComment } from "../snippets/module.ts";
import { withFolder } from "../interrupt.ts";
import { makeSdkFolder } from "../snippets/project.ts";
import { runTsc } from "../snippets/tsc.ts";
import { fencesOf } from "./kit.ts";

const skill = fileURLToPath(new URL("../../plugin/skills/inngest/", import.meta.url));
const services = fileURLToPath(new URL("../snippets/services.ts", import.meta.url));
type Files = Record<string, string>;

const fences = (name: string) => parseDocument(name, readFileSync(join(skill, name), "utf8")).fences;

/** The fences of a document that say which file they are. */
function filesOf(name: string): Files {
  return Object.fromEntries(fences(name).flatMap(({ text }) => (pathComment(text) === null ? [] : [[pathComment(text) ?? "", text]])));
}

const canonical = filesOf("SKILL.md");
const { "src/inngest/middleware/typed-logger.ts": typedLogger = "" } = filesOf("references/setup.md");
const tsconfig = JSON.parse(fences("references/setup.md").find(({ lang }) => lang === "json")?.text ?? "") as { compilerOptions: object };

/** What the compiler says of a project with the tsconfig of setup.md, but for these options. */
function compile(files: Files, options: object = {}): Promise<string[]> {
  return withFolder(() => makeSdkFolder("v4"), async (folder) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    mkdirSync(join(folder, "src/lib"), { recursive: true });
    cpSync(services, join(folder, "src/lib/services.ts"));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, ...options } }));
    const name = (file: string | null) => relative(folder, file ?? folder).split(sep).join("/").replace(/^.*node_modules\//, "");
    return (await runTsc(folder)).map(({ file, code, message }) => `${name(file)} ${code} ${message.split("\n")[0]}`);
  });
}

const noLogger = expect.stringMatching(/^src\/inngest\/functions\/send-welcome\.ts TS2339 Property 'logger' does not exist on type 'ContextWithTriggers</);

describe("the tsconfig of setup.md", () => {
  it("compiles the canonical form of SKILL.md, and the webhook of nextjs.md", async () => {
    expect(Object.keys(canonical)).toHaveLength(5);
    expect(await compile(canonical)).toEqual([]);
    expect(await compile(filesOf("references/nextjs.md"))).toEqual([]);
  });

  it("with nodenext asks for endings in imports, relative or by @/, and for nothing else", async () => {
    const nodenext = { module: "nodenext", moduleResolution: "nodenext" };
    const codes = (await compile(canonical, nodenext)).map((line) => line.split(" ")[1]);
    expect(codes).toEqual(expect.arrayContaining(["TS2307", "TS2835"]));
    const ended = Object.entries(canonical).map(([path, text]) => [path, text.replace(/from "(@\/|\.)(.*)"/g, 'from "$1$2.js"')]);
    expect(await compile(Object.fromEntries(ended) as Files, nodenext)).toEqual([]);
  });

  it.each([{ types: [] }, { types: undefined }])("with %j does not know Node.js", async (options) => {
    const complaints = await compile(filesOf("references/nextjs.md"), options);
    expect(complaints.join("\n")).toMatch(/'node:crypto'[^]*'Buffer'[^]*'process'/);
    expect(complaints.filter((line) => !/^src\/app\/api\/webhooks\/(github|stripe)\/route\.ts TS2591/.test(line))).toEqual([]);
  });

  it("in a package that is not of type module, refuses import and export where tsc --init asks for verbatimModuleSyntax", async () => {
    const client = { "src/inngest/client.ts": canonical["src/inngest/client.ts"] ?? "", "package.json": "{}" };
    const init = { module: "nodenext", moduleResolution: "nodenext", verbatimModuleSyntax: true };
    expect((await compile(client, init)).map((line) => line.split(" ")[1])).toEqual(["TS1295", "TS1287"]);
    expect(await compile({ ...client, "package.json": '{ "type": "module" }' }, init)).toEqual([]);
  });

  it("without paths does not find @/", async () => {
    expect(await compile(canonical, { paths: {} })).toContainEqual(expect.stringMatching(/^src\/app\/api\/inngest\/route\.ts TS2307/));
  });

  it("without skipLibCheck finds that next is missing, and what is wrong in temporal-spec", async () => {
    const next = "inngest/next.d.ts TS2307 Cannot find module 'next/server' or its corresponding type declarations.";
    expect(await compile(canonical, { skipLibCheck: false })).toEqual([next]);
    expect(await compile(canonical, { skipLibCheck: false, target: "esnext" })).toEqual([next, expect.stringMatching(/^temporal-spec\/index\.d\.ts TS2430/)]);
  });
});

describe("exactOptionalPropertyTypes", () => {
  const exact = { exactOptionalPropertyTypes: true };

  // Red when the SDK keeps the type of `logger`: then setup.md and SKILL.md need no word about it.
  it.each([{}, { module: "preserve" }])("loses the type of logger, and only that, with %j", async (options) => {
    expect(await compile(canonical, { ...exact, ...options })).toEqual([noLogger]);
  });

  it("loses it with nodenext and without skipLibCheck too, in the handler, in onFailure and in GetFunctionInput", async () => {
    const text = [
      'import { dependencyInjectionMiddleware, type GetFunctionInput, Inngest } from "inngest";',
      'const client = new Inngest({ id: "a", middleware: [dependencyInjectionMiddleware({ region: "jp" })] });',
      "export const f = client.createFunction(",
      '  { id: "f", triggers: { event: "a/b" }, onFailure: async ({ region, error, logger }) => [region.length, error, logger] },',
      "  async ({ region, event, step, runId, group, attempt, logger }) => [region.length, event, step, runId, group, attempt, logger],",
      ");",
      "export const of = (input: GetFunctionInput<typeof client>) => [input.region.length, input.step, input.logger];",
    ];
    const complaints = await compile({ "src/a.ts": text.join("\n") }, { ...exact, module: "nodenext", moduleResolution: "nodenext", skipLibCheck: false });
    const own = complaints.filter((line) => line.startsWith("src/")).map((line) => line.split(" on type")[0]);
    expect(own).toEqual(Array(3).fill("src/a.ts TS2339 Property 'logger' does not exist"));
  });

  it("refuses a value that may be undefined", async () => {
    const text = 'import { Inngest } from "inngest";\nexport const client = new Inngest({ id: "a", appVersion: process.env.GIT_SHA });\n';
    expect(await compile({ "src/a.ts": text })).toEqual([]);
    expect(await compile({ "src/a.ts": text }, exact)).toEqual([expect.stringMatching(/^src\/a\.ts TS2379/)]);
  });

  it("is made good by TypedLogger", async () => {
    const client = canonical["src/inngest/client.ts"] ?? "";
    const mended = `import { TypedLogger } from "./middleware/typed-logger";\n${client.replace('id: "my-app"', 'id: "my-app", middleware: [TypedLogger] as const')}`;
    expect(mended).toContain("[TypedLogger]");
    expect(await compile({ ...canonical, "src/inngest/client.ts": mended, "src/inngest/middleware/typed-logger.ts": typedLogger }, exact)).toEqual([]);
  });
});

it("TypedLogger leaves the logger silent on replay", async () => {
  const [{ TypedLogger }] = await fencesOf("setup.md", ["src/inngest/middleware/typed-logger.ts"]);
  const lines: unknown[][] = [];
  const keep = (...args: unknown[]) => void lines.push(args);
  const client = new Inngest({ id: "shop", checkpointing: false, logger: { ...silent, info: keep }, middleware: [TypedLogger as Middleware.Class] });
  const fn = client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step, logger }) => {
    logger.info("start");
    await step.run("a", () => 1);
    await step.run("b", () => 2);
    logger.info("done");
  });
  const app = await start(client, fn);
  await app.send({ name: "go" });
  await app.settle();
  expect(theRun(app, "f").status).toBe("Completed");
  expect(lines).toEqual([["start"], ["done"]]);
});
