import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const sdk = dirname(createRequire(import.meta.url).resolve("inngest"));

/** A text of the SDK and what stands there in the other version. */
export type Patch = { file: string; from: string; to: string };

/** An option less (`throttle.burst`) and one more (`shiny`), as a next version could have it. */
export const nextOptions: Patch[] = [
  { file: "components/InngestFunction.d.ts", from: "burst?: number;", to: "" },
  { file: "components/InngestFunction.d.ts", from: "idempotency?: string;", to: "idempotency?: string;\n    shiny?: boolean;" },
];

/**
 * Copies the installed SDK's types and manifest, and the code on request, as if another version were released. For tests.
 *
 * @param folder absolute path of the package's folder that is made; its dependencies are looked up from there
 * @param version the version that its manifest says
 * @param patches what is different
 * @param code whether the JavaScript comes too
 */
export function fakeSdk(folder: string, version: string, patches: Patch[], code = false): void {
  const wanted = (path: string) => statSync(path).isDirectory() || path.endsWith(".d.ts") || path.endsWith("package.json") || (code && /\.c?js$/.test(path));
  cpSync(sdk, folder, { recursive: true, filter: wanted });
  for (const { file, from, to } of [{ file: "package.json", from: /"version": "[^"]+"/.exec(readFileSync(join(sdk, "package.json"), "utf8"))?.[0] ?? "", to: `"version": "${version}"` }, ...patches]) {
    const text = readFileSync(join(folder, file), "utf8");
    if (from === "" || !text.includes(from)) throw new Error(`${file} of the SDK does not say ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
}
