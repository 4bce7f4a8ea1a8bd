import { describe, expect, it } from "vitest";
import { parseDiagnostics } from "./tsc.ts";

describe("the compiler's output", () => {
  it("is read as diagnostics, with indented lines as part of the message above", () => {
    const output = "a/b.ts(3,14): error TS2322: Type 'X'.\n  Type 'Y'.\nc.ts(1,1): error TS1005: ';' expected.\n";
    expect(parseDiagnostics(output, "/p")).toEqual([
      { file: "/p/a/b.ts", line: 3, column: 14, code: "TS2322", message: "Type 'X'.\n  Type 'Y'." },
      { file: "/p/c.ts", line: 1, column: 1, code: "TS1005", message: "';' expected." },
    ]);
  });

  it("may complain of the program as a whole", () => {
    expect(parseDiagnostics("error TS18003: No inputs were found.", "/p")).toEqual([
      { file: null, line: 1, column: 1, code: "TS18003", message: "No inputs were found." },
    ]);
  });
});
