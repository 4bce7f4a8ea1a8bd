import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fakeSdk, nextOptions } from "../fake-sdk.ts";
import { readRepository } from "../repository.ts";
import { checkApi, installedSdk } from "./index.ts";
import { offered } from "./names.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { documents } = readRepository(root);

// Below scripts/, so that what the SDK imports is found.
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(root, "scripts/.work-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("what an SDK offers", () => {
  it("is what the compiler says of its types, and what its manifest exports", async () => {
    const { kinds, values, complaints } = await offered(installedSdk());
    expect(complaints).toEqual([]);
    expect(kinds["step.ai tool"]).toEqual(["infer", "models", "wrap"]);
    expect(kinds["waitForEvent option"]).toEqual(["event", "if", "match", "timeout"]);
    expect(kinds.subpath).toContain("inngest/next");
    expect(values.retries).toHaveLength(21);
  });
});

describe("another version", () => {
  const check = async () => (await checkApi(documents, root, join(folder, "sdk"))).findings;

  it("is told by each option that it has more or less, also where the guidance writes of it", async () => {
    fakeSdk(join(folder, "sdk"), "4.99.0", nextOptions);
    const findings = await check();
    expect(findings.map(({ message }) => message)).toContain("inngest 4.99.0 offers shiny (function option); no entry says where it is covered");
    expect(findings.map(({ message }) => message)).toContain("inngest 4.99.0 offers no burst (throttle option)");

    const sentence = documents.find(({ path }) => path.endsWith("function-config.md"))?.lines.findIndex((line) => line.includes("`burst` の既定は 0")) ?? -2;
    expect(findings).toContainEqual(expect.objectContaining({ file: "plugin/skills/inngest/references/function-config.md", line: sentence + 1, rule: "coverage/removed" }));
    // Nothing else has changed.
    expect(findings.filter(({ message }) => !/shiny|burst/.test(message))).toEqual([]);
  });

  it("is told by a subpath that its manifest has more or less", async () => {
    fakeSdk(join(folder, "sdk"), "4.99.0", [
      { file: "package.json", from: '"./koa": {', to: '"./elysia": {' },
    ]);
    const findings = await check();
    expect(findings.filter(({ file }) => file.startsWith("scripts/")).map(({ message }) => message)).toEqual([
      expect.stringContaining("offers inngest/elysia (subpath); no entry"),
      "inngest 4.99.0 offers no inngest/koa (subpath)",
    ]);
    expect(findings).toContainEqual(expect.objectContaining({ file: "plugin/skills/inngest/references/serve.md", rule: "coverage/removed" }));
  });

  it("is told by a whole kind that it does not have", async () => {
    fakeSdk(join(folder, "sdk"), "4.1.0", [{ file: "components/InngestFunction.d.ts", from: "singleton?: {", to: "notYet?: {" }]);
    const messages = (await check()).map(({ message }) => message);
    expect(messages).toContain("inngest 4.1.0 offers no mode (singleton option)");
    expect(messages).toContain("inngest 4.1.0 offers no singleton (function option)");
  });
});
