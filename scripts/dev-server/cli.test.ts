import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCli } from "./cli.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "cli-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A stand-in that only tells a version. */
function program(name: string, says: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n[ "$1" = version ] && echo "${says}"\n`);
  chmodSync(path, mode);
  return path;
}

describe("the Inngest CLI", () => {
  it("is the one that is named", async () => {
    const path = program("mine", "1.43.0-253303cdf");
    program("inngest-cli", "9.9.9");
    expect(await findCli(path, folder)).toEqual({ path, version: "1.43.0" });
  });

  it("is found in the path under either name, inngest-cli first", async () => {
    const other = program("inngest", "1.42.0");
    expect(await findCli(undefined, ["/nowhere", folder].join(delimiter))).toEqual({ path: other, version: "1.42.0" });
    const first = program("inngest-cli", "1.43.0");
    expect(await findCli(undefined, folder)).toEqual({ path: first, version: "1.43.0" });
  });

  it.each([
    ["does not exist", () => join(folder, "nothing")],
    ["cannot be executed", () => program("mine", "1.43.0", 0o644)],
    ["tells no version", () => program("mine", "hello")],
  ])("is missing, in one line that says what to do, when what is named %s", async (_, named) => {
    const path = named();
    const found = await findCli(path, folder);
    expect(found).toEqual({ missing: expect.stringMatching(/^.* is not an Inngest CLI: [^\n]*npm install -g [^\n]*--inngest-cli PATH$/) });
    expect("missing" in found && found.missing).toContain(path);
  });

  it("is missing when it is nowhere", async () => {
    expect(await findCli(undefined, folder, false)).toEqual({ missing: expect.stringMatching(/^no Inngest CLI in the path[^\n]*npm install -g [^\n]*$/) });
  });
});
